import { z } from 'zod';
import { createMemoryEventStore } from '#adapters/memory';
import { Rejected } from '#kernel';
import {
  accept,
  AppendOutcomeUnknownError,
  type CheckpointStore,
  type Checkpoint,
  createCommandHandler,
  type Decider,
  defineEvents,
  type EventOf,
  type EventStore,
  float64Column,
  follow,
  ForeignCheckpointError,
  InvalidEventError,
  NewerEventError,
  type RecordedEvent,
  reject,
  type StoredData,
  UnknownEventError,
} from '#event-sourcing';

const definitions = {
  Deposited: {
    doc: 'Money came in.',
    schema: z.object({ cents: z.int().positive(), currency: z.string() }),
    example: { cents: 100, currency: 'EUR' },
    upcasters: [
      ({ data }: StoredData) => ({ data: { cents: Math.round((data as { euros: number }).euros * 100) } }),
      ({ data }: StoredData) => ({ data: { ...(data as { cents: number }), currency: 'EUR' } }),
    ],
  },
  Measured: {
    doc: 'A column of numbers.',
    schema: z.object({ column: float64Column }),
    example: { column: new Float64Array([1, Number.NaN]) },
  },
  Surveyed: {
    doc: 'Columns of numbers beside the JSON.',
    schema: z.object({ names: z.array(z.string()), rows: z.int() }),
    columns: ({ names, rows }: { names: string[]; rows: number }) => ({ columns: names.length, rows }),
    example: { names: ['a'], rows: 1, columns: [new Float64Array([1])] },
  },
};
const catalogue = defineEvents(definitions);
type AccountEvent = EventOf<typeof definitions>;
type AccountCommand = { type: 'deposit'; cents: number };

const account: Decider<AccountCommand, AccountEvent, number> = {
  initialState: 0,
  decide: ({ cents }, balance) => {
    if (cents < 0) return reject('deposit.negative', 'A deposit is positive.');
    if (balance + cents > 1000) return reject('account.full', 'The account holds at most 1000.', { balance });
    return cents === 0 ? accept() : accept({ type: 'Deposited', data: { cents, currency: 'EUR' } });
  },
  evolve: (balance, event) => (event.type === 'Deposited' ? balance + event.data.cents : balance),
};

describe('declared events', () => {
  it('get their version from their upcasters', () => {
    expect(catalogue.version('Deposited')).toBe(3);
    expect(catalogue.version('Measured')).toBe(1);
  });

  it.each([
    [1, { euros: 1.5 }],
    [2, { cents: 150 }],
    [3, { cents: 150, currency: 'EUR' }],
  ])('stored in version %i are read as the newest', (schemaVersion, data) => {
    expect(catalogue.decode({ type: 'Deposited', schemaVersion, data })).toEqual({
      type: 'Deposited',
      data: { cents: 150, currency: 'EUR' },
    });
    expect(catalogue.upcast({ type: 'Deposited', schemaVersion, data })).toEqual({
      data: { cents: 150, currency: 'EUR' },
    });
  });

  it('carry columns whose every bit survives JSON', () => {
    const column = new Float64Array([Number.NaN, -0, Infinity]);
    const stored = JSON.parse(JSON.stringify(catalogue.encode({ type: 'Measured', data: { column } })));
    const back = catalogue.decode(stored);
    expect(back).toEqual({ type: 'Measured', data: { column } });
  });

  it('carry columns beside their JSON, bit for bit, and are read without them where they came without bytes', () => {
    const data = {
      names: ['a', 'b'],
      rows: 2,
      columns: [new Float64Array([1, -0]), new Float64Array([Number.NaN, 2])],
    };
    const stored = catalogue.encode({ type: 'Surveyed', data });
    expect(stored.data).toEqual({ names: ['a', 'b'], rows: 2 });
    expect(stored.bytes).toHaveLength(32);
    expect(catalogue.decode(stored)).toEqual({ type: 'Surveyed', data });
    const { bytes: _, ...withoutBytes } = stored;
    expect(catalogue.decodeHead(withoutBytes)).toEqual({ type: 'Surveyed', data: { names: ['a', 'b'], rows: 2 } });
    expect(() => catalogue.decode(withoutBytes)).toThrow('2 columns of 2 values take 32 bytes; there are none.');
    expect(() => catalogue.decode({ ...stored, bytes: new Uint8Array(31) })).toThrow(InvalidEventError);
  });

  it('are read wherever in memory their bytes lie', () => {
    const data = { names: ['a'], rows: 2, columns: [new Float64Array([0.1, -Infinity])] };
    const { bytes = new Uint8Array(), ...stored } = catalogue.encode({ type: 'Surveyed', data });
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(catalogue.decode({ ...stored, bytes: shifted.subarray(3) })).toEqual({ type: 'Surveyed', data });
  });

  it.each([
    ['one too few', []],
    ['one too many', [new Float64Array(2), new Float64Array(2)]],
    ['one of another length', [new Float64Array(3)]],
    ['something else', [[1, 2]]],
  ])('are refused with columns that are not what they say: %s', (_, columns) => {
    const event = { type: 'Surveyed', data: { names: ['a'], rows: 2, columns } } as AccountEvent;
    expect(() => catalogue.encode(event)).toThrow(InvalidEventError);
  });

  it('stop a reader that does not know them', () => {
    expect(() => catalogue.decode({ type: 'Withdrawn', schemaVersion: 1, data: {} })).toThrow(UnknownEventError);
    expect(() => catalogue.decode({ type: 'constructor', schemaVersion: 1, data: {} })).toThrow(UnknownEventError);
    expect(() => catalogue.decode({ type: 'Deposited', schemaVersion: 4, data: {} })).toThrow(NewerEventError);
  });

  it('are checked on the way in and on the way out', () => {
    const wrong = { type: 'Deposited', data: { cents: 0.5, currency: 'EUR' } } as AccountEvent;
    expect(() => catalogue.encode(wrong)).toThrow(InvalidEventError);
    expect(() => catalogue.decode({ type: 'Measured', schemaVersion: 1, data: { column: 7 } })).toThrow(
      InvalidEventError,
    );
  });
});

