/** Waiting, as something to be handed in: a simulation has a clock of its own. */
export interface Timers {
  /** Calls back once after `ms`; the result calls it off. */
  after(ms: number, callback: () => void): () => void;
}

/** Resolves after `ms`, or at once when `signal` aborts. */
export function wait(timers: Timers, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = timers.after(ms, done);
    signal.addEventListener('abort', done);
  });
}

/** Does `work` again and again, `ms` after it was done last: however long it takes, it never runs twice at once. Returns the stop. */
export function every(timers: Timers, ms: number, work: () => void | Promise<void>): () => void {
  let stopped = false;
  let cancel = (): void => undefined;
  const again = (): void => {
    if (!stopped) cancel = timers.after(ms, () => void Promise.resolve(work()).then(again));
  };
  again();
  return () => {
    stopped = true;
    cancel();
  };
}
