import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from '@photostructure/sqlite';
import type { EventStore, RecordedEvent } from '#event-sourcing';
import { createRng } from '#kernel';
import { compiledThreadFile } from '#threads';
import { openSqliteEventStore } from './sqlite-event-store';

const directory = mkdtempSync(join(tmpdir(), 'paramo-event-log-processes-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Run {
  file: string;
  stream: string;
  first: number;
  batches: number;
  size: number;
  ending?: 'exit';
}

function startAppending({ file, stream, first, batches, size, ending }: Run): ChildProcess {
  const script = compiledThreadFile(__dirname, 'append-batches.child');
  const numbers = [first, batches, size].map(String);
  return spawn(process.execPath, [script, file, stream, ...numbers, ending ?? ''], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Reads acknowledgements; kills the process when `killAfter` of them have come. The last one heard of, or −1. */
async function acknowledged(child: ChildProcess, killAfter = Infinity): Promise<number> {
  const ended = once(child, 'exit');
  let last = -1;
  let heard = 0;
  if (!child.stdout) throw new Error('The process was started without a pipe to hear it.');
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (++heard === killAfter) child.kill('SIGKILL');
  }
  await ended;
  return last;
}

async function readAll(file: string): Promise<RecordedEvent[]> {
  const store = await openSqliteEventStore({ file });
  const events: RecordedEvent[] = [];
  for await (const event of store.readAll()) events.push(event);
  await store.close();
  return events;
}

function integrity(file: string): unknown {
  const db = new DatabaseSync(file);
  try {
    return db.prepare('PRAGMA integrity_check').all();
  } finally {
    db.close();
  }
}

describe('A log whose process is killed (SIGKILL) while it appends', () => {
  it('keeps every acknowledged batch whole and no part of another one', async () => {
    const file = join(directory, 'killed.db');
    const size = 1000;
    const rng = createRng(7, 'kill moments');
    let stored = 0;
    for (let round = 0; round < 6; round++) {
      const killAfter = 1 + Math.floor(rng.uniform(round, 0) * 5);
      const child = startAppending({ file, stream: 's', first: stored, batches: 1000, size });
      const last = await acknowledged(child, killAfter);
      const events = await readAll(file);
      expect(last).toBeGreaterThanOrEqual(stored);
      expect(events.length % size).toBe(0);
      stored = events.length / size;
      expect(stored).toBeGreaterThan(last);
      expect(events.map(({ data }) => data)).toEqual(
        events.map(
          (_, index) => expect.objectContaining({ batch: Math.floor(index / size), index: index % size }) as unknown,
        ),
      );
      expect(integrity(file)).toEqual([{ integrity_check: 'ok' }]);
    }
  }, 120_000);
});

describe('A log whose process exits while it appends', () => {
  it('lets it exit with its own code, and holds whole batches', async () => {
    const file = join(directory, 'exited.db');
    const size = 2000;
    for (let round = 0; round < 6; round++) {
      const child = startAppending({ file, stream: `s-${round}`, first: 0, batches: 1, size, ending: 'exit' });
      const ended = once(child, 'exit');
      await acknowledged(child);
      expect(await ended).toEqual([3, null]);
      expect((await readAll(file)).length % size).toBe(0);
    }
  }, 60_000);
});

describe('A log that two processes write', () => {
  let store: EventStore | undefined;
  afterEach(() => store?.close());

  it('gives a subscriber every event of both once, in one strictly increasing order', async () => {
    const file = join(directory, 'shared.db');
    store = await openSqliteEventStore({ file, pollIntervalMs: 5 });
    const [batches, size] = [100, 20];
    const children = ['a', 'b'].map((stream) => startAppending({ file, stream, first: 0, batches, size }));
    const ends = Promise.all(children.map((child) => acknowledged(child)));

    const seen: RecordedEvent[] = [];
    const own = appendOwn(store, 200);
    const abort = new AbortController();
    const expected = 2 * batches * size + 200;
    for await (const item of store.subscribe({ signal: abort.signal })) {
      if (item.kind === 'event') seen.push(item.event);
      if (seen.length === expected) abort.abort();
    }
    await own;
    expect(await ends).toEqual([batches - 1, batches - 1]);
    await store.close();

    expect(seen.every(({ position }, index) => position > (seen[index - 1]?.position ?? -1))).toBe(true);
    for (const [stream, count] of [
      ['a', batches * size],
      ['b', batches * size],
      ['own', 200],
    ] as const) {
      const revisions = seen.filter((event) => event.stream === stream).map(({ revision }) => revision);
      expect(revisions).toEqual(Array.from({ length: count }, (_, index) => index));
    }
    expect(await readAll(file)).toEqual(seen);
  }, 120_000);
});

async function appendOwn(store: EventStore, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const metadata = { correlationId: 'own', causationId: `${n}` };
    const event = { id: `own-${n}`, type: 'Own', schemaVersion: 1, data: n, metadata };
    await store.append('own', [event], n === 0 ? 'no-stream' : n - 1);
  }
}
