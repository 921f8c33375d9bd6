/** The thread ended while it still owed an answer: the request may or may not have been carried out. */
export class ThreadCrashedError extends Error {
  constructor(
    readonly thread: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The thread ${thread} ended before it answered: ${reason}`, options);
    this.name = 'ThreadCrashedError';
  }
}

/** No answer in time: the request may still be carried out; its answer will be ignored. */
export class ThreadTimeoutError extends Error {
  constructor(
    readonly thread: string,
    readonly method: string,
    readonly timeoutMs: number,
  ) {
    super(`The thread ${thread} did not answer "${method}" within ${timeoutMs} ms.`);
    this.name = 'ThreadTimeoutError';
  }
}

/** The request was not sent: its thread is closing, closed or has ended. */
export class ThreadClosedError extends Error {
  constructor(readonly thread: string) {
    super(`The thread ${thread} is closed; start a new one.`);
    this.name = 'ThreadClosedError';
  }
}
