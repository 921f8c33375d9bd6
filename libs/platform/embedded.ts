import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { csvFileSource, embeddedSource } from '#adapters/candle-sources';
import { nativeSha256, openFileBlobStore } from '#adapters/files';
import {
  createInProcessCommandBus,
  createInProcessEventBus,
  createInProcessJobQueue,
  systemTimers,
} from '#adapters/memory';
import { openFileLeases, openSqliteDocumentStore, openSqliteEventStore, putAsideIfDamaged } from '#adapters/sqlite';
import { createWorkerRunner } from '#adapters/worker-threads';
import type { BacktestRunner, CandleLoader } from '#quant/backtest';
import { type Fault, loadCandles, type Platform } from '#services';
import { packageVersion } from './package-version';
import { explainFileError, makeFolder } from './data-folder';
import { systemIds } from './system-ids';

export interface EmbeddedOptions {
  /** Where everything lies: the log, the read models, the candles. Made when it is not there. */
  directory: string;
  /** Worker threads that evaluate; the number never changes a result. */
  workers: number;
  /** Share of the time that each of them may be busy, above 0 and at most 1; absent = always. */
  share?: number;
  /** Megabytes that each of them may use; absent = as much as Node allows. */
  memoryMb?: number;
  report: (fault: Fault) => void;
  /** Put damaged read models aside instead of refusing to open: for whoever makes them anew. */
  mend?: true;
}

/** Batches waiting or running in this process. */
const JOB_CAPACITY = 256;

/** The world on one machine with nothing installed but Node: SQLite, files, threads. */
export async function openEmbedded(options: EmbeddedOptions): Promise<Platform> {
  const { directory, report, mend } = options;
  makeFolder(directory);
  const clock = { now: () => Date.now() };
  const opened: { close(): Promise<void> }[] = [];
  const own = <T extends { close(): Promise<void> }>(resource: T): T => {
    opened.unshift(resource);
    return resource;
  };
  try {
    const blobs = own(await openFileBlobStore({ directory: join(directory, 'blobs') }));
    const store = own(await openSqliteEventStore({ file: join(directory, 'log.db') }));
    const views = join(directory, 'views.db');
    if (mend) putAsideIfDamaged(views);
    const documents = own(openSqliteDocumentStore({ file: views }));
    const leases = own(openFileLeases({ directory: join(directory, 'leases') }));
    const runner = own(openRunner(options, (hash) => loadCandles(blobs, hash)));
    const jobs = own(createInProcessJobQueue({ capacity: JOB_CAPACITY }));
    const bus = own(createInProcessEventBus());
    const commands = own(createInProcessCommandBus());
    const sources = [csvFileSource(), embeddedSource()];
    const close = (): Promise<void> => closeAll(opened);
    const ids = systemIds(clock);
    const version = packageVersion();
    return {
      version,
      store,
      documents,
      blobs,
      leases,
      runner,
      jobs,
      bus,
      commands,
      sources,
      clock,
      timers: systemTimers,
      sha256: nativeSha256,
      ids,
      report,
      close,
    };
  } catch (error) {
    // What happened first is what is told.
    await closeAll(opened).catch(() => undefined);
    throw explainFileError(error, directory);
  }
}

/** The first thread that uses too much memory is told; the others are treated alike. */
function openRunner({ workers, share, memoryMb, report }: EmbeddedOptions, candles: CandleLoader): BacktestRunner {
  let told = false;
  const onExceeded = ({ usedMb, trials }: { usedMb: number; trials: number }): void => {
    if (told) return;
    told = true;
    const message = `A thread used ${Math.round(usedMb)} MB after ${trials} trials, ${memoryMb} MB are allowed. It was replaced; fewer trials are evaluated at once from now on.`;
    report({ during: 'evaluation', error: new Error(message) });
  };
  return createWorkerRunner({
    workers,
    candles,
    ...(memoryMb !== undefined && { maxHeapMb: memoryMb, memory: { maxMb: memoryMb, onExceeded } }),
    ...(share !== undefined && share < 1 && { pace: { share, timers: systemTimers, now: () => performance.now() } }),
  });
}

/** Last opened, first closed; one that fails does not keep the others open. */
async function closeAll(resources: { close(): Promise<void> }[]): Promise<void> {
  const errors: unknown[] = [];
  for (const resource of resources.splice(0)) {
    try {
      await resource.close();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, 'Not everything could be closed.');
}
