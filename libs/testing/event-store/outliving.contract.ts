import { runAppends } from './append-notation';
import {
  all,
  caughtUp,
  eventsOf,
  type EventStoreHarness,
  followUntil,
  numbered,
  numberOf,
  numbersOf,
  useLog,
} from './harness';

/** What a log that outlives its process keeps. */
export function outlivingContract(harness: EventStoreHarness): void {
  const log = useLog(harness);

  it('is the same log after it was opened again', async () => {
    const { storeId } = await log.store();
    const before = await log.store();
    await runAppends(before, 's', '0em1 [1,2]e0');
    await runAppends(before, 'hidden', '5em1');
    await runAppends(before, 'closed', '6em1');
    await before.deleteStream('hidden', 0, 'soft');
    await before.deleteStream('closed', 0, 'tombstone');
    const written = await all(before.readAll());

    const after = await log.reopen();
    expect(after.storeId).toBe(storeId);
    expect(await all(after.readAll())).toEqual(written);
    expect(await all(after.readStream('hidden'))).toEqual([]);
    await expect(after.append('closed', [numbered(7)], 'any')).rejects.toThrow(/closed for ever/);
  });

  it.each(['0em1', '0any', '[1,2]e0', '1any'])('recognises the retry %s after it was opened again', async (retry) => {
    await runAppends(await log.store(), 's', '0em1 [1,2]e0');
    const store = await log.reopen();
    expect((await runAppends(store, 's', retry)).idempotent).toBe(true);
    expect(await numbersOf(store.readStream('s'))).toEqual([0, 1, 2]);
  });

  it('goes on behind the newest position, and subscribers resume where they were', async () => {
    await runAppends(await log.store(), 's', '0em1 1e0');
    const head = await (await log.store()).head();
    const store = await log.reopen();
    expect((await runAppends(store, 's', '2e1')).position).toBeGreaterThan(head);
    expect(eventsOf(await followUntil(store, { after: head }, caughtUp)).map(numberOf)).toEqual([2]);
  });
}