describe('a command handler', () => {
  let store: EventStore;
  beforeEach(() => {
    store = createMemoryEventStore();
  });
  afterEach(() => store.close());

  const handler = () => createCommandHandler({ store, catalogue, decider: account, streamOf: (id) => `account-${id}` });
  const deposit = (commandId: string, cents: number, expectedRevision?: number) => ({
    commandId,
    target: 'a',
    command: { type: 'deposit' as const, cents },
    metadata: { correlationId: 'request', causationId: 'request' },
    ...(expectedRevision !== undefined && { expectedRevision }),
  });
  const events = async (): Promise<RecordedEvent[]> => {
    const all: RecordedEvent[] = [];
    for await (const event of store.readStream('account-a')) all.push(event);
    return all;
  };

  it('appends what was decided, caused by the command', async () => {
    const handle = handler();
    expect(await handle(deposit('c1', 300))).toMatchObject({ revision: 0, state: 300 });
    expect(await handle(deposit('c2', 400))).toMatchObject({ revision: 1, state: 700 });
    expect((await events()).map(({ metadata }) => metadata)).toEqual([
      { correlationId: 'request', causationId: 'c1' },
      { correlationId: 'request', causationId: 'c2' },
    ]);
  });

  it('refuses without a trace in the log', async () => {
    const handle = handler();
    await handle(deposit('c1', 900));
    await expect(handle(deposit('c2', 200))).rejects.toMatchObject({
      rejection: { code: 'account.full', details: { balance: 900 } },
    });
    expect(await events()).toHaveLength(1);
  });

  it('carries a retried command out once', async () => {
    const handle = handler();
    const first = await handle(deposit('c1', 600));
    await handle(deposit('c2', 1));
    await expect(handle(deposit('c1', 600))).resolves.toMatchObject({ revision: first.revision });
    await expect(handler()(deposit('c1', 600))).resolves.toMatchObject({ revision: first.revision });
    expect(await events()).toHaveLength(2);
  });

  it('does not carry a command out again when a copy comes late and would be accepted', async () => {
    const handle = handler();
    const first = await handle(deposit('c1', 300));
    await handle(deposit('c2', 100));
    await expect(handle(deposit('c1', 300))).resolves.toMatchObject({ revision: first.revision, state: 400 });
    await expect(handler()(deposit('c1', 300))).resolves.toMatchObject({ revision: first.revision, state: 400 });
    expect(await events()).toHaveLength(2);
  });

  it.each(['is stored', 'is not stored'])(
    'finds out what became of an append without an answer that %s',
    async (what) => {
      let answers = 0;
      const silentOnce: EventStore = Object.create(store, {
        append: {
          value: async (...args: Parameters<EventStore['append']>) => {
            if (answers++ > 0) return store.append(...args);
            if (what === 'is stored') await store.append(...args);
            throw new AppendOutcomeUnknownError(args[0]);
          },
        },
      });
      const options = { catalogue, decider: account, streamOf: (id: string) => `account-${id}` };
      const handle = createCommandHandler({ store: silentOnce, ...options });
      expect(await handle(deposit('c1', 300))).toMatchObject({ revision: 0, state: 300 });
      expect(await events()).toHaveLength(1);
    },
  );

  it('decides again on the new state when it loses a race', async () => {
    const [mine, theirs] = [handler(), handler()];
    await mine(deposit('c1', 500));
    await theirs(deposit('c2', 400));
    await expect(mine(deposit('c3', 200))).rejects.toMatchObject({ rejection: { code: 'account.full' } });
    expect(await mine(deposit('c4', 100))).toMatchObject({ revision: 2, state: 1000 });
  });

  it('lets many writers at one stream without losing one', async () => {
    const handlers = Array.from({ length: 8 }, handler);
    await Promise.all(handlers.map((handle, i) => handle(deposit(`c${i}`, 10))));
    expect(await events()).toHaveLength(8);
  });

  it('honours the revision the caller has seen', async () => {
    const handle = handler();
    await handle(deposit('c1', 1));
    await handle(deposit('c2', 1));
    await expect(handle(deposit('c3', 1, 0))).rejects.toThrow(Rejected);
    await expect(handle(deposit('c3', 1, 1))).resolves.toMatchObject({ revision: 2 });
  });
});

