import {
  type Checkpoint,
  type CheckpointStore,
  follow,
  NewerEventError,
  type RecordedEvent,
  UnknownEventError,
} from '#event-sourcing';
import type { Document, DocumentStore } from '#messaging';
import { PROJECTIONS } from '#read-models';
import { keepRunning } from './keep-running';
import type { Platform } from './platform.port';
import {
  activateGeneration,
  activeGeneration,
  BufferedView,
  claimGeneration,
  dropGenerationsBefore,
  ReadModelsUnavailableError,
  SupersededGenerationError,
} from './read-model-store';

const CHECKPOINTS = 'checkpoints';
const PARKED = 'parked';
/** Events folded between two flushes while catching up. A batch's results take up to a megabyte: few are kept at once. */
const EVENTS_PER_FLUSH = 32;
const PROJECTED_TYPES: readonly string[] = [...new Set(PROJECTIONS.flatMap((projection) => projection.types))];

/** Counts changes of what projections make of the same log: documents of another layout are made anew. */
const LAYOUT = 2;

interface CheckpointDocument extends Document, Checkpoint {
  layout: number;
  /** The position once more, for `putIfNewer`: readers that catch up beside each other never take progress back. */
  _pos: number;
  [field: string]: string | number;
}

/**
 * Keeps the read models up with the log until `signal` aborts; a fault interrupts it, and it goes on later.
 * `caughtUp` resolves when all that was there at the start is in, or rejects when the first attempt fails.
 */
export function serveReadModels(
  platform: Platform,
  signal: AbortSignal,
): { caughtUp: Promise<void>; done: Promise<void> } {
  let settle: { resolve(): void; reject(error: unknown): void } | undefined;
  const caughtUp = new Promise<void>((resolve, reject) => (settle = { resolve, reject }));
  caughtUp.catch(() => undefined);
  const done = keepRunning(platform, 'keeping the read models up with the log', signal, async (healthy) => {
    const reached = async (): Promise<void> => {
      healthy();
      settle?.resolve();
    };
    try {
      await projectActive(platform, signal, reached);
    } catch (error) {
      settle?.reject(error);
      throw error;
    }
  });
  return { caughtUp: Promise.race([caughtUp, done]), done };
}

/** Brings the read models up to the end of the log as it is now. */
export async function catchUp(platform: Platform): Promise<void> {
  if (await isUpToDate(platform)) return;
  const stop = new AbortController();
  await projectActive(platform, stop.signal, async () => stop.abort());
}

/** Position up to which readers see the log; events that concern no read model count as seen. */
export async function readPosition(platform: Platform): Promise<number> {
  const { documents, store } = platform;
  const checkpoint = await checkpointsIn(documents).load(checkpointName(await activeGeneration(documents)));
  let position = checkpoint?.position ?? -1;
  for await (const event of store.readAll({ after: position, bytes: false })) {
    if (PROJECTED_TYPES.includes(event.type)) break;
    position = event.position;
  }
  return position;
}

/** Builds all read models anew from the log, beside the ones in use, then switches and drops the old ones. */
export async function rebuildReadModels(platform: Platform): Promise<{ generation: number }> {
  const { documents } = platform;
  const generation = await claimGeneration(documents);
  await documents.collection(CHECKPOINTS).delete({ _id: checkpointName(generation) });
  await documents.drop(PARKED);
  const stop = new AbortController();
  const view = new BufferedView(documents, generation);
  await project(platform, view, { signal: stop.signal, caughtUp: async () => stop.abort() });
  const active = await activateGeneration(documents, generation);
  await dropGenerationsBefore(documents, active);
  return { generation: active };
}

/** Projects into the generation readers see, and changes over when a rebuild has put another one in its place. */
async function projectActive(platform: Platform, signal: AbortSignal, caughtUp: () => Promise<void>): Promise<void> {
  const { documents } = platform;
  await ensureOwnLog(platform);
  for (;;) {
    const view = new BufferedView(documents, await activeGeneration(documents), { onlyWhileActive: true });
    try {
      return await project(platform, view, { signal, caughtUp });
    } catch (error) {
      if (!(error instanceof SupersededGenerationError)) throw error;
    }
  }
}

/** The newest event was the last to be folded, as a look at the checkpoint tells. */
async function isUpToDate({ documents, store }: Platform): Promise<boolean> {
  const checkpoint = await activeCheckpoint(documents);
  if (checkpoint?.storeId !== store.storeId || checkpoint.layout !== LAYOUT) return false;
  return checkpoint.position === (await store.head());
}

async function activeCheckpoint(documents: DocumentStore): Promise<CheckpointDocument | null> {
  const name = checkpointName(await activeGeneration(documents));
  return documents.collection<CheckpointDocument>(CHECKPOINTS).get(name);
}

/** Read models that were made from another log, a longer one, or by another paramo are made anew instead of being trusted. */
async function ensureOwnLog(platform: Platform): Promise<void> {
  const { documents, store } = platform;
  const checkpoint = await activeCheckpoint(documents);
  if (checkpoint === null) return;
  const { storeId, position, layout } = checkpoint;
  if (storeId === store.storeId && layout === LAYOUT && position <= (await store.head())) return;
  await rebuildReadModels(platform);
}

async function project(
  platform: Platform,
  view: BufferedView,
  { signal, caughtUp }: { signal: AbortSignal; caughtUp: () => Promise<void> },
): Promise<void> {
  await view.prepare();
  await follow({
    name: checkpointName(view.generation),
    store: platform.store,
    checkpoints: checkpointsIn(platform.documents),
    filter: { types: PROJECTED_TYPES },
    handle: (event) => fold(platform, view, event),
    flush: () => view.flush(),
    caughtUp,
    signal,
    checkpointEvery: EVENTS_PER_FLUSH,
  });
}

/** An event that cannot be folded is parked where everybody sees it, and what it belongs to is marked; the others go on. */
async function fold(platform: Platform, view: BufferedView, event: RecordedEvent): Promise<void> {
  for (const projection of PROJECTIONS) {
    if (!projection.types.includes(event.type)) continue;
    try {
      await projection.project(event, view);
    } catch (error) {
      if (!isFaultOfEvent(error)) throw error;
      platform.report({ during: `projecting ${event.type} at ${event.position} into ${projection.name}`, error });
      await platform.documents.collection(PARKED).put([
        {
          _id: `${projection.name}/${event.position}`,
          projection: projection.name,
          position: event.position,
          stream: event.stream,
          type: event.type,
          error: error instanceof Error ? error.message : String(error),
        },
      ]);
      const affected = projection.affected(event);
      const document = affected && (await view.get(affected.collection, affected.id));
      if (affected && document) view.put(affected.collection, { ...document, degraded: true, _pos: event.position });
    }
  }
}

/** A newer log stops the reader, and a store that fails says nothing about the event: both are tried again later. */
function isFaultOfEvent(error: unknown): boolean {
  const others = [NewerEventError, UnknownEventError, ReadModelsUnavailableError, SupersededGenerationError];
  return !others.some((kind) => error instanceof kind);
}

const checkpointName = (generation: number): string => `projector@${generation}`;

function checkpointsIn(documents: DocumentStore): CheckpointStore {
  const collection = documents.collection<CheckpointDocument>(CHECKPOINTS);
  return {
    load: (name) => collection.get(name),
    save: async (name, checkpoint) => {
      await collection.putIfNewer([{ _id: name, _pos: checkpoint.position, layout: LAYOUT, ...checkpoint }]);
    },
  };
}
