/** 2^27 + 1: splits a double into two halves of 26 bits (Dekker 1971). */
const SPLITTER = 134217729;

/**
 * A running sum that keeps what each addition rounds off in a second number (Knuth, TAOCP 2, 4.2.2; Neumaier 1974).
 * What is rounded off is a whole multiple of the last place of the smallest value, so the second number is exact while
 * (number of values) · (sum ÷ smallest value) stays below 2^52, and off by 2^-53 of itself beyond. So a moving sum over
 * millions of bars equals the sum of its window, windows with equal sums give equal results, and a constant price gives
 * itself as its mean.
 */
export class ExactSum {
  private high = 0;
  private low = 0;

  add(x: number): void {
    const sum = this.high + x;
    this.low += roundingError(this.high, x, sum);
    this.high = sum;
  }

  /** Adds one value and takes another away. */
  slide(entering: number, leaving: number): void {
    const step = entering - leaving;
    const sum = this.high + step;
    this.low += roundingError(this.high, step, sum) + roundingError(entering, -leaving, step);
    this.high = sum;
  }

  /** Adds x·k for a whole k below 2^26, without rounding the product. */
  addMultiple(x: number, k: number): void {
    const upper = upperHalf(x);
    this.slide(upper * k, (upper - x) * k);
  }

  /** Taken away again and again, the second number of the other would pile up in this one's: it moves to the first. */
  subtractSum(other: ExactSum): void {
    this.add(-other.high);
    const low = this.low - other.low;
    const sum = this.high + low;
    this.low = roundingError(this.high, low, sum);
    this.high = sum;
  }

  /** The sum, rounded once. */
  get value(): number {
    return this.high + this.low;
  }

  /** The sum divided by a whole k below 2^26, rounded once. */
  dividedBy(k: number): number {
    const sum = this.high + this.low;
    const rest = roundingError(this.high, this.low, sum);
    const quotient = sum / k;
    const upper = upperHalf(quotient);
    const remainder = sum - upper * k - (quotient - upper) * k + rest;
    return quotient + remainder / k;
  }
}

/** What `sum`, the rounded a + b, leaves out (Knuth's TwoSum). */
function roundingError(a: number, b: number, sum: number): number {
  const bRounded = sum - a;
  return a - (sum - bRounded) + (b - bRounded);
}

function upperHalf(x: number): number {
  const shifted = SPLITTER * x;
  return shifted - (shifted - x);
}
