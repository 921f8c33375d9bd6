import type { EventFilter, RecordedEvent } from '#event-sourcing';
import { runAppends } from './append-notation';
import {
  all,
  caughtUp,
  eventsOf,
  type EventStoreHarness,
  followUntil,
  numbered,
  numberedRange,
  numberOf,
  numbersOf,
  useLog,
} from './harness';

const positions = (events: readonly RecordedEvent[]): number[] => events.map(({ position }) => position);

/** Reading streams and the whole log. */
export function readingContract(harness: EventStoreHarness): void {
  const log = useLog(harness);

  it('gives back what was appended, and where and when it was taken', async () => {
    const store = await log.store();
    const event = numbered(0, {
      type: 'Ürsprünglich',
      schemaVersion: 3,
      data: { text: 'a "quoted" €  \u0000 😀', list: [1, 2.5, null, true], nested: { empty: {} } },
      metadata: { correlationId: 'c', causationId: 'p', actor: 'u-1', traceparent: '00-4bf92f3577b34da6-00' },
    });
    await store.append('strategy-ä', [event], 'no-stream');
    const [recorded] = await all(store.readStream('strategy-ä'));
    expect(recorded).toEqual({
      ...event,
      stream: 'strategy-ä',
      revision: 0,
      position: await store.head(),
      recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
    });
  });

  it('is not changed by what the caller does with the event later', async () => {
    const store = await log.store();
    const data = { n: 7 };
    const appended = store.append('s', [numbered(0, { data })], 'no-stream');
    data.n = 8;
    await appended;
    const [first] = await all(store.readStream('s'));
    Object.assign(first?.data as object, { n: 9 });
    expect(await numbersOf(store.readStream('s'))).toEqual([7]);
  });

  it('keeps bytes beside the JSON as they are, and leaves them out for readers who do not want them', async () => {
    const store = await log.store();
    const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => i % 251);
    const appended = store.append('s', [numbered(0, { bytes }), numbered(1)], 'no-stream');
    const given = bytes.slice();
    bytes.fill(0);
    await appended;
    for (const events of [store.readStream('s'), store.readAll(), store.readAll({ backwards: true })]) {
      const found = (await all(events)).map(({ revision, bytes: read }) => [revision, read]);
      expect(new Map(found as [number, unknown][])).toEqual(
        new Map<number, unknown>([
          [0, given],
          [1, undefined],
        ]),
      );
    }
    for (const events of [store.readStream('s', { bytes: false }), store.readAll({ bytes: false })]) {
      const found = await all(events);
      expect(found.map((event) => 'bytes' in event)).toEqual([false, false]);
      expect(found.map(numberOf)).toEqual([0, 1]);
    }
    const followed = await followUntil(store, {}, caughtUp);
    expect(eventsOf(followed)[0]?.bytes).toEqual(given);
    const heads = eventsOf(await followUntil(store, { bytes: false }, caughtUp));
    expect(heads.map((event) => 'bytes' in event)).toEqual([false, false]);
  });

  it('is not changed by what a reader does with the bytes', async () => {
    const store = await log.store();
    await store.append('s', [numbered(0, { bytes: Uint8Array.of(1, 2, 3) })], 'no-stream');
    (await all(store.readStream('s')))[0]?.bytes?.fill(9);
    expect((await all(store.readStream('s')))[0]?.bytes).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('says where an empty log and a missing stream are', async () => {
    const store = await log.store();
    expect(await store.head()).toBe(-1);
    expect(await store.streamRevision('s')).toBe('no-stream');
    expect(await all(store.readAll())).toEqual([]);
    expect(await all(store.readStream('s'))).toEqual([]);
  });

  it.each([
    [{}, [0, 1, 2, 3, 4]],
    [{ from: 3 }, [3, 4]],
    [{ from: 5 }, []],
    [{ limit: 2 }, [0, 1]],
    [{ limit: 0 }, []],
    [{ from: 1, limit: 2 }, [1, 2]],
    [{ backwards: true }, [4, 3, 2, 1, 0]],
    [{ backwards: true, limit: 1 }, [4]],
    [{ backwards: true, from: 2 }, [2, 1, 0]],
    [{ backwards: true, from: 9, limit: 2 }, [4, 3]],
  ])('reads a stream with %j', async (options, numbers) => {
    const store = await log.store();
    await store.append('other', [numbered(9)], 'no-stream');
    await store.append('s', numberedRange(0, 5), 'no-stream');
    expect(await numbersOf(store.readStream('s', options))).toEqual(numbers);
  });

  it('reads the log in one order, whichever stream an event is in', async () => {
    const store = await log.store();
    for (const n of [0, 1, 2, 3, 4]) await store.append(`s-${n % 2}`, [numbered(n)], 'any');
    const events = await all(store.readAll());
    expect(events.map(({ stream, revision }) => `${stream}@${revision}`)).toEqual([
      's-0@0',
      's-1@0',
      's-0@1',
      's-1@1',
      's-0@2',
    ]);
    expect(positions(events)).toEqual([...new Set(positions(events))].sort((a, b) => a - b));
    expect(
      events.every(({ position, revision }) => Number.isSafeInteger(position) && Number.isSafeInteger(revision)),
    ).toBe(true);
  });

  it('reads on behind any position (exclusive), in both directions, up to a limit', async () => {
    const store = await log.store();
    await store.append('s', numberedRange(0, 6), 'no-stream');
    const events = await all(store.readAll());
    for (const [index, { position }] of events.entries()) {
      const rest = [0, 1, 2, 3, 4, 5].slice(index + 1);
      expect(await numbersOf(store.readAll({ after: position }))).toEqual(rest);
      expect(await numbersOf(store.readAll({ after: position, limit: 2 }))).toEqual(rest.slice(0, 2));
      expect(await numbersOf(store.readAll({ after: position, backwards: true }))).toEqual([...rest].reverse());
      expect(await numbersOf(store.readAll({ after: position, skip: 2 }))).toEqual(rest.slice(2));
      expect(await numbersOf(store.readAll({ after: position, skip: 1, limit: 2 }))).toEqual(rest.slice(1, 3));
      expect(await numbersOf(store.readAll({ after: position, backwards: true, skip: 1, limit: 1 }))).toEqual(
        [...rest].reverse().slice(1, 2),
      );
      expect(await numbersOf(store.readAll({ after: position, backwards: true, limit: 2 }))).toEqual(
        rest.slice(-2).reverse(),
      );
    }
    expect(await numbersOf(store.readAll({ after: (await store.head()) + 1000 }))).toEqual([]);
  });

  const filters: [EventFilter, number[]][] = [
    [{}, [0, 1, 2, 3]],
    [{ streamPrefixes: ['batch-'] }, [1, 3]],
    [{ streamPrefixes: ['batch-1', 'opt'] }, [0, 1, 2]],
    [{ streamPrefixes: ['%', '_', '*', 'atch'] }, []],
    [{ streamPrefixes: [] }, []],
    [{ types: ['Odd'] }, [1, 3]],
    [{ types: ['Odd', 'Even', "'"] }, [0, 1, 2, 3]],
    [{ types: [] }, []],
    [{ streamPrefixes: ['batch-2'], types: ['Odd'] }, [3]],
  ];

  it.each(filters)('filters the log by %j', async (filter, numbers) => {
    const store = await log.store();
    for (const [n, stream] of ['optimization-1', 'batch-1', 'optimization-1', 'batch-2'].entries()) {
      await store.append(stream, [numbered(n, { type: n % 2 ? 'Odd' : 'Even' })], 'any');
    }
    expect(await numbersOf(store.readAll({ filter }))).toEqual(numbers);
    expect(await numbersOf(store.readAll({ filter, backwards: true }))).toEqual([...numbers].reverse());
    expect(await numbersOf(store.readAll({ filter, limit: 1 }))).toEqual(numbers.slice(0, 1));
    expect(await numbersOf(store.readAll({ filter, skip: 1 }))).toEqual(numbers.slice(1));
  });

  it('reads a log of many pages, and finds the few events a filter lets through', async () => {
    const store = await log.store();
    const count = 20_000;
    await store.append('needle-1', [numbered(-1)], 'no-stream');
    for (let from = 0; from < count; from += 2000) await store.append('hay', numberedRange(from, 2000), 'any');
    await store.append('needle-2', [numbered(count)], 'no-stream');
    const everything = Array.from({ length: count + 2 }, (_, index) => index - 1);
    expect(await numbersOf(store.readAll())).toEqual(everything);
    expect(await numbersOf(store.readAll({ backwards: true }))).toEqual(everything.reverse());
    const filter = { streamPrefixes: ['needle'] };
    expect(await numbersOf(store.readAll({ filter }))).toEqual([-1, count]);
    expect(await numbersOf(store.readAll({ filter, backwards: true, limit: 2 }))).toEqual([count, -1]);
    expect(await numbersOf(store.readStream('hay', { from: 19_990, limit: 5 }))).toEqual([
      19990, 19991, 19992, 19993, 19994,
    ]);
  });

  it('ends where the log ended when reading began', async () => {
    const store = await log.store();
    await store.append('s', numberedRange(0, 3), 'no-stream');
    const seen: number[] = [];
    for await (const { revision } of store.readAll()) {
      seen.push(revision);
      await store.append('s', [numbered(100 + revision)], 'any');
    }
    expect(seen).toEqual([0, 1, 2]);
  });

  it('reads its own writes, also through another handle', async () => {
    const store = await log.store();
    const other = await log.another();
    const { position } = await store.append('s', [numbered(0)], 'no-stream');
    expect(await numbersOf(other.readStream('s'))).toEqual([0]);
    expect(await other.head()).toBe(position);
    expect((await runAppends(other, 's', '1e0')).position).toBeGreaterThan(position);
    expect(await numbersOf(store.readAll())).toEqual([0, 1]);
    expect(other.storeId).toBe(store.storeId);
  });

  it('answers nothing once it is closed', async () => {
    const store = await log.store();
    await store.close();
    await expect(store.append('s', [numbered(0)], 'any')).rejects.toThrow(/closed/);
    await expect(store.head()).rejects.toThrow(/closed/);
    await expect(all(store.readAll())).rejects.toThrow(/closed/);
    await expect(store.close()).resolves.toBeUndefined();
  });
}
