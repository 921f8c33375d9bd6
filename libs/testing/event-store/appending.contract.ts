import {
  CorruptedIdempotencyError,
  EventTooLargeError,
  MAX_EVENT_BYTES,
  WrongExpectedRevisionError,
} from '#event-sourcing';
import { runAppends } from './append-notation';
import { all, type EventStoreHarness, numbered, numberedRange, numbersOf, useLog } from './harness';

const FIVE = '0em1 1e0 2e1 3e2 4e3 5e4';

/** Sequence, and the numbers then in the stream. The last append finds its events stored and writes nothing. */
const IDEMPOTENT: [string, number[]][] = [
  ['0em1 0em1', [0]],
  ['0em1 0any', [0]],
  ['0em1 0exists', [0]],
  ['0em1 1e0 1e0', [0, 1]],
  ['0em1 1e0 2e1 0any', [0, 1, 2]],
  ['0em1 1e0 2e1 1any 1any', [0, 1, 2]],
  [`${FIVE} 0em1`, [0, 1, 2, 3, 4, 5]],
  [`${FIVE} 0any`, [0, 1, 2, 3, 4, 5]],
  [`${FIVE} 3e2`, [0, 1, 2, 3, 4, 5]],
  ['[0,1]em1 [0,1]em1', [0, 1]],
  ['[0,1]em1 [0]em1', [0, 1]],
  ['[0,1]em1 [1]e0', [0, 1]],
  ['[0,1]em1 [0]any', [0, 1]],
  ['[0,1]em1 [1]any', [0, 1]],
  ['[0,1]em1 [0,1]any', [0, 1]],
];

/** An id is only looked for where the expectation points to: elsewhere it is a new event. */
const APPENDED_AGAIN: [string, number[]][] = [
  ['0em1 0e0', [0, 0]],
  [`${FIVE} 0e5`, [0, 1, 2, 3, 4, 5, 0]],
  ['0em1 1any', [0, 1]],
  ['0em1 1exists', [0, 1]],
];

const WRONG_REVISION: [string, number | 'no-stream'][] = [
  [`${FIVE} 0e4`, 5],
  [`${FIVE} 0e6`, 5],
  ['0em1 1em1', 0],
  ['0e0', 'no-stream'],
  ['0exists', 'no-stream'],
  ['0em1 1e0 2e0', 1],
];

const CORRUPTED = ['[0,1]em1 [0,1,2]em1', '[0,1]em1 [0,2]em1', '[0,1]em1 [0,2]any', '0em1 [0,1]exists'];

