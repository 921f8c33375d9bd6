import { andBits, type Bitset, createBitset } from './bitset';
import { VectorUnit } from './vector-unit';

/** A column with the extremes of each word of 32 bars: most words of a comparison are decided by these alone. */
export interface ZonedColumn {
  readonly values: Float64Array;
  /** NaN where a bar of the word is NaN, so that every comparison with it is undecided. */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  /** Bars that have a value. */
  readonly defined: Bitset;
  /** Where the vector unit holds it; negative = nowhere yet. */
  placedAt: number;
}

/** Where a is above and where it is below b, and where both have a value. */
export interface Relation {
  readonly above: Bitset;
  readonly below: Bitset;
  readonly defined: Bitset;
}

export function createRelation(bars: number): Relation {
  return { above: createBitset(bars), below: createBitset(bars), defined: createBitset(bars) };
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
  return { values, lowest, highest, defined, placedAt: -1 };
}

/** All bits of a word that stand for a bar. */
function everyBit(bars: number, word: number): number {
  const left = bars - (word << 5);
  return left >= 32 ? -1 : ~(-1 << left);
}

/** Compares two columns bar by bar, with the vector unit where there is one: the bits are the same. */
export function relate(a: ZonedColumn, b: ZonedColumn, relation: Relation, vectors = vectorUnit()): void {
  const { above, below, defined } = relation;
  defined.set(a.defined);
  andBits(defined, b.defined);
  if (vectors?.takes(above.length)) vectors.relate(a, b, above, below);
  else relateByWords(a, b, above, below);
}

let unit: VectorUnit | null | undefined;

/** Made when the first comparison asks. */
function vectorUnit(): VectorUnit | null {
  return unit === undefined ? (unit = VectorUnit.create()) : unit;
}

function relateByWords(a: ZonedColumn, b: ZonedColumn, above: Bitset, below: Bitset): void {
  const bars = a.values.length;
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
