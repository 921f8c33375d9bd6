import { settingsProblems } from '#quant/backtest';
import type { StrategyDefinition } from '#quant/strategies';
import type { IssueList } from './issues';
import type { ReadBacktest } from './read-backtest';

/** Reports settings that do not fit each other or the strategy, where the file gives them. */
export function checkBacktest(
  { settings, paths }: ReadBacktest,
  strategy: StrategyDefinition,
  issues: IssueList,
): void {
  for (const { setting, message, hint } of settingsProblems(strategy, settings)) {
    issues.error('E2701', paths[setting] ?? ['backtest'], message, { hint });
  }
}
