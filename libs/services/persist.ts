import type { Fault, Platform } from './platform.port';
import { wait } from './timers';

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 10_000;

/** It was given up because the process stops or the job went to somebody else; nothing is known about the work itself. */
export class InterruptedError extends Error {
  constructor(during: string, cause: unknown) {
    super(`${during} was interrupted: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'InterruptedError';
  }
}

/**
 * Does `work`, which may be done twice, until it succeeds, with pauses that double up to ten seconds; the first fault of
 * a row is reported. @throws InterruptedError when one of `signals` aborts while it fails
 */
export async function persist<T>(
  platform: Platform,
  about: Omit<Fault, 'error'>,
  signals: AbortSignal[],
  work: () => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.any(signals);
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(2 * delayMs, LONGEST_DELAY_MS)) {
    try {
      return await work();
    } catch (error) {
      if (delayMs === FIRST_DELAY_MS) platform.report({ ...about, error });
      await wait(platform.timers, delayMs, signal);
      if (signal.aborted) throw new InterruptedError(about.during, error);
    }
  }
}
