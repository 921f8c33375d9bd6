// Conditions as bits, 64 bars a word. Bits beyond the last bar are zero. Twin: bitset.ts and relation.ts.

/** Number of words, and the bits of the last word that stand for a bar. */
export let words: usize = 0;
let lastWord: u64 = 0;

export function setBars(bars: i32): void {
  words = <usize>((bars + 63) >> 6);
  const used = bars & 63;
  lastWord = used == 0 ? ~(<u64>0) : (<u64>1 << <u64>used) - 1;
}

/** Word by word a number and a factor: 16-bit codes are (value − number) · factor, cut to the range of 16 bits. */
let scales: usize = 0;

export function setScales(memory: usize): void {
  scales = memory;
}

/**
 * A column: exact values, codes of them that keep their order in 32 and in 16 bits, and the bars that have a value. A code
 * of 16 bits depends on the market, not on the column, so that any two columns can be compared.
 */
@unmanaged
export class Column {
  values: usize;
  codes: usize;
  shortCodes: usize;
  /** Not 0 where most values are in the range of the short codes. */
  isNear: i32;
  defined: usize;
  /** First bar on which it can be defined, alone and as a part of a rule whose warm-up waits for every series. */
  first: i32;
  firstSeries: i32;
}

@inline
function pack16(a: v128, b: v128, c: v128, d: v128): u64 {
  return <u64>(<u32>i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d))));
}

@inline
function packShort(a: v128, b: v128): u64 {
  return <u64>(<u32>i8x16.bitmask(i8x16.narrow_i16x8_s(a, b)));
}

/**
 * Bars on which a is above b, and on which it is below. Codes decide most bars; only bars with equal codes need the values:
 * rounding and cutting keep the order.
 */
export function relate(a: Column, b: Column, above: usize, below: usize): void {
  if (a.isNear != 0 && b.isNear != 0) relateShort(a, b, above, below);
  else relateCodes(a, b, above, below);
}

@inline
function relateShort(a: Column, b: Column, above: usize, below: usize): void {
  let p = a.shortCodes;
  let q = b.shortCodes;
  for (let word: usize = 0; word < words; word++) {
    const x0 = v128.load(p);
    const x1 = v128.load(p, 16);
    const x2 = v128.load(p, 32);
    const x3 = v128.load(p, 48);
    const x4 = v128.load(p, 64);
    const x5 = v128.load(p, 80);
    const x6 = v128.load(p, 96);
    const x7 = v128.load(p, 112);
    const y0 = v128.load(q);
    const y1 = v128.load(q, 16);
    const y2 = v128.load(q, 32);
    const y3 = v128.load(q, 48);
    const y4 = v128.load(q, 64);
    const y5 = v128.load(q, 80);
    const y6 = v128.load(q, 96);
    const y7 = v128.load(q, 112);
    p += 128;
    q += 128;
    const over =
      packShort(i16x8.gt_s(x0, y0), i16x8.gt_s(x1, y1)) |
      (packShort(i16x8.gt_s(x2, y2), i16x8.gt_s(x3, y3)) << 16) |
      (packShort(i16x8.gt_s(x4, y4), i16x8.gt_s(x5, y5)) << 32) |
      (packShort(i16x8.gt_s(x6, y6), i16x8.gt_s(x7, y7)) << 48);
    const under =
      packShort(i16x8.lt_s(x0, y0), i16x8.lt_s(x1, y1)) |
      (packShort(i16x8.lt_s(x2, y2), i16x8.lt_s(x3, y3)) << 16) |
      (packShort(i16x8.lt_s(x4, y4), i16x8.lt_s(x5, y5)) << 32) |
      (packShort(i16x8.lt_s(x6, y6), i16x8.lt_s(x7, y7)) << 48);
    const defined = load<u64>(a.defined + (word << 3)) & load<u64>(b.defined + (word << 3));
    settle(a, b, word, over & defined, under & defined, defined, above, below);
  }
}

