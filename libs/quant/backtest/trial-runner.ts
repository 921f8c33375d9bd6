import { type Candles, intervalMs, sessionEnds } from '#quant/candles';
import { createBitEvaluator, createEvaluator, type EvaluatorOptions } from '#quant/formula';
import { INDICATORS } from '#quant/indicators';
import { MarketTables } from '#quant/kernels';
import { type MetricInput, periodsPerYear, type RunTotals } from '#quant/metrics';
import type { ParameterSet } from '#quant/space';
import type { StrategyDefinition } from '#quant/strategies';
import type { BacktestSettings, Simulation } from './backtest.types';
import { type BoundStrategy, type CompiledStrategy, requireStrategy } from './compile-strategy';
import { EventSimulator } from './event-simulator';
import type { Ledger } from './ledger';
import { LedgerTotals } from './ledger-totals';
import { RuleSignals, ruleSignals } from './rule-signals';
import { simulate } from './simulate';
import { type Tier, tierOf } from './tier';

/** Memory for columns that trials share, in bytes of series. */
const CACHE_BYTES = 64 * 2 ** 20;

type Trade = (strategy: BoundStrategy) => MetricInput;

/**
 * One strategy on one market, trial by trial. The engine module (`KernelTrials`) does the same for whole batches: both agree
 * to the last bit.
 */
export class TrialRunner {
  /** So many columns of numbers stay in memory for later trials. */
  readonly columnsKept: number;
  readonly tier: Tier;
  readonly strategy: CompiledStrategy;
  /** For annualised metrics. */
  readonly periodsPerYear: number;
  readonly evaluatorOptions: EvaluatorOptions;
  private trade: Trade | null = null;

  /**
   * @param candles exactly the bars that are traded: formulas see nothing else, and the calendar is read from them.
   * @throws Rejected `strategy.invalid`
   */
  constructor(
    private readonly definition: StrategyDefinition,
    readonly candles: Candles,
    readonly settings: BacktestSettings,
  ) {
    this.strategy = requireStrategy(definition, INDICATORS);
    const calendar = periodsPerYear(candles);
    this.periodsPerYear = annualization(settings, candles) ?? calendar;
    this.columnsKept = Math.max(16, Math.floor(CACHE_BYTES / (8 * Math.max(1, candles.close.length))));
    this.evaluatorOptions = { candles, periodsPerYear: calendar, maxCachedColumns: this.columnsKept };
    this.tier = tierOf(this.strategy, candles, settings);
  }

  /**
   * The result is valid until the next run: its simulation is made when it is asked for.
   * @throws FormulaError when the rules cannot be used with these parameters.
   */
  run(parameters: ParameterSet): MetricInput {
    this.trade ??= this.tier === 'bar-loop' ? this.barByBar() : this.tradeByTrade();
    return this.trade(this.strategy.bind(parameters));
  }

  /** Rules as columns, every bar of them looked at. */
  private barByBar(): Trade {
    const { candles, settings, periodsPerYear } = this;
    const { warmup, initialBalance } = settings;
    const evaluator = createEvaluator(this.evaluatorOptions);
    const ends = this.sessionEnds();
    return (strategy) => {
      const signals = ruleSignals(strategy, evaluator, { warmup, sessionEnds: ends });
      return { simulation: simulate(signals, candles, settings), candles, initialBalance, periodsPerYear };
    };
  }

  private sessionEnds(): Uint8Array | null {
    return this.definition.flatAtSessionEnd ? sessionEnds(this.candles) : null;
  }

  /** Rules as bits, from trade to trade. */
  private tradeByTrade(): Trade {
    const { candles, settings, periodsPerYear } = this;
    const evaluator = createBitEvaluator(this.evaluatorOptions);
    const { live } = this.strategy;
    const signals = new RuleSignals(evaluator, candles.close.length, settings.warmup, live);
    const market = new MarketTables(candles);
    const simulator = new EventSimulator(candles, settings, market, this.sessionEnds());
    const totals = new LedgerTotals(candles.close, market);
    return (strategy) => {
      const ledger = simulator.run(signals.read(strategy));
      return new LedgerInput(ledger, totals.read(ledger), candles, periodsPerYear);
    };
  }
}

class LedgerInput implements MetricInput {
  private made: Simulation | null = null;

  constructor(
    private readonly ledger: Ledger,
    readonly totals: RunTotals,
    readonly candles: Candles,
    readonly periodsPerYear: number,
  ) {}

  get initialBalance(): number {
    return this.ledger.initialBalance;
  }

  get simulation(): Simulation {
    return (this.made ??= this.ledger.simulation());
  }
}

/** Bars per year that the settings ask for; null = the calendar's. */
function annualization({ periodsPerYear: asked }: BacktestSettings, { interval }: Candles): number | null {
  return asked === '365-days' ? (365 * intervalMs('1d')) / intervalMs(interval) : asked;
}
