import { type Bitset, createBitset } from './bitset';

/** A column with the extremes of each word of 32 bars: most words of a comparison are decided by these alone. */
export interface ZonedColumn {
  readonly values: Float64Array;
  /** NaN where a bar of the word is NaN, so that every comparison with it is undecided. */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  /** Bars that have a value. */
  readonly defined: Bitset;
}

/** Zone maps as in column stores (Moerkotte 1998, "Small Materialized Aggregates"). */
export function zonedColumn(values: Float64Array): ZonedColumn {
  const defined = createBitset(values.length);
  const lowest = new Float64Array(defined.length);
  const highest = new Float64Array(defined.length);
  for (let i = 0; i < defined.length; i++) {
    let low = Infinity;
    let high = -Infinity;
    let present = 0;
    const end = Math.min((i + 1) << 5, values.length);
    for (let t = i << 5, bit = 1; t < end; t++, bit <<= 1) {
      const value = values[t] ?? NaN;
      if (value < low) low = value;
      if (value > high) high = value;
      if (value === value) present |= bit;
    }
    const whole = present === everyBit(values.length, i);
    defined[i] = present;
    lowest[i] = whole ? low : NaN;
    highest[i] = whole ? high : NaN;
  }
  return { values, lowest, highest, defined };
}

/** All bits of a word that stand for a bar. */
export function everyBit(bars: number, word: number): number {
  const left = bars - (word << 5);
  return left >= 32 ? -1 : ~(-1 << left);
}
