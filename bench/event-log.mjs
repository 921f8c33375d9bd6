/**
 * How fast the event log takes and gives back events on this machine. Ratios matter, not seconds: the disk's fsync decides the
 * first line, group commit all that follow.
 */
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { withFolder } from './lib/apart.mjs';
import { built } from './lib/built.mjs';
import { isMain, main } from './lib/driver.mjs';
import { openTable, short, times } from './lib/table.mjs';

const { openSqliteEventStore } = built('adapters/sqlite');
const { createMemoryEventStore } = built('adapters/memory');

/** How many callers append at once, and how many events each time. */
const LOADS = [[1, 1], [16, 1], [64, 1], [256, 1], [1, 256], [4, 1000]]; // prettier-ignore
const COLUMNS = [['callers', 7], ['batch', 6], ['events/s', 10], ['ratio', 9], ['p50 ms', 8], ['p99 ms', 8], ['loop delay p99 ms', 18]]; // prettier-ignore
const PAYLOAD = 'x'.repeat(400);

const event = (id) => ({
  id,
  type: 'Measured',
  schemaVersion: 1,
  data: { text: PAYLOAD },
  metadata: { correlationId: 'bench', causationId: 'bench' },
});

/** `concurrency` callers append `size` events each time, one after the other, to streams of their own. */
async function measureAppends(store, { name, concurrency, size, seconds }) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const latencies = [];
  const begin = performance.now();
  const end = begin + seconds * 1000;
  delay.enable();
  const caller = async (number) => {
    for (let last = -1; performance.now() < end; last += size) {
      const stream = `${name}-${concurrency}-${size}-${number}`;
      const events = Array.from({ length: size }, (_, index) => event(`${stream}-${last + 1 + index}`));
      const sent = performance.now();
      await store.append(stream, events, last === -1 ? 'no-stream' : last);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, (_, number) => caller(number)));
  delay.disable();
  latencies.sort((a, b) => a - b);
  return {
    perSecond: (latencies.length * size * 1000) / (performance.now() - begin),
    p50: latencies[Math.floor(latencies.length * 0.5)],
    p99: latencies[Math.floor(latencies.length * 0.99)],
    loopP99: delay.percentile(99) / 1e6,
  };
}

async function measureRead(store) {
  const begin = performance.now();
  let count = 0;
  const events = store.readAll({ limit: 200_000 });
  while (!(await events.next()).done) count++;
  return { count, perSecond: (count * 1000) / (performance.now() - begin) };
}

async function measureStore(name, store, seconds, write) {
  write(`\n${name}`);
  const row = openTable(COLUMNS, write);
  const appends = [];
  for (const [concurrency, size] of LOADS) {
    const found = await measureAppends(store, { name, concurrency, size, seconds });
    appends.push({ concurrency, size, ...found });
    const ratio = times(found.perSecond / appends[0].perSecond);
    row(concurrency, size, short(found.perSecond), ratio, short(found.p50), short(found.p99), short(found.loopP99));
  }
  const { count, perSecond } = await measureRead(store);
  write(`readAll: ${count} events, ${short(perSecond)}/s (${times(perSecond / appends[0].perSecond)} a lone append)`);
  return { appends, reads: perSecond };
}

function measure({ small }, write) {
  return withFolder(async (folder) => {
    const found = {};
    for (const [name, store] of [
      ['SQLite (WAL, synchronous=FULL)', await openSqliteEventStore({ file: join(folder, 'log.db') })],
      ['memory', createMemoryEventStore()],
    ]) {
      found[name] = await measureStore(name, store, small ? 0.05 : 2, write);
      await store.close();
    }
    return found;
  });
}

const section = { measure, repeats: 1 };
export default section;

if (isMain(import.meta)) await main({ 'event-log': section });
