import { Rejected, uuidV5 } from '#kernel';
import type { Decider } from './decider';
import type { EventCatalogue } from './define-events';
import { type EventMetadata, type EventStore, type NewEvent, WrongExpectedRevisionError } from './event-store.port';

export interface HandledCommand<Command> {
  /** A retry of the same intention carries the same id. */
  commandId: string;
  /** Id of the aggregate. */
  target: string;
  command: Command;
  metadata: EventMetadata;
  /** Refuse with `stream.revision-mismatch` unless the stream is exactly here. */
  expectedRevision?: number;
}

export interface HandledResult<State> {
  revision: number;
  /** Position of the newest event of this command; −1 when it changed nothing. */
  position: number;
  state: State;
}

interface Folded<State> {
  state: State;
  revision: number | 'no-stream';
}

/** Another writer may win the race for a revision; after this many lost races the error goes up. */
const MAX_RACES = 10;
/** Folded states kept, so that a stream of hundreds of events is not folded again for each command. */
const MAX_CACHED_STATES = 64;

/**
 * Load, fold, decide, append. A command that was carried out before (same `commandId`) changes nothing and gives its
 * result again; a lost race is decided again on the new state.
 */
export function createCommandHandler<Command, E extends { type: string }, State>(options: {
  store: EventStore;
  catalogue: EventCatalogue<E>;
  decider: Decider<Command, E, State>;
  streamOf(target: string): string;
}): (handled: HandledCommand<Command>) => Promise<HandledResult<State>> {
  const { store, catalogue, decider, streamOf } = options;
  const cache = new Map<string, Folded<State>>();

  const load = async (stream: string): Promise<Folded<State>> => {
    const known = cache.get(stream);
    let state = known?.state ?? decider.initialState;
    let revision = known?.revision ?? 'no-stream';
    const from = revision === 'no-stream' ? 0 : revision + 1;
    for await (const event of store.readStream(stream, { from })) {
      state = decider.evolve(state, catalogue.decode(event));
      revision = event.revision;
    }
    return remember(stream, { state, revision });
  };

  const remember = (stream: string, folded: Folded<State>): Folded<State> => {
    cache.delete(stream);
    cache.set(stream, folded);
    const oldest = cache.keys().next();
    if (cache.size > MAX_CACHED_STATES && !oldest.done) cache.delete(oldest.value);
    return folded;
  };

  const attempt = async (handled: HandledCommand<Command>, stream: string): Promise<HandledResult<State>> => {
    const { state, revision } = await load(stream);
    const decision = decider.decide(handled.command, state);
    if (decision.kind === 'reject' || decision.events.length === 0) {
      const earlier = await alreadyCarriedOut(store, stream, handled.commandId);
      if (earlier) return { ...earlier, state };
      if (decision.kind === 'reject') throw new Rejected(decision.rejection);
      return { revision: revision === 'no-stream' ? -1 : revision, position: -1, state };
    }
    assertRevision(handled.expectedRevision, revision, stream);
    const events = decision.events.map((event, i): NewEvent => ({
      ...catalogue.encode(event),
      id: uuidV5(`${handled.commandId}#${i}`),
      metadata: { ...handled.metadata, causationId: handled.commandId },
    }));
    const appended = await store.append(stream, events, revision);
    const next = decision.events.reduce((folded, event) => decider.evolve(folded, event), state);
    remember(stream, { state: next, revision: appended.revision });
    return { revision: appended.revision, position: appended.position, state: next };
  };

  return async (handled) => {
    const stream = streamOf(handled.target);
    for (let race = 1; ; race++) {
      try {
        return await attempt(handled, stream);
      } catch (error) {
        if (!(error instanceof WrongExpectedRevisionError) || race === MAX_RACES) throw error;
      }
    }
  };
}

function assertRevision(expected: number | undefined, actual: number | 'no-stream', stream: string): void {
  if (expected === undefined || expected === actual) return;
  throw new Rejected({
    code: 'stream.revision-mismatch',
    message: `${stream} is at revision ${actual}, not at ${expected}: read it again, then decide again.`,
    details: { expected, actual },
  });
}

async function alreadyCarriedOut(
  store: EventStore,
  stream: string,
  commandId: string,
): Promise<{ revision: number; position: number } | null> {
  for await (const event of store.readStream(stream, { backwards: true })) {
    if (event.metadata.causationId === commandId) return { revision: event.revision, position: event.position };
  }
  return null;
}
