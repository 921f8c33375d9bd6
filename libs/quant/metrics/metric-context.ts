import type { Simulation, Trade } from '../backtest/backtest.types';
import type { Candles } from '#quant/candles';
import { calendarOf } from './annualization';
import { type RunTotals, totalsOf } from './run-totals';
import { geometricMean, sampleVariance } from './statistics';

const DAY_MS = 86_400_000;
/** Share of the sum of squares that rounding may leave where returns do not vary at all. */
const RESOLUTION = 1e-13;

/** What a metric is computed from. */
export interface MetricInput {
  /** May be made only when it is asked for. */
  readonly simulation: Simulation;
  /** Where a fast simulation knows them; else they are read from the simulation. */
  readonly totals?: RunTotals;
  candles: Candles;
  initialBalance: number;
  /** Bars per year (calendar and bar size, or the user's setting). */
  periodsPerYear: number;
}

/** A stretch of bars between two highs of equity. */
export interface DrawdownPeriod {
  /** Deepest loss from the high, as a fraction. */
  depth: number;
  days: number;
}

/** What metrics are made of. Each series is computed when the first metric asks for it, and once. */
export class MetricContext implements MetricInput {
  readonly candles: Candles;
  readonly initialBalance: number;
  readonly periodsPerYear: number;
  readonly totals: RunTotals;
  private memo: Map<string, unknown> | null = null;

  constructor(private readonly input: MetricInput) {
    this.candles = input.candles;
    this.initialBalance = input.initialBalance;
    this.periodsPerYear = input.periodsPerYear;
    this.totals = input.totals ?? totalsOf(input.simulation, input.initialBalance);
  }

  /** The input tells another run: what was computed from the last one is forgotten. */
  restart(): void {
    this.memo = null;
  }

  /** Trades and equity in full; metrics that can do without are quicker. */
  get simulation(): Simulation {
    return this.input.simulation;
  }

  get bars(): number {
    return this.totals.bars;
  }

  get finalEquity(): number {
    return this.totals.finalEquity;
  }

  /** Fraction, over the whole run. */
  get totalReturn(): number {
    return this.finalEquity / this.initialBalance - 1;
  }

  /** From the first label to the last, in years of 365.25 days. */
  get years(): number {
    const { time } = this.candles;
    return ((time[time.length - 1] ?? NaN) - (time[0] ?? NaN)) / DAY_MS / 365.25;
  }

  get closedTrades(): Trade[] {
    return this.once('closedTrades', () => this.simulation.trades.filter(({ reason }) => reason !== 'open'));
  }

  /** Simple return of each bar, the first against the initial balance; 0 once everything is lost. */
  get returns(): Float64Array {
    return this.once('returns', () => simpleReturns(this.simulation.equity, this.initialBalance));
  }

  get meanReturn(): number {
    return this.totals.returnSum / this.bars;
  }

  /**
   * Sample standard deviation of the bar returns, from their sum and the sum of their squares; NaN below two bars. What is
   * below the resolution of the squares is no deviation.
   */
  get returnDeviation(): number {
    const { bars, meanReturn } = this;
    const { returnSum, squareSum } = this.totals;
    const squares = squareSum - returnSum * meanReturn;
    return Math.sqrt((squares > RESOLUTION * squareSum ? squares : 0) / (bars > 1 ? bars - 1 : NaN));
  }

  /** Root of the mean square of the losing bar returns, others counted as 0; what is below the resolution is no loss. */
  get downsideDeviation(): number {
    const { downsideSum, squareSum } = this.totals;
    return Math.sqrt((downsideSum > RESOLUTION * squareSum ? downsideSum : 0) / this.bars);
  }

  /** (1 + total return)^(periods per year ÷ bars) − 1, as a fraction. */
  get annualizedReturn(): number {
    return (1 + this.totalReturn) ** (this.periodsPerYear / this.bars) - 1;
  }

  /** Simple returns between the last equities of calendar periods that have bars: days, or weeks or months of such bars. */
  get calendarReturns(): Float64Array {
    return this.once('calendarReturns', () => {
      const closes = this.calendarEquity();
      return simpleReturns(closes.subarray(1), closes[0] ?? NaN);
    });
  }

  /** Calendar periods per year (365 or 252 days, 52 weeks, 12 months). */
  get calendarPeriodsPerYear(): number {
    return calendarOf(this.candles).periodsPerYear;
  }

  /** Geometric mean of the calendar returns, compounded over a year, as a fraction (backtesting.py). */
  get compoundedReturn(): number {
    return this.once('compoundedReturn', () => this.calendarGrowth ** this.calendarPeriodsPerYear - 1);
  }

  /** Standard deviation of the compounded yearly return, as a fraction (backtesting.py). */
  get compoundedVolatility(): number {
    return this.once('compoundedVolatility', () => {
      const periods = this.calendarPeriodsPerYear;
      const variance = sampleVariance(this.calendarReturns);
      return Math.sqrt((variance + this.calendarGrowth ** 2) ** periods - this.calendarGrowth ** (2 * periods));
    });
  }

  /** Loss from the highest equity so far (the initial balance included), per bar, as a positive fraction. */
  get drawdown(): Float64Array {
    return this.once('drawdown', () => drawdownOf(this.simulation.equity, this.initialBalance));
  }

  get maxDrawdown(): number {
    return this.totals.maxDrawdown;
  }

  /** Periods of more than one bar between bars without drawdown; one that has not ended is ended by the last bar. */
  get drawdownPeriods(): DrawdownPeriod[] {
    return this.once('drawdownPeriods', () => findDrawdownPeriods(this.drawdown, this.candles.time));
  }

  /** One plus the geometric mean of the calendar returns. */
  private get calendarGrowth(): number {
    return this.once('calendarGrowth', () => 1 + geometricMean(this.calendarReturns));
  }

  private calendarEquity(): Float64Array {
    const { equity } = this.simulation;
    return Float64Array.from(calendarOf(this.candles).lastBars, (bar) => equity[bar] ?? NaN);
  }

  private once<T>(name: string, compute: () => T): T {
    this.memo ??= new Map();
    if (!this.memo.has(name)) this.memo.set(name, compute());
    return this.memo.get(name) as T;
  }
}

function simpleReturns(values: Float64Array, before: number): Float64Array {
  const returns = new Float64Array(values.length);
  let previous = before;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN;
    returns[i] = previous === 0 ? 0 : value / previous - 1;
    previous = value;
  }
  return returns;
}

function drawdownOf(equity: Float64Array, initialBalance: number): Float64Array {
  const drawdown = new Float64Array(equity.length);
  let peak = initialBalance;
  for (let bar = 0; bar < equity.length; bar++) {
    const value = equity[bar] ?? NaN;
    if (value > peak) peak = value;
    drawdown[bar] = 1 - value / peak;
  }
  return drawdown;
}

function findDrawdownPeriods(drawdown: Float64Array, time: Float64Array): DrawdownPeriod[] {
  const periods: DrawdownPeriod[] = [];
  let start = 0;
  let depth = 0;
  drawdown.forEach((value, bar) => {
    depth = Math.max(depth, value);
    if (value !== 0 && bar !== drawdown.length - 1) return;
    if (bar - start > 1) periods.push({ depth, days: ((time[bar] ?? NaN) - (time[start] ?? NaN)) / DAY_MS });
    start = bar;
    depth = 0;
  });
  return periods;
}
