import { Rejected, uuidV5 } from '#kernel';
import type { Decider } from './decider';
import type { EventCatalogue } from './define-events';
import {
  AppendOutcomeUnknownError,
  type EventMetadata,
  type EventStore,
  type NewEvent,
  WrongExpectedRevisionError,
} from './event-store.port';

export interface HandledCommand<Command> {
  /** A retry of the same intention carries the same id. */
  commandId: string;
  /** Id of the aggregate. */
  target: string;
  command: Command;
  metadata: EventMetadata;
  /** Refuse with `stream.revision-mismatch` unless the stream is exactly here. */
  expectedRevision?: number;
  /** Decide as always, but append nothing. */
  rehearsal?: true;
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
  /** Where the last event of each command that left events in the stream lies. */
  carriedOut: Map<string, { revision: number; position: number }>;
}

/** Another writer may win the race for a revision, or the store's answer get lost; after this many attempts the error goes up. */
const MAX_ATTEMPTS = 10;
/** Folded states kept, so that a stream of hundreds of events is not folded again for each command. */
const MAX_CACHED_STATES = 64;

/** Id of the event with this index among those a command leads to: a retry has the same. */
export function eventIdOf(commandId: string, index: number): string {
  return uuidV5(`${commandId}#${index}`);
}

/**
 * Load, fold, decide, append. A command that was carried out before (same `commandId`) changes nothing and gives its
 * result again; after a lost race, or an append whose outcome is not known, it is decided again on what is stored.
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
    let { state, revision } = known ?? { state: decider.initialState, revision: 'no-stream' as const };
    const carriedOut = known?.carriedOut ?? new Map<string, { revision: number; position: number }>();
    const from = revision === 'no-stream' ? 0 : revision + 1;
    for await (const event of store.readStream(stream, { from })) {
      state = decider.evolve(state, catalogue.decode(event));
      revision = event.revision;
      carriedOut.set(event.metadata.causationId, { revision, position: event.position });
    }
    return remember(stream, { state, revision, carriedOut });
  };

  const remember = (stream: string, folded: Folded<State>): Folded<State> => {
    cache.delete(stream);
    cache.set(stream, folded);
    const oldest = cache.keys().next();
    if (cache.size > MAX_CACHED_STATES && !oldest.done) cache.delete(oldest.value);
    return folded;
  };

  const attempt = async (handled: HandledCommand<Command>, stream: string): Promise<HandledResult<State>> => {
    const { commandId } = handled;
    const { state, revision, carriedOut } = await load(stream);
    const earlier = carriedOut.get(commandId);
    if (earlier) return { ...earlier, state };
    const decision = decider.decide(handled.command, state);
    if (decision.kind === 'reject') throw new Rejected(decision.rejection);
    if (decision.events.length === 0) {
      return { revision: revision === 'no-stream' ? -1 : revision, position: -1, state };
    }
    assertRevision(handled.expectedRevision, revision, stream);
    if (handled.rehearsal) return { revision: revision === 'no-stream' ? -1 : revision, position: -1, state };
    const events = decision.events.map((event, i): NewEvent => ({
      ...catalogue.encode(event),
      id: eventIdOf(commandId, i),
      metadata: { ...handled.metadata, causationId: commandId },
    }));
    const { idempotent, ...appended } = await store.append(stream, events, revision);
    // Another process carried it out meanwhile: what is stored counts, and is read at the next look.
    if (idempotent) return { ...appended, state: (await load(stream)).state };
    const next = decision.events.reduce((folded, event) => decider.evolve(folded, event), state);
    carriedOut.set(commandId, appended);
    remember(stream, { state: next, revision: appended.revision, carriedOut });
    return { ...appended, state: next };
  };

  return async (handled) => {
    const stream = streamOf(handled.target);
    for (let tried = 1; ; tried++) {
      try {
        return await attempt(handled, stream);
      } catch (error) {
        const again = error instanceof WrongExpectedRevisionError || error instanceof AppendOutcomeUnknownError;
        if (!again || tried === MAX_ATTEMPTS) throw error;
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
