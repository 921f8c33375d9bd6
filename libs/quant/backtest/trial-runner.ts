import { type Candles, intervalMs, sessionEnds } from '#quant/candles';
import { createEvaluator, type Evaluator } from '#quant/formula';
import { INDICATORS } from '#quant/indicators';
import { type MetricInput, periodsPerYear } from '#quant/metrics';
import type { ParameterSet } from '#quant/space';
import type { StrategyDefinition } from '#quant/strategies';
import type { BacktestSettings } from './backtest.types';
import { type CompiledStrategy, requireStrategy } from './compile-strategy';
import { ruleSignals } from './rule-signals';
import { simulate } from './simulate';

/** Memory for columns that trials share, in bytes of series. */
const CACHE_BYTES = 64 * 2 ** 20;

/**
 * One strategy on one market: the only way from parameters to a simulation. A sweep runs it for every trial and a single
 * backtest runs it once, so both agree to the last bit.
 */
export class TrialRunner {
  private readonly strategy: CompiledStrategy;
  private readonly periodsPerYear: number;
  private readonly evaluator: Evaluator;
  private readonly sessionEnds: Uint8Array | null;

  /**
   * @param candles exactly the bars that are traded: formulas see nothing else, and the calendar is read from them.
   * @throws Rejected `strategy.invalid`
   */
  constructor(
    definition: StrategyDefinition,
    private readonly candles: Candles,
    private readonly settings: BacktestSettings,
  ) {
    this.strategy = requireStrategy(definition, INDICATORS);
    this.sessionEnds = definition.flatAtSessionEnd ? sessionEnds(candles) : null;
    const calendar = periodsPerYear(candles);
    this.periodsPerYear = annualization(settings, candles) ?? calendar;
    const maxCachedColumns = Math.max(16, Math.floor(CACHE_BYTES / (8 * Math.max(1, candles.close.length))));
    this.evaluator = createEvaluator({ candles, periodsPerYear: calendar, maxCachedColumns });
  }

  /** @throws FormulaError when the rules cannot be used with these parameters. */
  run(parameters: ParameterSet): MetricInput {
    const { candles, settings, sessionEnds } = this;
    const { warmup } = settings;
    const signals = ruleSignals(this.strategy.bind(parameters), this.evaluator, { warmup, sessionEnds });
    return {
      simulation: simulate(signals, candles, settings),
      candles,
      initialBalance: settings.initialBalance,
      periodsPerYear: this.periodsPerYear,
    };
  }
}

/** Bars per year that the settings ask for; null = the calendar's. */
function annualization({ periodsPerYear: asked }: BacktestSettings, { interval }: Candles): number | null {
  return asked === '365-days' ? (365 * intervalMs('1d')) / intervalMs(interval) : asked;
}
