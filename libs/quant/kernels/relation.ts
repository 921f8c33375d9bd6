import { andBits, type Bitset, createBitset } from './bitset';
import { everyBit, type ZonedColumn } from './zoned-column';

/** Where a is above and where it is below b, and where both have a value. */
export interface Relation {
  readonly above: Bitset;
  readonly below: Bitset;
  readonly defined: Bitset;
}

export function createRelation(bars: number): Relation {
  return { above: createBitset(bars), below: createBitset(bars), defined: createBitset(bars) };
}

/** Compares two columns bar by bar. */
export function relate(a: ZonedColumn, b: ZonedColumn, { above, below, defined }: Relation): void {
  const bars = a.values.length;
  defined.set(a.defined);
  andBits(defined, b.defined);
  for (let i = 0; i < above.length; i++) {
    if ((a.lowest[i] ?? NaN) > (b.highest[i] ?? NaN)) {
      above[i] = everyBit(bars, i);
      below[i] = 0;
    } else if ((a.highest[i] ?? NaN) < (b.lowest[i] ?? NaN)) {
      above[i] = 0;
      below[i] = everyBit(bars, i);
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
export function relateToNumber(a: ZonedColumn, level: number, { above, below, defined }: Relation): void {
  const bars = a.values.length;
  if (Number.isNaN(level)) defined.fill(0);
  else defined.set(a.defined);
  for (let i = 0; i < above.length; i++) {
    if ((a.lowest[i] ?? NaN) > level) {
      above[i] = everyBit(bars, i);
      below[i] = 0;
    } else if ((a.highest[i] ?? NaN) < level) {
      above[i] = 0;
      below[i] = everyBit(bars, i);
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
