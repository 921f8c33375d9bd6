import type { Platform } from './platform.port';
import { wait } from './timers';

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;

/**
 * Runs what should run until `signal` aborts. When it fails, or ends of itself, that is reported and it is started again,
 * after a pause that doubles up to a minute; `healthy`, called by `work` when it is going well, makes the pause short again.
 */
export async function keepRunning(
  platform: Platform,
  during: string,
  signal: AbortSignal,
  work: (healthy: () => void) => Promise<void>,
): Promise<void> {
  let delayMs = FIRST_DELAY_MS;
  const healthy = (): void => {
    delayMs = FIRST_DELAY_MS;
  };
  while (!signal.aborted) {
    let error: unknown = new Error('It ended before it was told to.');
    try {
      await work(healthy);
    } catch (thrown) {
      error = thrown;
    }
    if (signal.aborted) return;
    platform.report({ during, error });
    await wait(platform.timers, delayMs, signal);
    delayMs = Math.min(2 * delayMs, LONGEST_DELAY_MS);
  }
}