function relateCodes(a: Column, b: Column, above: usize, below: usize): void {
  let p = a.codes;
  let q = b.codes;
  for (let word: usize = 0; word < words; word++) {
    let over: u64 = 0;
    let under: u64 = 0;
    for (let shift: u64 = 0; shift < 64; shift += 16) {
      const x0 = v128.load(p);
      const x1 = v128.load(p, 16);
      const x2 = v128.load(p, 32);
      const x3 = v128.load(p, 48);
      const y0 = v128.load(q);
      const y1 = v128.load(q, 16);
      const y2 = v128.load(q, 32);
      const y3 = v128.load(q, 48);
      over |= pack16(f32x4.gt(x0, y0), f32x4.gt(x1, y1), f32x4.gt(x2, y2), f32x4.gt(x3, y3)) << shift;
      under |= pack16(f32x4.lt(x0, y0), f32x4.lt(x1, y1), f32x4.lt(x2, y2), f32x4.lt(x3, y3)) << shift;
      p += 64;
      q += 64;
    }
    const defined = load<u64>(a.defined + (word << 3)) & load<u64>(b.defined + (word << 3));
    settle(a, b, word, over, under, defined, above, below);
  }
}

/** Looks at the values of the bars that codes could not tell apart, and stores the word. */
@inline
function settle(
  a: Column,
  b: Column,
  word: usize,
  over_: u64,
  under_: u64,
  defined: u64,
  above: usize,
  below: usize,
): void {
  let over = over_;
  let under = under_;
  let tied = ~(over | under) & defined;
  while (tied != 0) {
    const bit = ctz<u64>(tied);
    tied &= tied - 1;
    const at = ((word << 6) + <usize>bit) << 3;
    const x = load<f64>(a.values + at);
    const y = load<f64>(b.values + at);
    over |= <u64>(x > y) << bit;
    under |= <u64>(x < y) << bit;
  }
  store<u64>(above + (word << 3), over);
  store<u64>(below + (word << 3), under);
}

/** The same with one number for all bars. */
export function relateToNumber(a: Column, level: f64, above: usize, below: usize): void {
  const code = f32x4.splat(<f32>level);
  let p = a.codes;
  for (let word: usize = 0; word < words; word++) {
    let over: u64 = 0;
    let under: u64 = 0;
    for (let shift: u64 = 0; shift < 64; shift += 16) {
      const x0 = v128.load(p);
      const x1 = v128.load(p, 16);
      const x2 = v128.load(p, 32);
      const x3 = v128.load(p, 48);
      over |= pack16(f32x4.gt(x0, code), f32x4.gt(x1, code), f32x4.gt(x2, code), f32x4.gt(x3, code)) << shift;
      under |= pack16(f32x4.lt(x0, code), f32x4.lt(x1, code), f32x4.lt(x2, code), f32x4.lt(x3, code)) << shift;
      p += 64;
    }
    let tied = ~(over | under) & load<u64>(a.defined + (word << 3));
    while (tied != 0) {
      const bit = ctz<u64>(tied);
      tied &= tied - 1;
      const x = load<f64>(a.values + (((word << 6) + <usize>bit) << 3));
      over |= <u64>(x > level) << bit;
      under |= <u64>(x < level) << bit;
    }
    store<u64>(above + (word << 3), over);
    store<u64>(below + (word << 3), under);
  }
}

/** Bars on which both have a value; a number has one on every bar, unless it is NaN. */
export function bothDefined(a: usize, b: usize, out: usize): void {
  for (let at: usize = 0; at < words << 3; at += 8) store<u64>(out + at, load<u64>(a + at) & load<u64>(b + at));
}

/** Every bar, or none. */
export function fillBits(a: usize, value: bool): void {
  const word: u64 = value ? ~(<u64>0) : 0;
  for (let at: usize = 0; at < words << 3; at += 8) store<u64>(a + at, word);
  clearTail(a);
}

// Calls of memory.copy and memory.fill leave the module: too dear for a few words.

export function copyBits(from: usize, to: usize): void {
  for (let at: usize = 0; at < words << 3; at += 8) store<u64>(to + at, load<u64>(from + at));
}

export function andBits(a: usize, b: usize): void {
  for (let at: usize = 0; at < words << 3; at += 8) store<u64>(a + at, load<u64>(a + at) & load<u64>(b + at));
}

export function orBits(a: usize, b: usize): void {
  for (let at: usize = 0; at < words << 3; at += 8) store<u64>(a + at, load<u64>(a + at) | load<u64>(b + at));
}

