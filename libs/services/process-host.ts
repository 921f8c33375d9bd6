import {
  BATCH_STREAMS,
  batchEvents,
  batchOfStream,
  OPTIMIZATION_STREAMS,
  optimizationEvents,
  optimizationOfStream,
} from '#domain/optimization';
import { type CheckpointStore, follow, ForeignCheckpointError, type RecordedEvent } from '#event-sourcing';
import { Rejected } from '#kernel';
import type { Document } from '#messaging';
import { keepRunning } from './keep-running';
import type { Ownership } from './ownership';
import type { Platform } from './platform.port';
import { every } from './timers';
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
  /** The same, for `putIfNewer`: of two processes in one directory the one behind does not take the other's progress back. */
  _pos: number;
  /** Optimizations that had not ended at `position`. */
  active: string[];
}

const CHECKPOINTS = 'processes';
const OPENING = new Set(['OptimizationRequested', 'FailedTrialsRetried']);
const TERMINAL = new Set(['OptimizationCompleted', 'OptimizationFailed', 'OptimizationCancelled']);
/** Unfinished optimizations are looked at again this often, whether or not something happened. */
const RECONCILE_EVERY_MS = 5_000;

/** Positions by which a stored checkpoint may be behind. */
const MOST_BEHIND = 64;

export interface HostOptions {
  platform: Platform;
  process: OptimizationProcess;
  ownership: Ownership;
  /** Drive only this optimization. */
  only?: string;
  signal: AbortSignal;
}

/**
 * Runs one process over the log until `signal` aborts. What it remembers is a fold: the optimizations that have not ended,
 * kept with the checkpoint. A step that fails is reported and tried again at the next look.
 */
export async function hostProcess({ platform, process, ownership, only, signal }: HostOptions): Promise<void> {
  let active = new Set<string>();
  let live = false;
  const trackers = new Map<string, OptimizationTracker>();
  /** Something happened to them since the last step. */
  const touched = new Set<string>();
  const inTurn = takeTurns();

  const advance = async (id: string): Promise<void> => {
    if (signal.aborted || !active.has(id) || (only !== undefined && id !== only)) return;
    try {
      if (!(await ownership.claim(id))) return;
      const tracker = trackers.get(id) ?? (await OptimizationTracker.load(platform.store, id));
      trackers.set(id, tracker);
      await process.advance(tracker);
    } catch (error) {
      if (signal.aborted || isLostRace(error)) return;
      platform.report({ during: `${process.name} of ${id}`, correlationId: id, error });
    }
  };
  const step = (id: string): Promise<void> => inTurn(() => advance(id));
  const stepAll = async (): Promise<void> => {
    for (const id of [...active]) await step(id);
  };

  const take = async (event: RecordedEvent, id: string): Promise<void> => {
    if (OPENING.has(event.type)) {
      active.add(id);
      // What a retry opens again is read anew: its results may follow before the next step.
      trackers.delete(id);
    }
    if (event.type === 'BatchEvaluated') {
      const { batch, attempt } = batchOfStream(event.stream);
      trackers.get(id)?.markEvaluated(batch, attempt);
    }
    if (!TERMINAL.has(event.type)) return;
    active.delete(id);
    trackers.delete(id);
    await process.ended?.(id);
    await ownership.release(id);
  };
  const handle = async (event: RecordedEvent): Promise<void> => {
    (event.stream.startsWith(BATCH_STREAMS) ? batchEvents : optimizationEvents).requireReadable(event);
    const id = optimizationOfStream(event.stream);
    await inTurn(() => take(event, id));
    touched.add(id);
  };
  /** One step after all that has come, however much came at once; what came before it was live is stepped through by `stepAll`. */
  const flush = async (): Promise<void> => {
    const ids = [...touched];
    touched.clear();
    if (live) for (const id of ids) await step(id);
  };

  const checkpoints = processCheckpoints(platform, {
    read: () => [...active],
    restore: (ids) => {
      active = new Set(ids);
    },
  });
  const stopLooking = every(platform.timers, RECONCILE_EVERY_MS, stepAll);
  try {
    await keepRunning(platform, `following the log for ${process.name}`, signal, async (healthy) => {
      live = false;
      const caughtUp = async (): Promise<void> => {
        healthy();
        live = true;
        await stepAll();
      };
      const filter = { streamPrefixes: [OPTIMIZATION_STREAMS, BATCH_STREAMS] };
      const options = {
        name: process.name,
        store: platform.store,
        checkpoints,
        filter,
        handle,
        flush,
        caughtUp,
        signal,
      };
      await follow(options).catch(async (error: unknown) => {
        if (!(error instanceof ForeignCheckpointError)) throw error;
        await checkpoints.forget(process.name);
        await follow(options);
      });
    });
  } finally {
    stopLooking();
    await inTurn(async () => undefined);
  }
}

/** One after the other: a tracker is never advanced twice at once, and takes in an event before or after it is loaded, never meanwhile. */
function takeTurns(): (work: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/**
 * The checkpoint in the documents is where a new process begins. A process that was interrupted goes on from its own:
 * another process in the same directory may have moved the shared one beyond what this one has taken in.
 */
function processCheckpoints(
  { documents }: Platform,
  active: { read(): string[]; restore(ids: string[]): void },
): CheckpointStore & { forget(name: string): Promise<void> } {
  const collection = documents.collection<ProcessCheckpoint>(CHECKPOINTS);
  let own: ProcessCheckpoint | null = null;
  let stored: ProcessCheckpoint | null = null;
  return {
    async load(name) {
      own ??= stored = await collection.get(name);
      active.restore(own?.active ?? []);
      return own;
    },
    async save(name, { storeId, position }) {
      own = { _id: name, _pos: position, storeId, position, active: active.read() };
      if (stored !== null && isAsGood(stored, own)) return;
      await collection.putIfNewer([own]);
      stored = own;
    },
    async forget(name) {
      own = stored = null;
      await collection.delete({ _id: name });
    },
  };
}

/** A checkpoint that is a little behind and names the same optimizations leads to the same: a few events come once more. */
function isAsGood(stored: ProcessCheckpoint, { storeId, position, active }: ProcessCheckpoint): boolean {
  const isNear = stored.storeId === storeId && position - stored.position < MOST_BEHIND;
  return isNear && stored.active.join() === active.join();
}

/** Somebody paused or ended it between the look at it and the command: its event says so and leads to the next step. */
function isLostRace(error: unknown): boolean {
  return error instanceof Rejected && error.rejection.code === 'optimization.state-conflict';
}
