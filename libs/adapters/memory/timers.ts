/** Waiting, as something to be handed in: a simulation or a test has its own. */
export interface Timers {
  /** Calls back once after `ms`; the result calls it off. */
  after(ms: number, callback: () => void): () => void;
}

/** The longest wait `setTimeout` knows; beyond it would fire at once. About 25 days. */
const LONGEST_MS = 2 ** 31 - 1;

export const systemTimers: Timers = {
  after: (ms, callback) => {
    const timer = setTimeout(callback, Math.min(ms, LONGEST_MS));
    return () => {
      clearTimeout(timer);
    };
  },
};