describe('following the log', () => {
  let store: EventStore;
  beforeEach(() => {
    store = createMemoryEventStore();
  });
  afterEach(() => store.close());

  const memoryCheckpoints = (initial: Checkpoint | null = null): CheckpointStore & { saved: Checkpoint | null } => {
    const checkpoints = {
      saved: initial,
      load: async () => checkpoints.saved,
      save: async (_: string, checkpoint: Checkpoint) => {
        checkpoints.saved = checkpoint;
      },
    };
    return checkpoints;
  };
  const append = async (count: number, prefix: string): Promise<void> => {
    for (let i = 0; i < count; i++) {
      const event = {
        ...catalogue.encode({ type: 'Deposited', data: { cents: i + 1, currency: 'EUR' } }),
        id: `${prefix}${i}`,
      };
      await store.append('account-a', [{ ...event, metadata: { correlationId: 'x', causationId: 'x' } }], 'any');
    }
  };
  /** Follows until `enough` events were handled in all. */
  const followUntil = async (
    checkpoints: CheckpointStore,
    seen: string[],
    enough: number,
    failAt?: string,
  ): Promise<void> => {
    const stop = new AbortController();
    await follow({
      name: 'reader',
      store,
      checkpoints,
      signal: stop.signal,
      handle: async (event) => {
        if (event.id === failAt) throw new Error('crash');
        seen.push(event.id);
        if (seen.length >= enough) stop.abort();
      },
    });
  };

  it('goes on where the checkpoint is, from what is there to what comes', async () => {
    await append(3, 'a');
    const checkpoints = memoryCheckpoints();
    const seen: string[] = [];
    await followUntil(checkpoints, seen, 3);
    const live = followUntil(checkpoints, seen, 5);
    await append(2, 'b');
    await live;
    expect(seen).toEqual(['a0', 'a1', 'a2', 'b0', 'b1']);
  });

  it('delivers again what was not checkpointed before a crash, and skips nothing', async () => {
    await append(4, 'a');
    const checkpoints = memoryCheckpoints();
    const seen: string[] = [];
    await expect(followUntil(checkpoints, seen, 4, 'a2')).rejects.toThrow('crash');
    await followUntil(checkpoints, seen, 6);
    expect(seen).toEqual(['a0', 'a1', 'a0', 'a1', 'a2', 'a3']);
  });

  it('refuses a checkpoint of another log or beyond the end of this one', async () => {
    await append(1, 'a');
    const foreign = memoryCheckpoints({ storeId: 'other', position: 0 });
    await expect(followUntil(foreign, [], 1)).rejects.toThrow(ForeignCheckpointError);
    const ahead = memoryCheckpoints({ storeId: store.storeId, position: 1_000 });
    await expect(followUntil(ahead, [], 1)).rejects.toThrow(ForeignCheckpointError);
  });
});