/** Appends: expectations, retries, atomicity, limits. */
export function appendingContract(harness: EventStoreHarness): void {
  const log = useLog(harness);

  it.each(IDEMPOTENT)('%s is idempotent', async (sequence, numbers) => {
    const store = await log.store();
    const result = await runAppends(store, 's', sequence);
    expect(await numbersOf(store.readStream('s'))).toEqual(numbers);
    const stored = (await all(store.readStream('s'))).find(({ revision }) => revision === result.revision);
    expect(result).toEqual({ revision: stored?.revision, position: stored?.position, idempotent: true });
  });

  it.each(APPENDED_AGAIN)('%s is appended', async (sequence, numbers) => {
    const store = await log.store();
    const result = await runAppends(store, 's', sequence);
    expect(await numbersOf(store.readStream('s'))).toEqual(numbers);
    expect(result).toEqual({ revision: numbers.length - 1, position: await store.head(), idempotent: false });
  });

  it.each(WRONG_REVISION)('%s is refused: the stream is at %s', async (sequence, actual) => {
    const store = await log.store();
    const refused = runAppends(store, 's', sequence);
    await expect(refused).rejects.toBeInstanceOf(WrongExpectedRevisionError);
    await expect(refused).rejects.toMatchObject({ stream: 's', actual });
    expect(await store.streamRevision('s')).toBe(actual);
  });

  it.each(CORRUPTED)('%s is corrupted idempotency and writes nothing', async (sequence) => {
    const store = await log.store();
    await expect(runAppends(store, 's', sequence)).rejects.toBeInstanceOf(CorruptedIdempotencyError);
    expect(await numbersOf(store.readStream('s'))).toEqual(sequence.startsWith('[') ? [0, 1] : [0]);
  });

  it.each([
    ['[]em1', -1],
    ['[]any', -1],
    ['0em1 []e0', 0],
    ['0em1 1e0 []e0', 0],
    ['0em1 1e0 []any', 1],
  ])('%s appends nothing and answers revision %i', async (sequence, revision) => {
    const store = await log.store();
    expect(await runAppends(store, 's', sequence)).toMatchObject({ revision, idempotent: true });
  });

  it('refuses an empty append whose expectation is not met', async () => {
    const store = await log.store();
    await expect(store.append('s', [], 3)).rejects.toBeInstanceOf(WrongExpectedRevisionError);
    await expect(store.append('s', [], 'exists')).rejects.toBeInstanceOf(WrongExpectedRevisionError);
  });

  it('keeps the old body when the same id comes with another one', async () => {
    const store = await log.store();
    await store.append('s', [numbered(0)], 'no-stream');
    const again = await store.append('s', [numbered(0, { data: { n: 99 } })], 'no-stream');
    expect(again.idempotent).toBe(true);
    expect(await numbersOf(store.readStream('s'))).toEqual([0]);
  });

  it('takes the same id in two streams as two events', async () => {
    const store = await log.store();
    await store.append('a', [numbered(0)], 'no-stream');
    expect(await store.append('b', [numbered(0)], 'any')).toMatchObject({ revision: 0, idempotent: false });
    expect(await numbersOf(store.readAll())).toEqual([0, 0]);
  });

  it('lets exactly one of many writers that expect the same revision through', async () => {
    const store = await log.store();
    const other = await log.another();
    const attempts = Array.from({ length: 20 }, (_, n) =>
      (n % 2 ? store : other).append('s', [numbered(n)], 'no-stream').then(
        () => 'stored',
        (error: unknown) => (error instanceof WrongExpectedRevisionError ? 'refused' : error),
      ),
    );
    const outcomes = await Promise.all(attempts);
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(19);
    expect(await store.streamRevision('s')).toBe(0);
  });

  it('does not let a refused append fail those that wait with it', async () => {
    const store = await log.store();
    const outcomes = await Promise.allSettled([
      store.append('a', [numbered(0)], 'no-stream'),
      store.append('b', [numbered(1)], 5),
      store.append('c', [numbered(2)], 'no-stream'),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await numbersOf(store.readAll())).toEqual([0, 2]);
  });

  it('stores a batch whole, in order, one after the other', async () => {
    const store = await log.store();
    const result = await store.append('s', numberedRange(0, 1000), 'no-stream');
    const events = await all(store.readStream('s'));
    expect(events.map(({ revision }) => revision)).toEqual(Array.from({ length: 1000 }, (_, index) => index));
    expect(result).toEqual({ revision: 999, position: events.at(-1)?.position, idempotent: false });
  });

  it('stores nothing of a batch with one event that is too large', async () => {
    const store = await log.store();
    const large = numbered(1, { type: 'Large', data: 'x'.repeat(MAX_EVENT_BYTES) });
    const refused = store.append('s', [numbered(0), large], 'no-stream');
    await expect(refused).rejects.toBeInstanceOf(EventTooLargeError);
    await expect(refused).rejects.toMatchObject({ type: 'Large' });
    expect(await store.streamRevision('s')).toBe('no-stream');
  });

  it('counts what lies beside the JSON', async () => {
    const store = await log.store();
    const bytes = new Uint8Array(MAX_EVENT_BYTES - 1000);
    await store.append('s', [numbered(0, { bytes })], 'no-stream');
    const tooLarge = store.append('s', [numbered(1, { bytes, data: 'x'.repeat(1000) })], 0);
    await expect(tooLarge).rejects.toBeInstanceOf(EventTooLargeError);
    expect(await store.streamRevision('s')).toBe(0);
  });

  it('counts UTF-8 bytes and takes an event just below the limit', async () => {
    const store = await log.store();
    const metadataBytes = JSON.stringify(numbered(0).metadata).length;
    const fitting = '€'.repeat(Math.floor((MAX_EVENT_BYTES - metadataBytes - 2) / 3));
    await store.append('s', [numbered(0, { data: fitting })], 'no-stream');
    expect((await all(store.readStream('s')))[0]?.data).toBe(fitting);
    const tooLarge = store.append('s', [numbered(1, { data: `${fitting}€` })], 0);
    await expect(tooLarge).rejects.toBeInstanceOf(EventTooLargeError);
  });

  it.each([Number.NaN, Infinity, -Infinity])('refuses %d in data instead of storing null', async (value) => {
    const store = await log.store();
    const event = numbered(0, { data: { scores: [1, value] } });
    await expect(store.append('s', [event], 'any')).rejects.toThrow(/data\.scores\[1\].*encodeFloat64/);
  });

  it.each([-1, 0.5, Number.NaN])('refuses to expect revision %d', async (expected) => {
    const store = await log.store();
    await expect(store.append('s', [numbered(0)], expected)).rejects.toThrow(RangeError);
  });
}
