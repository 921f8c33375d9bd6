import type { EventFilter, EventStore, RecordedEvent } from './event-store.port';

/** How far a reader has come, and in which log: a checkpoint of another log is worthless. */
export interface Checkpoint {
  storeId: string;
  position: number;
}

export interface CheckpointStore {
  load(name: string): Promise<Checkpoint | null>;
  save(name: string, checkpoint: Checkpoint): Promise<void>;
}

export interface FollowOptions {
  /** Name of the reader: its checkpoint. */
  name: string;
  store: EventStore;
  checkpoints: CheckpointStore;
  filter?: EventFilter;
  /** Carries out one event, which comes without its bytes: who needs them reads its stream. It may come again after a crash: being called twice must be harmless. */
  handle(event: RecordedEvent): Promise<void>;
  /** Carries out or makes durable what `handle` has put off; called before each checkpoint. */
  flush?(): Promise<void>;
  /** All that was in the log at the start has been handled; called once. */
  caughtUp?(): Promise<void>;
  signal: AbortSignal;
  /** Events handled between two checkpoints, at most; whenever all there is has been handled, there is one too. */
  checkpointEvery?: number;
}

/** The stored checkpoint belongs to another log, or lies beyond the end of this one (a restored backup). */
export class ForeignCheckpointError extends Error {
  constructor(readonly reader: string) {
    super(`The checkpoint of ${reader} does not belong to this log: rebuild ${reader} from the beginning.`);
    this.name = 'ForeignCheckpointError';
  }
}

/**
 * Follows the log from the checkpoint, first what is there, then live, until `signal` aborts.
 * At least once: handle, flush, then checkpoint. An error of `handle` ends the following without a checkpoint.
 */
export async function follow(options: FollowOptions): Promise<void> {
  const { name, store, checkpoints, handle, flush, caughtUp, signal, checkpointEvery = 256 } = options;
  let after = await startPosition(name, store, checkpoints);
  let live = false;
  let sinceCheckpoint = 0;
  const checkpoint = async (): Promise<void> => {
    if (sinceCheckpoint === 0) return;
    await flush?.();
    await checkpoints.save(name, { storeId: store.storeId, position: after });
    sinceCheckpoint = 0;
  };
  for await (const item of store.subscribe({ after, filter: options.filter, signal, bytes: false })) {
    if (item.kind === 'caught-up') {
      await checkpoint();
      if (!live) await caughtUp?.();
      live = true;
      continue;
    }
    await handle(item.event);
    after = item.event.position;
    sinceCheckpoint++;
    if (sinceCheckpoint >= checkpointEvery) await checkpoint();
  }
  await checkpoint();
}

async function startPosition(name: string, store: EventStore, checkpoints: CheckpointStore): Promise<number> {
  const stored = await checkpoints.load(name);
  if (stored === null) return -1;
  if (stored.storeId !== store.storeId || stored.position > (await store.head()))
    throw new ForeignCheckpointError(name);
  return stored.position;
}
