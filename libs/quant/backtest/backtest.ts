import type { Candles } from '#quant/candles';
import { computeMetrics, METRICS } from '#quant/metrics';
import type { ParameterSet } from '#quant/space';
import type { StrategyDefinition } from '#quant/strategies';
import type { BacktestSettings, Simulation } from './backtest.types';
import { TrialRunner } from './trial-runner';

export interface BacktestReport {
  simulation: Simulation;
  /** Every metric by its id; NaN where it is not defined. */
  metrics: Record<string, number>;
}

/**
 * One parameter set in full: trades, equity and every metric, equal to the last bit to what a sweep finds for it.
 * @param parameters a value for every parameter that the rules read.
 * @param candles exactly the bars that are traded, as a sweep cuts them with `sliceCandles`.
 * @throws Rejected `strategy.invalid`; FormulaError when the rules cannot be used with these parameters.
 */
export function backtest(
  definition: StrategyDefinition,
  parameters: ParameterSet,
  candles: Candles,
  settings: BacktestSettings,
): BacktestReport {
  const input = new TrialRunner(definition, candles, settings).run(parameters);
  const ids = METRICS.map(({ id }) => id);
  const values = computeMetrics(ids, input);
  return {
    simulation: input.simulation,
    metrics: Object.fromEntries(ids.map((id, i) => [id, values[i] ?? NaN])),
  };
}
