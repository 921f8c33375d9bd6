import { type EventStore, PositionBeyondEndError } from '#event-sourcing';
import {
  all,
  caughtUp,
  eventsOf,
  type EventStoreHarness,
  followUntil,
  numbered,
  numberedRange,
  numberOf,
  useLog,
} from './harness';

/** Following the log. */
export function subscribingContract(harness: EventStoreHarness): void {
  const log = useLog(harness);

  it('delivers what is there, says that it has caught up, and goes on live', async () => {
    const store = await log.store();
    await store.append('s', numberedRange(0, 3), 'no-stream');
    const heads = [await store.head()];
    const append = async (n: number): Promise<void> => {
      heads.push((await store.append('s', [numbered(n)], 'any')).position);
    };
    let next = 3;
    const items = await followUntil(store, {}, (soFar) => {
      if (caughtUp(soFar) && next < 6) void append(next++);
      return caughtUp(soFar) && eventsOf(soFar).length === 6;
    });
    expect(items.map((item) => (item.kind === 'event' ? numberOf(item.event) : item.position))).toEqual([
      ...[0, 1, 2, heads[0]],
      ...[3, heads[1]],
      ...[4, heads[2]],
      ...[5, heads[3]],
    ]);
  });

  it('does not say again that it has caught up when nothing came that passes the filter', async () => {
    const store = await log.store();
    let appended = 0;
    const items = await followUntil(store, { filter: { streamPrefixes: ['batch-'] } }, (soFar) => {
      if (caughtUp(soFar) && appended++ === 0)
        void store.append('other', [numbered(0)], 'any').then(() => store.append('batch-1', [numbered(1)], 'any'));
      return eventsOf(soFar).length === 1;
    });
    expect(items.map(({ kind }) => kind)).toEqual(['caught-up', 'event']);
  });

  it('catches up with an empty log at once', async () => {
    expect(await followUntil(await log.store(), {}, caughtUp)).toEqual([{ kind: 'caught-up', position: -1 }]);
  });

  it('resumes behind any event', async () => {
    const store = await log.store();
    await store.append('s', numberedRange(0, 10), 'no-stream');
    const head = await store.head();
    for (const { position, revision } of await all(store.readAll())) {
      const items = await followUntil(store, { after: position }, caughtUp);
      expect(eventsOf(items).map(numberOf)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].slice(revision + 1));
      expect(items.at(-1)).toEqual({ kind: 'caught-up', position: head });
    }
  });

  it('delivers only what passes the filter, and catches up behind what does not', async () => {
    const store = await log.store();
    await store.append('batch-1', [numbered(0), numbered(1, { type: 'Other' })], 'no-stream');
    await store.append('optimization-1', [numbered(2)], 'no-stream');
    const filter = { streamPrefixes: ['batch-'], types: ['Numbered'] };
    const items = await followUntil(store, { filter }, (soFar) => {
      if (caughtUp(soFar)) {
        void store.append('optimization-1', [numbered(3)], 'any');
        void store.append('batch-1', [numbered(4)], 'any');
      }
      return eventsOf(soFar).length === 2;
    });
    expect(eventsOf(items).map(numberOf)).toEqual([0, 4]);
    expect(items[1]?.kind).toBe('caught-up');
  });

  it('ends quietly when it is aborted: before it begins, while it delivers, while it waits', async () => {
    const store = await log.store();
    await store.append('s', numberedRange(0, 5), 'no-stream');
    expect(await all(store.subscribe({ signal: AbortSignal.abort() }))).toEqual([]);
    expect(eventsOf(await followUntil(store, {}, (items) => items.length === 2))).toHaveLength(2);

    const abort = new AbortController();
    const waiting = store.subscribe({ after: await store.head(), signal: abort.signal })[Symbol.asyncIterator]();
    expect((await waiting.next()).value).toMatchObject({ kind: 'caught-up' });
    const next = waiting.next();
    abort.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('ends with an error when the store is closed under it: a silent end would look like nothing to do', async () => {
    const store = await log.store();
    const items = store.subscribe({ signal: new AbortController().signal })[Symbol.asyncIterator]();
    await items.next();
    const ended = expect(items.next()).rejects.toThrow(/closed/);
    await store.close();
    await ended;
  });

  it('refuses a position beyond the end: the checkpoint of another log', async () => {
    const store = await log.store();
    await store.append('s', [numbered(0)], 'no-stream');
    const beyond = (await store.head()) + 1;
    const refused = all(store.subscribe({ after: beyond, signal: new AbortController().signal }));
    await expect(refused).rejects.toBeInstanceOf(PositionBeyondEndError);
    await expect(refused).rejects.toMatchObject({ position: beyond, head: beyond - 1 });
  });

  it('shows every event once and in order to subscribers that come at any time, under two writers', async () => {
    const [first, second] = [await log.store(), await log.another()];
    const total = 20_000;
    const everything = (store: EventStore) => followUntil(store, {}, (_, events) => events === total);
    const early = [everything(first), everything(second)];
    const writers = [writeMany(first, 'a', total / 2), writeMany(second, 'b', total / 2)];
    const late = everything(second);
    await Promise.all(writers);
    const logged = (await all(first.readAll())).map(({ position }) => position);
    expect(logged).toHaveLength(total);
    for (const items of await Promise.all([...early, late])) {
      const events = eventsOf(items);
      expect(events.map(({ position }) => position)).toEqual(logged);
      for (const stream of ['a', 'b']) {
        const revisions = events.filter((event) => event.stream === stream).map(({ revision }) => revision);
        expect(revisions).toEqual(Array.from({ length: total / 2 }, (_, index) => index));
      }
    }
    expect(logged.every((position, index) => index === 0 || position > (logged[index - 1] ?? Infinity))).toBe(true);
  }, 60_000);
}

/** Appends `count` events in batches of 25, several batches under way at a time. */
async function writeMany(store: EventStore, stream: string, count: number): Promise<void> {
  const batch = 25;
  for (let from = 0; from < count; from += 8 * batch) {
    const starts = Array.from({ length: 8 }, (_, index) => from + index * batch);
    await Promise.all(starts.map((start) => store.append(stream, numberedRange(start, batch), 'any')));
  }
}
