/** Waiting, as something to be handed in: a test has its own. */
export interface PaceTimers {
  /** Calls back once after `ms`; the result calls it off. */
  after(ms: number, callback: () => void): () => void;
}

export interface PaceOptions {
  /** Share of the time that each thread may be busy, above 0 and at most 1. */
  share: number;
  timers: PaceTimers;
  /** Milliseconds on a clock that never jumps. */
  now: () => number;
}

/**
 * Keeps threads to a share of the time: whoever has worked b ms rests b·(1/share − 1) ms, so that work is that share of
 * work and rest together, whatever the lengths.
 */
export class DutyCycle {
  private readonly resting = new Set<() => void>();

  /** @throws RangeError when the share is none. */
  constructor(private readonly options: PaceOptions) {
    const { share } = options;
    if (!(share > 0 && share <= 1)) throw new RangeError(`share is ${share}, expected above 0 and at most 1.`);
  }

  /** Begins to work; the result ends the work and calls back when the rest is over, at once where none is due. */
  begin(): (rested: () => void) => void {
    const { share, timers, now } = this.options;
    const beganMs = now();
    return (rested) => {
      const restMs = (now() - beganMs) * (1 / share - 1);
      if (!(restMs > 0)) return rested();
      const callOff = timers.after(restMs, () => {
        this.resting.delete(callOff);
        rested();
      });
      this.resting.add(callOff);
    };
  }

  /** Nobody who rests is called back any more. */
  close(): void {
    for (const callOff of this.resting) callOff();
    this.resting.clear();
  }
}
