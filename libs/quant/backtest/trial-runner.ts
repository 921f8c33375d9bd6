import { type Candles, intervalMs } from '#quant/candles';
import { createBitEvaluator } from '#quant/formula';
import { INDICATORS } from '#quant/indicators';
import { MarketTables } from '#quant/kernels';
import { type MetricInput, periodsPerYear, type RunTotals } from '#quant/metrics';
import type { ParameterSet } from '#quant/space';
import type { StrategyDefinition } from '#quant/strategies';
import type { BacktestSettings, Simulation } from './backtest.types';
import { type CompiledStrategy, requireStrategy } from './compile-strategy';
import { EventSimulator } from './event-simulator';
import type { Ledger } from './ledger';
import { LedgerTotals } from './ledger-totals';
import { RuleSignals } from './rule-signals';
import { signalColumns } from './signal-bits';
import { simulate } from './simulate';
import { type Tier, tierOf } from './tier';

/** Memory for columns that trials share, in bytes of series. */
const CACHE_BYTES = 64 * 2 ** 20;

/**
 * One strategy on one market: the only way from parameters to a simulation. A sweep runs it for every trial and a single
 * backtest runs it once, so both agree to the last bit.
 */
export class TrialRunner {
  /** So many columns of numbers stay in memory for later trials. */
  readonly columnsKept: number;
  readonly tier: Tier;
  private readonly strategy: CompiledStrategy;
  private readonly periodsPerYear: number;
  private readonly signals: RuleSignals;
  private readonly events: { simulator: EventSimulator; totals: LedgerTotals } | null;

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
    const calendar = periodsPerYear(candles);
    this.periodsPerYear = annualization(settings, candles) ?? calendar;
    this.columnsKept = Math.max(16, Math.floor(CACHE_BYTES / (8 * Math.max(1, candles.close.length))));
    const evaluator = createBitEvaluator({ candles, periodsPerYear: calendar, maxCachedColumns: this.columnsKept });
    this.signals = new RuleSignals(evaluator, candles.close.length, settings.warmup);
    this.tier = tierOf(definition, candles, settings);
    if (this.tier === 'bar-loop') {
      this.events = null;
    } else {
      const market = new MarketTables(candles);
      const simulator = new EventSimulator(candles, settings, market);
      this.events = { simulator, totals: new LedgerTotals(candles.close, market) };
    }
  }

  /**
   * The result is valid until the next run: its simulation is made when it is asked for.
   * @throws FormulaError when the rules cannot be used with these parameters.
   */
  run(parameters: ParameterSet): MetricInput {
    const { candles, settings } = this;
    const signals = this.signals.read(this.strategy.bind(parameters));
    if (this.events) {
      const ledger = this.events.simulator.run(signals);
      return new LedgerInput(ledger, this.events.totals.read(ledger), candles, this.periodsPerYear);
    }
    return {
      simulation: simulate(signalColumns(signals, candles.close.length), candles, settings),
      candles,
      initialBalance: settings.initialBalance,
      periodsPerYear: this.periodsPerYear,
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
