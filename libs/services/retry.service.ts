import type { CommandResult } from '#messaging';
import { sendOptimization, type SendOptions } from './commands.service';
import type { Platform } from './platform.port';
import { OptimizationTracker } from './tracker';

/**
 * Evaluates the batches in which trials failed once more, under the same trial numbers, and ranks anew.
 * @throws Rejected `optimization.nothing-failed`, `optimization.state-conflict` while it has not ended
 */
export async function retryFailed(platform: Platform, id: string, options: SendOptions = {}): Promise<CommandResult> {
  const tracker = await OptimizationTracker.load(platform.store, id);
  const batches: number[] = [];
  let trials = 0;
  let failed = 0;
  for await (const { batch, count, failures } of tracker.results()) {
    if (failures.length === 0) continue;
    batches.push(batch);
    trials += count;
    failed += failures.length;
  }
  const at = new Date(platform.clock.now()).toISOString();
  return sendOptimization(platform, id, { type: 'retry-failed', batches, trials, failed, at }, options);
}
