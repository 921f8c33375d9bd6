/**
 * One bit per bar, 32 bars a word: bar `t` is bit `t & 31` of word `t >>> 5`. Bits beyond the last bar are always zero,
 * so that whole words can be compared, counted and searched.
 */
export type Bitset = Uint32Array;

/** Looked up once: a global is slow to reach in a VM context (tests). */
const { clz32 } = Math;

export function wordsFor(bars: number): number {
  return (bars + 31) >>> 5;
}

export function createBitset(bars: number): Bitset {
  return new Uint32Array(wordsFor(bars));
}

export function hasBit(bits: Bitset, bar: number): boolean {
  return (((bits[bar >>> 5] ?? 0) >>> (bar & 31)) & 1) === 1;
}

/** The first bar from `from` on whose bit is set; a bar beyond the last word when there is none. */
export function nextBit(bits: Bitset, from: number): number {
  const words = bits.length;
  let index = from >>> 5;
  if (index >= words) return words << 5;
  let word = (bits[index] ?? 0) & (-1 << (from & 31));
  while (word === 0) {
    if (++index >= words) return words << 5;
    word = bits[index] ?? 0;
  }
  return (index << 5) + 31 - clz32(word & -word);
}

/** Sets the bit of every bar, or of none. */
export function fillBits(bits: Bitset, value: boolean, bars: number): void {
  bits.fill(value ? 0xffff_ffff : 0);
  if (value) clearTail(bits, bars);
}

/** No bit before `bar` stays set. */
export function clearBefore(bits: Bitset, bar: number): void {
  const word = bar >>> 5;
  bits.fill(0, 0, Math.min(word, bits.length));
  if (word < bits.length) bits[word] = (bits[word] ?? 0) & (-1 << (bar & 31));
}

/** a ← a and b. */
export function andBits(a: Bitset, b: Bitset): void {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] ?? 0) & (b[i] ?? 0);
}

/** a ← a or b. */
export function orBits(a: Bitset, b: Bitset): void {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] ?? 0) | (b[i] ?? 0);
}

/** a ← bars on which a and b differ. */
export function xorBits(a: Bitset, b: Bitset): void {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] ?? 0) ^ (b[i] ?? 0);
}

/** a ← not a. */
export function invertBits(a: Bitset, bars: number): void {
  for (let i = 0; i < a.length; i++) a[i] = ~(a[i] ?? 0);
  clearTail(a, bars);
}

/** a ← what a was `by` bars ago; nothing before the first bar. */
export function delayBits(a: Bitset, by: number, bars: number): void {
  const words = by >>> 5;
  const shift = by & 31;
  for (let i = a.length - 1; i >= 0; i--) {
    const high = i >= words ? (a[i - words] ?? 0) : 0;
    const low = i > words ? (a[i - words - 1] ?? 0) : 0;
    a[i] = shift === 0 ? high : (high << shift) | (low >>> (32 - shift));
  }
  clearTail(a, bars);
}

/** out ← bars on which `holds` begins: it holds now, and on the bar before it was defined and did not. */
export function risingEdges(holds: Bitset, defined: Bitset, out: Bitset): void {
  let carry = 0;
  for (let i = 0; i < out.length; i++) {
    const now = holds[i] ?? 0;
    const ready = (defined[i] ?? 0) & ~now;
    out[i] = now & ((ready << 1) | carry);
    carry = ready >>> 31;
  }
}

/** Packs a column of zeros and ones. */
export function packBits(column: Uint8Array, bits: Bitset): void {
  for (let i = 0; i < bits.length; i++) {
    let word = 0;
    const from = i << 5;
    for (let bit = Math.min(32, column.length - from) - 1; bit >= 0; bit--) {
      word = (word << 1) | (column[from + bit] ?? 0);
    }
    bits[i] = word;
  }
}

export function unpackBits(bits: Bitset, bars: number): Uint8Array {
  return Uint8Array.from({ length: bars }, (_, bar) => (hasBit(bits, bar) ? 1 : 0));
}

/** Clears what a whole-word operation left beyond the last bar. */
export function clearTail(bits: Bitset, bars: number): void {
  const used = bars & 31;
  if (used > 0) bits[bits.length - 1] = (bits[bits.length - 1] ?? 0) & ~(-1 << used);
}