export function xorBits(a: usize, b: usize): void {
  for (let at: usize = 0; at < words << 3; at += 8) store<u64>(a + at, load<u64>(a + at) ^ load<u64>(b + at));
}

export function invertBits(a: usize): void {
  for (let at: usize = 0; at < words << 3; at += 8) store<u64>(a + at, ~load<u64>(a + at));
  clearTail(a);
}

@inline
function clearTail(a: usize): void {
  if (words == 0) return;
  const last = a + ((words - 1) << 3);
  store<u64>(last, load<u64>(last) & lastWord);
}

/** a ← what a was `by` bars ago. */
export function delayBits(a: usize, by: i32): void {
  const whole = by >> 6;
  const shift = <u64>(by & 63);
  for (let i = <i32>words - 1; i >= 0; i--) {
    const high = i >= whole ? load<u64>(a + (<usize>(i - whole) << 3)) : 0;
    const low = i > whole ? load<u64>(a + (<usize>(i - whole - 1) << 3)) : 0;
    store<u64>(a + (<usize>i << 3), shift == 0 ? high : (high << shift) | (low >> (64 - shift)));
  }
  clearTail(a);
}

/** Bars on which `holds` begins: it holds now, and on the bar before it was defined and did not. */
export function risingEdges(holds: usize, defined: usize, out: usize): void {
  let carry: u64 = 0;
  for (let at: usize = 0; at < words << 3; at += 8) {
    const now = load<u64>(holds + at);
    const ready = load<u64>(defined + at) & ~now;
    store<u64>(out + at, now & ((ready << 1) | carry));
    carry = ready >> 63;
  }
}

/** No bit before `bar` stays set. */
export function clearBefore(a: usize, bar: i32): void {
  const word = min<usize>(<usize>(bar >> 6), words);
  for (let at: usize = 0; at < word << 3; at += 8) store<u64>(a + at, 0);
  if (word < words) store<u64>(a + (word << 3), load<u64>(a + (word << 3)) & (~(<u64>0) << <u64>(bar & 63)));
}

/** The first bar from `from` on whose bit is set; a bar beyond the last word when there is none. */
export function nextBit(a: usize, from: i32): i32 {
  let index = <usize>(from >> 6);
  if (index >= words) return <i32>(words << 6);
  let word = load<u64>(a + (index << 3)) & (~(<u64>0) << <u64>(from & 63));
  while (word == 0) {
    if (++index >= words) return <i32>(words << 6);
    word = load<u64>(a + (index << 3));
  }
  return <i32>(index << 6) + <i32>ctz<u64>(word);
}

@inline
export function hasBit(a: usize, bar: i32): bool {
  return ((load<u64>(a + (<usize>(bar >> 6) << 3)) >> <u64>(bar & 63)) & 1) == 1;
}

/** Share of the values of a column that may lie outside the range of the short codes. */
const MOST_CUT: f64 = 1 / 16;

/** Computes what is known of a column from its values, which are followed by NaN up to a whole word. */
export function describe(column: Column): void {
  let cut = 0;
  let count = 0;
  for (let word: usize = 0; word < words; word++) {
    let present: u64 = 0;
    const values = column.values + (word << 9);
    const codes = column.codes + (word << 8);
    const shortCodes = column.shortCodes + (word << 7);
    const middle = load<f64>(scales + (word << 4));
    const factor = load<f64>(scales + (word << 4), 8);
    for (let bit: usize = 0; bit < 64; bit++) {
      const value = load<f64>(values + (bit << 3));
      const scaled = (value - middle) * factor;
      const isCut = scaled > 32767 || scaled < -32767;
      store<f32>(codes + (bit << 2), <f32>value);
      store<i16>(shortCodes + (bit << 1), <i16>(isCut ? (scaled > 0 ? 32767 : -32767) : scaled == scaled ? <i32>scaled : 0));
      cut += <i32>isCut;
      present |= <u64>(value == value) << <u64>bit;
    }
    count += <i32>popcnt<u64>(present);
    store<u64>(column.defined + (word << 3), present);
  }
  column.isNear = <i32>(<f64>cut <= MOST_CUT * <f64>count);
}
