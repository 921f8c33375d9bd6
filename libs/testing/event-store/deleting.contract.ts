import { StreamDeletedError, WrongExpectedRevisionError } from '#event-sourcing';
import { runAppends } from './append-notation';
import { all, type EventStoreHarness, numbered, numbersOf, useLog } from './harness';

/** Soft deletion and tombstones. */
export function deletingContract(harness: EventStoreHarness): void {
  const log = useLog(harness);

  it('hides a softly deleted stream from its readers, not from the log', async () => {
    const store = await log.store();
    await runAppends(store, 's', '0em1 1e0');
    await store.deleteStream('s', 1, 'soft');
    expect(await numbersOf(store.readStream('s'))).toEqual([]);
    expect(await store.streamRevision('s')).toBe('no-stream');
    expect(await numbersOf(store.readAll())).toEqual([0, 1]);
  });

  it.each(['no-stream', 'any', 1] as const)(
    'goes on numbering when a softly deleted stream is appended to (%s)',
    async (expected) => {
      const store = await log.store();
      await runAppends(store, 's', '0em1 1e0');
      await store.deleteStream('s', 'any', 'soft');
      expect(await store.append('s', [numbered(2)], expected)).toMatchObject({ revision: 2, idempotent: false });
      expect((await all(store.readStream('s'))).map(({ revision }) => revision)).toEqual([2]);
      expect((await all(store.readStream('s', { backwards: true, limit: 5 }))).map(({ revision }) => revision)).toEqual(
        [2],
      );
    },
  );

  it('recognises the retry of an append that re-created a stream', async () => {
    const store = await log.store();
    await runAppends(store, 's', '0em1');
    await store.deleteStream('s', 0, 'soft');
    const first = await store.append('s', [numbered(1)], 'no-stream');
    expect(await store.append('s', [numbered(1)], 'no-stream')).toEqual({ ...first, idempotent: true });
  });

  it('does not bring a deleted stream back for a late retry of its first append', async () => {
    const store = await log.store();
    await runAppends(store, 's', '0em1');
    await store.deleteStream('s', 0, 'soft');
    expect((await runAppends(store, 's', '0em1')).idempotent).toBe(true);
    expect(await store.streamRevision('s')).toBe('no-stream');
  });

  it('takes a softly deleted stream as one that does not exist', async () => {
    const store = await log.store();
    await runAppends(store, 's', '0em1');
    await store.deleteStream('s', 'exists', 'soft');
    const refused = store.append('s', [numbered(1)], 'exists');
    await expect(refused).rejects.toBeInstanceOf(WrongExpectedRevisionError);
    await expect(refused).rejects.toMatchObject({ actual: 'no-stream' });
  });

  it('closes a tombstoned stream for ever', async () => {
    const store = await log.store();
    await runAppends(store, 's', '0em1');
    await store.deleteStream('s', 0, 'tombstone');
    expect(await numbersOf(store.readStream('s'))).toEqual([]);
    expect(await store.streamRevision('s')).toBe('no-stream');
    for (const expected of ['no-stream', 'any', 'exists', 0] as const) {
      await expect(store.append('s', [numbered(1)], expected)).rejects.toBeInstanceOf(StreamDeletedError);
      await expect(store.deleteStream('s', expected, 'soft')).rejects.toBeInstanceOf(StreamDeletedError);
    }
  });

  it('tombstones a stream before its first event', async () => {
    const store = await log.store();
    await store.deleteStream('s', 'no-stream', 'tombstone');
    await expect(store.append('s', [numbered(0)], 'any')).rejects.toBeInstanceOf(StreamDeletedError);
  });

  it('deletes only what the caller has seen', async () => {
    const store = await log.store();
    await runAppends(store, 's', '0em1 1e0');
    for (const expected of [0, 2, 'no-stream'] as const) {
      await expect(store.deleteStream('s', expected, 'soft')).rejects.toBeInstanceOf(WrongExpectedRevisionError);
    }
    await expect(store.deleteStream('missing', 'exists', 'soft')).rejects.toBeInstanceOf(WrongExpectedRevisionError);
    expect(await numbersOf(store.readStream('s'))).toEqual([0, 1]);
  });
}
