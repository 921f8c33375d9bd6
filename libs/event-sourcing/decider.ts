import type { Rejection } from '#kernel';

/** What a decider answers: facts to record (none, when the command changes nothing) or a refusal with a code. */
export type Decision<E> = { kind: 'accept'; events: readonly E[] } | { kind: 'reject'; rejection: Rejection };

/**
 * The only place where decisions are made. Pure: ids, times and seeds arrive in the command; `evolve` never decides.
 * (Jérémie Chassaing, "Functional Event Sourcing Decider", 2021.)
 */
export interface Decider<Command, E, State> {
  initialState: State;
  decide(command: Command, state: State): Decision<E>;
  evolve(state: State, event: E): State;
}

export function accept<E>(...events: E[]): Decision<E> {
  return { kind: 'accept', events };
}

export function reject<E, Code extends string>(
  code: Code,
  message: string,
  details?: Record<string, unknown>,
): Decision<E> {
  return { kind: 'reject', rejection: { code, message, ...(details && { details }) } };
}
