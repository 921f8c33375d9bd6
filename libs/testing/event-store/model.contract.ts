import fc from 'fast-check';
import type { EventStore, ExpectedRevision, NewEvent } from '#event-sourcing';
import { EventStoreModel } from './event-store.model';
import { all, type EventStoreHarness, numbered, useLog } from './harness';

type Command =
  | { kind: 'append'; stream: string; numbers: number[]; expected: ExpectedRevision }
  | { kind: 'delete'; stream: string; expected: ExpectedRevision; mode: 'soft' | 'tombstone' };

const streams = fc.constantFrom('a', 'b');
const expectations = fc.oneof(
  fc.constantFrom<ExpectedRevision>('no-stream', 'any', 'exists'),
  fc.integer({ min: 0, max: 6 }),
);
/** Few numbers, mostly in rising runs: so that retries, prefixes and overlaps happen often. */
const numbers = fc.oneof(
  fc
    .tuple(fc.nat(5), fc.integer({ min: 1, max: 3 }))
    .map(([from, count]) => [from, from + 1, from + 2].slice(0, count)),
  fc.array(fc.nat(5), { maxLength: 3 }),
);
const appends = fc.record({ kind: fc.constant('append' as const), stream: streams, numbers, expected: expectations });
const deletions = fc.record({
  kind: fc.constant('delete' as const),
  stream: streams,
  expected: expectations,
  mode: fc.constantFrom('soft' as const, 'soft' as const, 'tombstone' as const),
});
const commands = fc.array(fc.oneof({ weight: 8, arbitrary: appends }, { weight: 1, arbitrary: deletions }), {
  minLength: 1,
  maxLength: 25,
});

/** Random commands: the store and the plain model must agree on every answer and on what is there afterwards. */
export function modelContract(harness: EventStoreHarness): void {
  const log = useLog(harness);

  it('answers any sequence of commands as the model does', async () => {
    const store = await log.store();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(commands, async (sequence) => {
        const prefix = `run-${run++}-`;
        const start = await store.head();
        const model = new EventStoreModel();
        for (const command of sequence) {
          expect(await execute(store, prefix, command)).toEqual(expectedAnswer(model, command));
        }
        for (const stream of ['a', 'b']) {
          const seen = await all(store.readStream(prefix + stream));
          const visible = model.visible(stream);
          expect(seen.map(({ id, revision }) => `${id}@${revision}`)).toEqual(visible);
          const newest = seen.at(-1)?.revision ?? 'no-stream';
          expect(await store.streamRevision(prefix + stream)).toBe(newest);
          const backwards = await all(store.readStream(prefix + stream, { backwards: true, limit: 2 }));
          expect(backwards.map(({ id, revision }) => `${id}@${revision}`)).toEqual([...visible].reverse().slice(0, 2));
        }
        const logged = await all(store.readAll({ after: start }));
        expect(logged.map(({ stream, id }) => ({ stream: stream.slice(prefix.length), id }))).toEqual(model.log);
      }),
      { numRuns: 150 },
    );
  }, 120_000);
}

const eventsOf = (command: Command): NewEvent[] =>
  command.kind === 'append' ? command.numbers.map((n) => numbered(n)) : [];

async function execute(store: EventStore, prefix: string, command: Command): Promise<unknown> {
  const stream = prefix + command.stream;
  try {
    if (command.kind === 'append') {
      const { revision, idempotent } = await store.append(stream, eventsOf(command), command.expected);
      return { revision, idempotent };
    }
    await store.deleteStream(stream, command.expected, command.mode);
    return 'deleted';
  } catch (error) {
    return error instanceof Error ? error.name : error;
  }
}

function expectedAnswer(model: EventStoreModel, command: Command): unknown {
  if (command.kind === 'delete') return model.delete(command.stream, command.expected, command.mode);
  const ids = eventsOf(command).map(({ id }) => id);
  return model.append(command.stream, ids, command.expected);
}
