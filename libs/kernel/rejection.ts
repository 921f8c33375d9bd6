/** A refusal the caller can act on: `code` is `<noun>.<reason>`, `message` says what was expected and what to try. */
export interface Rejection<Code extends string = string> {
  code: Code;
  message: string;
  /** Facts for machines: current state, limits, the list of problems. */
  details?: Record<string, unknown>;
}

/** A rejection on its way to the edge. Every other error is a fault of ours or of a server. */
export class Rejected extends Error {
  constructor(readonly rejection: Rejection) {
    super(rejection.message);
    this.name = 'Rejected';
  }
}
