/**
 * How fast the event log takes and gives back events on this machine: `npm run build && node bench/event-log.mjs`.
 * Ratios matter, not seconds: the disk's fsync decides the first line, group commit all that follow.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const load = createRequire(import.meta.url);
const { openSqliteEventStore } = load('../dist/libs/adapters/sqlite/index.js');
const { createMemoryEventStore } = load('../dist/libs/adapters/memory/index.js');

const SECONDS = 2;
const PAYLOAD = 'x'.repeat(400);

const event = (id) => ({
  id,
  type: 'Measured',
  schemaVersion: 1,
  data: { text: PAYLOAD },
  metadata: { correlationId: 'bench', causationId: 'bench' },
});

/** `concurrency` callers append `size` events each time, one after the other, to streams of their own. */
async function measureAppends(store, name, concurrency, size) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const latencies = [];
  const begin = performance.now();
  const end = begin + SECONDS * 1000;
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

async function measure(name, store) {
  console.log(`\n${name}\ncallers  batch   events/s   ratio   p50 ms   p99 ms   loop delay p99 ms`);
  let base;
  for (const [concurrency, size] of [
    [1, 1],
    [16, 1],
    [64, 1],
    [256, 1],
    [1, 256],
    [4, 1000],
  ]) {
    const { perSecond, p50, p99, loopP99 } = await measureAppends(store, name, concurrency, size);
    base ??= perSecond;
    const cells = [
      [concurrency, 7],
      [size, 5],
      [Math.round(perSecond), 10],
      [`${(perSecond / base).toFixed(1)}x`, 7],
      [p50.toFixed(2), 8],
      [p99.toFixed(2), 8],
      [loopP99.toFixed(1), 8],
    ];
    console.log(cells.map(([value, width]) => String(value).padStart(width)).join(' '));
  }
  const { count, perSecond } = await measureRead(store);
  console.log(`readAll: ${count} events, ${Math.round(perSecond)}/s (${(perSecond / base).toFixed(0)}x a lone append)`);
}

const directory = mkdtempSync(join(tmpdir(), 'paramo-bench-'));
try {
  for (const [name, store] of [
    ['SQLite (WAL, synchronous=FULL)', await openSqliteEventStore({ file: join(directory, 'log.db') })],
    ['memory', createMemoryEventStore()],
  ]) {
    await measure(name, store);
    await store.close();
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
