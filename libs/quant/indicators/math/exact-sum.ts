/** 2^27 + 1: splits a double into two halves of 26 bits (Dekker 1971). */
const SPLITTER = 134217729;

/**
 * A running sum in double-double arithmetic (Dekker 1971; Knuth, TAOCP 2, 4.2.2): values that enter and leave again
 * leave no trace above 2^-104 of the sum. So a moving sum over millions of bars equals the sum of its window, windows
 * with equal sums give equal results, and a constant price gives itself as its mean.
 */
export class ExactSum {
  private high = 0;
  private low = 0;

  add(x: number): void {
    const sum = this.high + x;
    const low = this.low + roundingError(this.high, x, sum);
    this.high = sum + low;
    this.low = roundingError(sum, low, this.high);
  }

  /** Adds x·k for a whole k below 2^26, without rounding the product. */
  addMultiple(x: number, k: number): void {
    const upper = upperHalf(x);
    this.add(upper * k);
    this.add((x - upper) * k);
  }

  subtractSum(other: ExactSum): void {
    this.add(-other.high);
    this.add(-other.low);
  }

  /** The sum, rounded once. */
  get value(): number {
    return this.high;
  }

  /** The sum divided by a whole k below 2^26, rounded once. */
  dividedBy(k: number): number {
    const quotient = this.high / k;
    const upper = upperHalf(quotient);
    const remainder = this.high - upper * k - (quotient - upper) * k + this.low;
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
