import { BarExtremes, RangeExtremes } from './extremes';

/** What every trial on one market asks again and again, computed once. */
export class MarketTables {
  /** Lowest and highest close of any stretch of bars. */
  readonly closes: RangeExtremes;
  /** First bar whose range reaches a level. */
  readonly ranges: BarExtremes;
  /** Σ r and Σ r² of the close-to-close returns up to each bar, in turns; the first bar has none. */
  readonly sums: Float64Array;
  /** Σ min(r, 0)² up to each bar. */
  readonly downside: Float64Array;

  constructor(candles: { close: Float64Array; high: Float64Array; low: Float64Array }) {
    this.closes = new RangeExtremes(candles.close);
    this.ranges = new BarExtremes(candles.low, candles.high);
    this.sums = returnSums(candles.close);
    this.downside = downsideSums(candles.close);
  }

  /** Σ of the close-to-close returns of the bars after `from`, up to `to`. */
  returnSum(from: number, to: number): number {
    return (this.sums[2 * to] ?? NaN) - (this.sums[2 * from] ?? NaN);
  }

  /** Σ of the squares of those below zero. */
  downsideSum(from: number, to: number): number {
    return (this.downside[to] ?? NaN) - (this.downside[from] ?? NaN);
  }

  /** Σ of their squares. */
  squareSum(from: number, to: number): number {
    return (this.sums[2 * to + 1] ?? NaN) - (this.sums[2 * from + 1] ?? NaN);
  }
}

/** Prefix sums, compensated, so that a difference of two is as exact over a million bars as over a hundred. */
function returnSums(close: Float64Array): Float64Array {
  const sums = new Float64Array(2 * close.length);
  const first = new CompensatedSum();
  const second = new CompensatedSum();
  for (let bar = 1; bar < close.length; bar++) {
    const change = (close[bar] ?? NaN) / (close[bar - 1] ?? NaN) - 1;
    sums[2 * bar] = first.add(change);
    sums[2 * bar + 1] = second.add(change * change);
  }
  return sums;
}

function downsideSums(close: Float64Array): Float64Array {
  const sums = new Float64Array(close.length);
  const sum = new CompensatedSum();
  for (let bar = 1; bar < close.length; bar++) {
    const loss = Math.min(0, (close[bar] ?? NaN) / (close[bar - 1] ?? NaN) - 1);
    sums[bar] = sum.add(loss * loss);
  }
  return sums;
}

/** Looked up once: a global is slow to reach in a VM context (tests). */
const { abs } = Math;

/** Neumaier 1974, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen". */
class CompensatedSum {
  private total = 0;
  private lost = 0;

  add(value: number): number {
    const next = this.total + value;
    this.lost += abs(this.total) >= abs(value) ? this.total - next + value : value - next + this.total;
    this.total = next;
    return next + this.lost;
  }
}
