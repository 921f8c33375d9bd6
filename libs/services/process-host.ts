import { BATCH_STREAMS, batchOfStream, OPTIMIZATION_STREAMS, optimizationEvents } from '#domain/optimization';
import { type CheckpointStore, follow, ForeignCheckpointError, type RecordedEvent } from '#event-sourcing';
import type { Document } from '#messaging';
import type { Ownership } from './ownership';
import type { Platform } from './platform.port';
import { OptimizationTracker } from './tracker';

/** Drives optimizations one step after each change. Called again after crashes and for redelivered events: steps are idempotent. */
export interface OptimizationProcess {
  /** Name of its checkpoint. */
  name: string;
  advance(tracker: OptimizationTracker): Promise<void>;
  /** The optimization has completed, failed or was cancelled: let go of what was prepared for it. */
  ended?(id: string): Promise<void>;
}

interface ProcessCheckpoint extends Document {
  storeId: string;
  position: number;
  /** Optimizations that had not ended at `position`. */
  active: string[];
}

const CHECKPOINTS = 'processes';
const TERMINAL = new Set(['OptimizationCompleted', 'OptimizationFailed', 'OptimizationCancelled']);

export interface HostOptions {
  platform: Platform;
  process: OptimizationProcess;
  ownership: Ownership;
  /** Drive only this optimization. */
  only?: string;
  signal: AbortSignal;
  /** Unfinished optimizations are looked at again this often, whether or not something happened. */
  reconcileEveryMs?: number;
}

/**
 * Runs one process over the log until `signal` aborts. What it remembers is a fold: the optimizations that have not ended,
 * kept with the checkpoint. A step that fails is reported and tried again at the next look.
 */
export async function hostProcess(options: HostOptions): Promise<void> {
  const { platform, process, ownership, only, signal, reconcileEveryMs = 5_000 } = options;
  let active = new Set<string>();
  const trackers = new Map<string, OptimizationTracker>();
  let steps: Promise<void> = Promise.resolve();

  const step = async (id: string): Promise<void> => {
    if (signal.aborted || !active.has(id) || (only !== undefined && id !== only)) return;
    try {
      if (!(await ownership.claim(id))) return;
      const tracker = trackers.get(id) ?? (await OptimizationTracker.load(platform.store, id));
      trackers.set(id, tracker);
      await process.advance(tracker);
    } catch (error) {
      if (!signal.aborted) platform.report({ during: `${process.name} of ${id}`, correlationId: id, error });
    }
  };
  /** One step at a time: a tracker is never advanced twice at once. */
  const enqueue = (id: string): Promise<void> => (steps = steps.then(() => step(id)));
  const stepAll = async (): Promise<void> => {
    for (const id of active) await enqueue(id);
  };

  let live = false;
  const handle = async (event: RecordedEvent): Promise<void> => {
    const id = optimizationOf(event);
    if (event.type === 'OptimizationRequested') active.add(id);
    if (event.type === 'BatchEvaluated') trackers.get(id)?.evaluated.add(batchOfStream(event.stream).batch);
    if (TERMINAL.has(event.type)) {
      active.delete(id);
      trackers.delete(id);
      await process.ended?.(id);
      await ownership.release(id);
    }
    if (live) await enqueue(id);
  };

  const documents = platform.documents.collection<ProcessCheckpoint>(CHECKPOINTS);
  const checkpoints: CheckpointStore = {
    async load(name) {
      const stored = await documents.get(name);
      active = new Set(stored?.active ?? []);
      return stored;
    },
    save: (name, checkpoint) => documents.put([{ _id: name, ...checkpoint, active: [...active] }]),
  };

  const timer = setInterval(() => void stepAll(), reconcileEveryMs);
  timer.unref();
  try {
    await followForEver({
      name: process.name,
      store: platform.store,
      checkpoints,
      filter: { streamPrefixes: [OPTIMIZATION_STREAMS, BATCH_STREAMS] },
      handle,
      caughtUp: async () => {
        live = true;
        await stepAll();
      },
      signal,
      restart: async (error) => {
        live = false;
        if (error instanceof ForeignCheckpointError) await documents.delete({ _id: process.name });
        else platform.report({ during: `following the log for ${process.name}`, error });
      },
    });
  } finally {
    clearInterval(timer);
    await steps;
  }
}

function optimizationOf(event: RecordedEvent): string {
  if (optimizationEvents.knows(event.type)) return event.stream.slice(OPTIMIZATION_STREAMS.length);
  return batchOfStream(event.stream).optimizationId;
}

const RESTART_DELAY_MS = 1_000;

/** Follows until `signal` aborts; a fault of the store ends one attempt, not the process. */
async function followForEver(
  options: Parameters<typeof follow>[0] & { restart(error: unknown): Promise<void> },
): Promise<void> {
  while (!options.signal.aborted) {
    try {
      return await follow(options);
    } catch (error) {
      if (options.signal.aborted) return;
      await options.restart(error);
      if (!(error instanceof ForeignCheckpointError)) await delay(RESTART_DELAY_MS, options.signal);
    }
  }
}

function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
