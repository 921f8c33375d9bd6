/** The batch ran longer than it was allowed to; nothing of it was kept. */
export class BatchTimeoutError extends Error {
  constructor(
    readonly trials: number,
    readonly timeoutMs: number,
  ) {
    super(
      `The batch of ${trials} trials did not finish within ${timeoutMs} ms. Plan smaller batches or allow more time.`,
    );
    this.name = 'BatchTimeoutError';
  }
}

/** The batch took the evaluator down with it, for example by using up its memory. */
export class BatchCrashedError extends Error {
  constructor(
    readonly trials: number,
    /** What the evaluator died of, in words that are the same wherever it ran. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The batch of ${trials} trials ended its evaluator: ${reason}`, options);
    this.name = 'BatchCrashedError';
  }
}

/** The runner is closed: it takes no batch any more and gave up those it had. */
export class RunnerClosedError extends Error {
  constructor() {
    super('The backtest runner is closed.');
    this.name = 'RunnerClosedError';
  }
}
