import { embeddedSource, csvFileSource } from '#adapters/candle-sources';
import {
  createInlineRunner,
  createInProcessCommandBus,
  createInProcessEventBus,
  createInProcessJobQueue,
  createMemoryBlobStore,
  createMemoryDocumentStore,
  createMemoryEventStore,
  createMemoryLeases,
  systemTimers,
} from '#adapters/memory';
import { type Clock, sha256Hex } from '#kernel';
import { type Fault, loadCandles, type Platform } from '#services';
import { packageVersion } from './package-version';

export interface InMemoryOptions {
  clock: Clock;
  report: (fault: Fault) => void;
}

/** A world that forgets: one thread, nothing on disk, ids that count up. For tests and for trying things out. */
export function openInMemory({ clock, report }: InMemoryOptions): Platform {
  const blobs = createMemoryBlobStore();
  const store = createMemoryEventStore();
  const documents = createMemoryDocumentStore();
  const runner = createInlineRunner({ candles: (hash) => loadCandles(blobs, hash) });
  const jobs = createInProcessJobQueue({ capacity: 256 });
  const bus = createInProcessEventBus();
  const commands = createInProcessCommandBus();
  const leases = createMemoryLeases();
  const sources = [csvFileSource(), embeddedSource()];
  let count = 0;
  const next = (): string => String(++count).padStart(6, '0');
  return {
    version: packageVersion(),
    ...{ store, documents, blobs, leases, runner, jobs, bus, commands, sources, clock, report },
    timers: systemTimers,
    sha256: sha256Hex,
    ids: { commandId: () => `command-${next()}`, optimizationId: () => `opt_20260102_030405_${next()}` },
    async close() {
      for (const resource of [commands, bus, jobs, runner, leases, documents, store, blobs]) await resource.close();
    },
  };
}
