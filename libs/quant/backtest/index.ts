/** Backtests: signals and settings in, trades and equity out, for one parameter set or a batch of trials. */
export { backtest, type BacktestReport } from './backtest';
export * from './backtest.types';
export { type BatchInParts, batchInParts, type BatchPart } from './batch-parts';
export {
  compileStrategy,
  type CompiledStrategy,
  type CompileStrategyResult,
  type RuleName,
  type StrategyIssue,
} from './compile-strategy';
export * from './default-settings';
export { ENGINE_VERSION } from './engine-version';
export { BatchSeries, evaluateBatch, evaluateStepwise } from './evaluate-batch';
export { type BatchExplanation, explainBatch } from './explain';
export type { ExplainedNode, ExplainedRule } from './explain-tree';
export { BatchCrashedError, BatchTimeoutError, RunnerClosedError } from './runner.errors';
export { settingsProblems, type SettingsProblem } from './settings-problems';
export { simulate } from './simulate';
export type { Tier } from './tier';
