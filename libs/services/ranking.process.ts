import { optimizationResultHash } from '#domain/optimization';
import { buildTrialTable, judge, rankTable, type TableCache, type TrialTable } from '#read-models';
import { asOptimizationSpec } from '#spec';
import { sendOptimization } from './commands.service';
import type { Platform } from './platform.port';
import type { OptimizationProcess } from './process-host';
import type { OptimizationTracker } from './tracker';

/** With fewer trials than these, threads that stay ready for the next optimization take more memory than a ranking does. */
const MANY_TRIALS = 100_000;

/**
 * When the last planned batch has its result: ranks all trials and ends the optimization with a verdict.
 * @param tables keeps the ranked table for those who ask about the result next.
 */
export function rankingProcess(platform: Platform, tables?: Pick<TableCache, 'keep'>): OptimizationProcess {
  return {
    name: 'ranking',
    async advance(tracker) {
      // Each batch that is known to be missing leads to another step when its result comes.
      if (tracker.missing.size > 0) return;
      await tracker.refresh();
      if (!tracker.isActive || !tracker.isFullyEvaluated) return;
      // Nothing is evaluated while trials are ranked: the memory of both is not needed at once.
      if (tracker.state.plannedTrials >= MANY_TRIALS) await platform.runner.letGo?.();
      const { table, hashes } = await load(tracker);
      const at = new Date(platform.clock.now()).toISOString();
      const failed = table.failures.size;
      if (table.scores.every((score) => Number.isNaN(score))) {
        const reason = noUsableTrial(table);
        await sendOptimization(platform, tracker.id, {
          type: 'fail',
          code: 'optimization.no-usable-trial',
          reason,
          at,
        });
        return;
      }
      const ranking = rankTable(table);
      const { peak, pick, verdict } = judge(table, ranking);
      const resultHash = optimizationResultHash(tracker.request.specHash, hashes);
      tables?.keep(tracker.id, resultHash, { table, ranking });
      await sendOptimization(platform, tracker.id, {
        type: 'complete',
        succeeded: table.rows - failed,
        failed,
        peak,
        pick,
        verdict,
        resultHash,
        at,
      });
    },
  };
}

async function load(tracker: OptimizationTracker): Promise<{ table: TrialTable; hashes: string[] }> {
  const hashes: string[] = [];
  async function* results(): ReturnType<OptimizationTracker['results']> {
    for await (const result of tracker.results()) {
      hashes.push(result.resultHash);
      yield result;
    }
  }
  const table = await buildTrialTable(asOptimizationSpec(tracker.request.spec), {
    capacity: tracker.state.plannedTrials,
    results: results(),
    planOf: (batch) => tracker.planOf(batch),
  });
  return { table, hashes };
}

function noUsableTrial(table: TrialTable): string {
  const [first] = table.failures.values();
  if (table.rows === 0) return 'No trial was planned.';
  if (first !== undefined && table.failures.size === table.rows)
    return `All ${table.rows} trials failed; the first said: ${first}`;
  return `None of ${table.rows} trials has a value for ${table.spec.objective.metric}: too few trades, or none at all.`;
}
