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
import type { Platform } from './platform.port';
import { activateGeneration, activeGeneration, BufferedView, dropGeneration } from './read-model-store';

const CHECKPOINTS = 'checkpoints';
const PARKED = 'parked';
const PROJECTED_TYPES: readonly string[] = [...new Set(PROJECTIONS.flatMap((projection) => projection.types))];

interface CheckpointDocument extends Document, Checkpoint {
  [field: string]: string | number;
}

/** Keeps the read models up with the log until `signal` aborts. `caughtUp` resolves when all that was there at the start is in. */
export function runProjector(
  platform: Platform,
  signal: AbortSignal,
): { caughtUp: Promise<void>; done: Promise<void> } {
  let reportCaughtUp: () => void = () => undefined;
  const caughtUp = new Promise<void>((resolve) => {
    reportCaughtUp = resolve;
  });
  const done = (async () => {
    await ensureOwnLog(platform);
    const generation = await activeGeneration(platform.documents);
    await project(platform, generation, signal, async () => reportCaughtUp());
  })();
  return { caughtUp: Promise.race([caughtUp, done]), done };
}

/** Brings the read models up to the end of the log as it is now. */
export async function catchUp(platform: Platform): Promise<void> {
  const stop = new AbortController();
  const { caughtUp, done } = runProjector(platform, stop.signal);
  await caughtUp;
  stop.abort();
  await done;
}

/** Position up to which readers see the log; events that concern no read model count as seen. */
export async function readPosition(platform: Platform): Promise<number> {
  const { documents, store } = platform;
  const checkpoint = await checkpointsIn(documents).load(checkpointName(await activeGeneration(documents)));
  let position = checkpoint?.position ?? -1;
  for await (const event of store.readAll({ after: position })) {
    if (PROJECTED_TYPES.includes(event.type)) break;
    position = event.position;
  }
  return position;
}

/** Builds all read models anew from the log, beside the ones in use, then switches and drops the old ones. */
export async function rebuildReadModels(platform: Platform): Promise<{ generation: number }> {
  const { documents } = platform;
  const old = await activeGeneration(documents);
  const generation = old + 1;
  await dropGeneration(documents, generation);
  await documents.collection(CHECKPOINTS).delete({ _id: checkpointName(generation) });
  const stop = new AbortController();
  await project(platform, generation, stop.signal, async () => stop.abort());
  await activateGeneration(documents, generation);
  await dropGeneration(documents, old);
  return { generation };
}

/** Read models that were made from another log, or from a longer one, are made anew instead of being trusted. */
async function ensureOwnLog(platform: Platform): Promise<void> {
  const { documents, store } = platform;
  const checkpoint = await checkpointsIn(documents).load(checkpointName(await activeGeneration(documents)));
  if (checkpoint === null) return;
  if (checkpoint.storeId === store.storeId && checkpoint.position <= (await store.head())) return;
  await rebuildReadModels(platform);
}

async function project(
  platform: Platform,
  generation: number,
  signal: AbortSignal,
  caughtUp: () => Promise<void>,
): Promise<void> {
  const view = new BufferedView(platform.documents, generation);
  await view.prepare();
  await follow({
    name: checkpointName(generation),
    store: platform.store,
    checkpoints: checkpointsIn(platform.documents),
    filter: { types: PROJECTED_TYPES },
    handle: (event) => fold(platform, view, event),
    flush: () => view.flush(),
    caughtUp,
    signal,
  });
}

/** An event that cannot be folded is parked where everybody sees it, and what it belongs to is marked; the others go on. */
async function fold(platform: Platform, view: BufferedView, event: RecordedEvent): Promise<void> {
  for (const projection of PROJECTIONS) {
    if (!projection.types.includes(event.type)) continue;
    try {
      await projection.project(event, view);
    } catch (error) {
      if (error instanceof NewerEventError || error instanceof UnknownEventError) throw error;
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

const checkpointName = (generation: number): string => `projector@${generation}`;

function checkpointsIn(documents: DocumentStore): CheckpointStore {
  const collection = documents.collection<CheckpointDocument>(CHECKPOINTS);
  return {
    load: (name) => collection.get(name),
    save: (name, checkpoint) => collection.put([{ _id: name, ...checkpoint }]),
  };
}
