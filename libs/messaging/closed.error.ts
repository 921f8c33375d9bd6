/** The resource was closed before: whoever uses it outlived whoever owns it. */
export class ClosedError extends Error {
  constructor(readonly resource: string) {
    super(`The ${resource} is closed.`);
    this.name = 'ClosedError';
  }
}
