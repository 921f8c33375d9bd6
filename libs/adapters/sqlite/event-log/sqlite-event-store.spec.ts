import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '#event-sourcing';
import { eventStoreContract } from '#testing';
import { openSqliteEventStore } from './sqlite-event-store';

const directory = mkdtempSync(join(tmpdir(), 'paramo-event-log-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const files = new WeakMap<EventStore, string>();
let opened = 0;

async function openFile(file: string): Promise<EventStore> {
  const store = await openSqliteEventStore({ file, pollIntervalMs: 5 });
  files.set(store, file);
  return store;
}

const fileOf = (store: EventStore): string => files.get(store) ?? '';

eventStoreContract('The event store in SQLite', {
  open: () => openFile(join(directory, `contract-${opened++}`, 'log.db')),
  openAnother: (store) => openFile(fileOf(store)),
  reopen: async (store) => {
    await store.close();
    return openFile(fileOf(store));
  },
});
