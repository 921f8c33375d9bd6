import type { Decider } from '#event-sourcing';

interface Then<E> {
  /** Exactly these events. */
  then(...expected: E[]): void;
  /** Accepted, and nothing new to record. */
  thenNothing(): void;
  /** Refused with this code. */
  thenRejected(code: string): void;
}

/** `specify(decider).given(events).when(command).then(events)`: a decider's behaviour as sentences. */
export function specify<C, E, S>(decider: Decider<C, E, S>): { given(...events: E[]): { when(command: C): Then<E> } } {
  return {
    given: (...events) => ({
      when: (command) => {
        const state = events.reduce((folded, event) => decider.evolve(folded, event), decider.initialState);
        const decision = decider.decide(command, state);
        return {
          then: (...expected) => expect(decision).toEqual({ kind: 'accept', events: expected }),
          thenNothing: () => expect(decision).toEqual({ kind: 'accept', events: [] }),
          thenRejected: (code) =>
            expect(decision).toEqual({ kind: 'reject', rejection: expect.objectContaining({ code }) }),
        };
      },
    }),
  };
}
