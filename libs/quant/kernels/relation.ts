import type { Bitset } from './bitset';

/** A column with the extremes of each word of 32 bars: most words of a comparison are decided by these alone. */
export interface ZonedColumn {
  readonly values: Float64Array;
  /** NaN where a bar of the word is NaN, so that every comparison with it is undecided. */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
}

/** Where a is above and where it is below b. Bars on which either is NaN are in neither. */
export interface Relation {
  readonly above: Bitset;
  readonly below: Bitset;
}

/** Zone maps as in column stores (Moerkotte 1998, "Small Materialized Aggregates"). */
export function zonedColumn(values: Float64Array): ZonedColumn {
  const words = (values.length + 31) >>> 5;
  const lowest = new Float64Array(words);
  const highest = new Float64Array(words);
  for (let i = 0; i < words; i++) {
    let low = Infinity;
    let high = -Infinity;
    let defined = true;
    for (let t = i << 5, end = Math.min(t + 32, values.length); t < end; t++) {
      const value = values[t] ?? NaN;
      if (value < low) low = value;
      if (value > high) high = value;
      if (value !== value) defined = false;
    }
    lowest[i] = defined ? low : NaN;
    highest[i] = defined ? high : NaN;
  }
  return { values, lowest, highest };
}

/** Compares two columns bar by bar. */
export function relate(a: ZonedColumn, b: ZonedColumn, { above, below }: Relation): void {
  const bars = a.values.length;
  for (let i = 0; i < above.length; i++) {
    const from = i << 5;
    const left = bars - from;
    const every = left >= 32 ? -1 : (1 << left) - 1;
    if ((a.lowest[i] ?? NaN) > (b.highest[i] ?? NaN)) {
      above[i] = every;
      below[i] = 0;
    } else if ((a.highest[i] ?? NaN) < (b.lowest[i] ?? NaN)) {
      above[i] = 0;
      below[i] = every;
    } else {
      relateWord(a.values, b.values, i, above, below);
    }
  }
}

function relateWord(a: Float64Array, b: Float64Array, word: number, above: Bitset, below: Bitset): void {
  let over = 0;
  let under = 0;
  for (let t = word << 5, end = Math.min(t + 32, a.length), bit = 1; t < end; t++, bit <<= 1) {
    const x = a[t] ?? NaN;
    const y = b[t] ?? NaN;
    if (x > y) over |= bit;
    else if (x < y) under |= bit;
  }
  above[word] = over;
  below[word] = under;
}

/** Compares a column with one number. */
export function relateToNumber(a: ZonedColumn, level: number, { above, below }: Relation): void {
  const bars = a.values.length;
  for (let i = 0; i < above.length; i++) {
    const from = i << 5;
    const left = bars - from;
    const every = left >= 32 ? -1 : (1 << left) - 1;
    if ((a.lowest[i] ?? NaN) > level) {
      above[i] = every;
      below[i] = 0;
    } else if ((a.highest[i] ?? NaN) < level) {
      above[i] = 0;
      below[i] = every;
    } else {
      relateWordToNumber(a.values, level, i, above, below);
    }
  }
}

function relateWordToNumber(a: Float64Array, level: number, word: number, above: Bitset, below: Bitset): void {
  let over = 0;
  let under = 0;
  for (let t = word << 5, end = Math.min(t + 32, a.length), bit = 1; t < end; t++, bit <<= 1) {
    const x = a[t] ?? NaN;
    if (x > level) over |= bit;
    else if (x < level) under |= bit;
  }
  above[word] = over;
  below[word] = under;
}

/** Bars on which the column has a value. */
export function definedBits(values: Float64Array, bits: Bitset): void {
  for (let i = 0; i < bits.length; i++) {
    let word = 0;
    for (let t = i << 5, end = Math.min(t + 32, values.length), bit = 1; t < end; t++, bit <<= 1) {
      const value = values[t] ?? NaN;
      if (value === value) word |= bit;
    }
    bits[i] = word;
  }
}
