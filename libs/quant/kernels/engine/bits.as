// Conditions as bits, 64 bars a word. Bits beyond the last bar are zero. Twin: bitset.ts and relation.ts.

/** Number of words, and the bits of the last word that stand for a bar. */
export let words: usize = 0;
export let lastWord: u64 = 0;

export function setBars(bars: i32): void {
  words = <usize>((bars + 63) >> 6);
  const used = bars & 63;
  lastWord = used == 0 ? ~(<u64>0) : (<u64>1 << <u64>used) - 1;
}

/** A column: exact values, monotone 32-bit codes of them, their extremes word by word, and the bars that have a value. */
@unmanaged
export class Column {
  values: usize;
  codes: usize;
  lowest: usize;
  highest: usize;
  defined: usize;
  /** First bar on which it can be defined, alone and as a part of a rule whose warm-up waits for every series. */
  first: i32;
  firstSeries: i32;
}

// @ts-ignore: decorator
@inline
function pack16(a: v128, b: v128, c: v128, d: v128): u64 {
  return <u64>(<u32>i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d))));
}

// @ts-ignore: decorator
@inline
function spread(bits: u64, at: usize): u64 {
  return 0 - ((bits >> <u64>at) & 1);
}

/**
 * Bars on which a is above b, and on which it is below. Whole words are decided by their extremes, other bars by their
 * codes, and only bars with equal codes by their values: rounding to 32 bits keeps the order.
 */
export function relate(a: Column, b: Column, above: usize, below: usize): void {
  const count = words;
  for (let base: usize = 0; base < count; base += 64) {
    const size = min<usize>(64, count - base);
    let over: u64 = 0;
    let under: u64 = 0;
    for (let r: usize = 0; r < size; r += 4) {
      const at = (base + r) << 2;
      const aLow = v128.load(a.lowest + at);
      const aHigh = v128.load(a.highest + at);
      const bLow = v128.load(b.lowest + at);
      const bHigh = v128.load(b.highest + at);
      over |= <u64>i32x4.bitmask(f32x4.gt(aLow, bHigh)) << <u64>r;
      under |= <u64>i32x4.bitmask(f32x4.lt(aHigh, bLow)) << <u64>r;
    }
    for (let r: usize = 0; r < size; r++) {
      const at = (base + r) << 3;
      store<u64>(above + at, spread(over, r));
      store<u64>(below + at, spread(under, r));
    }
    let open = ~(over | under);
    if (size < 64) open &= (<u64>1 << <u64>size) - 1;
    while (open != 0) {
      const word = base + <usize>ctz<u64>(open);
      open &= open - 1;
      relateWord(a, b, word, above, below);
    }
  }
}

// @ts-ignore: decorator
@inline
function relateWord(a: Column, b: Column, word: usize, above: usize, below: usize): void {
  let p = a.codes + (word << 8);
  let q = b.codes + (word << 8);
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
  let tied = ~(over | under) & load<u64>(a.defined + (word << 3)) & load<u64>(b.defined + (word << 3));
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
  for (let word: usize = 0; word < words; word++) {
    const low = load<f32>(a.lowest + (word << 2));
    const high = load<f32>(a.highest + (word << 2));
    let over: u64 = 0;
    let under: u64 = 0;
    if (low > <f32>level) {
      over = ~(<u64>0);
    } else if (high < <f32>level) {
      under = ~(<u64>0);
    } else {
      let p = a.codes + (word << 8);
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

// @ts-ignore: decorator
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

// @ts-ignore: decorator
@inline
export function hasBit(a: usize, bar: i32): bool {
  return ((load<u64>(a + (<usize>(bar >> 6) << 3)) >> <u64>(bar & 63)) & 1) == 1;
}

/** Computes what is known of a column from its values, which are followed by NaN up to a whole word. */
export function describe(column: Column): void {
  for (let word: usize = 0; word < words; word++) {
    let low: f32 = Infinity;
    let high: f32 = -Infinity;
    let present: u64 = 0;
    const values = column.values + (word << 9);
    const codes = column.codes + (word << 8);
    for (let bit: usize = 0; bit < 64; bit++) {
      const value = load<f64>(values + (bit << 3));
      const code = <f32>value;
      store<f32>(codes + (bit << 2), code);
      low = code < low ? code : low;
      high = code > high ? code : high;
      present |= <u64>(value == value) << <u64>bit;
    }
    const isWhole = present == ~(<u64>0);
    store<u64>(column.defined + (word << 3), present);
    store<f32>(column.lowest + (word << 2), isWhole ? low : NaN);
    store<f32>(column.highest + (word << 2), isWhole ? high : NaN);
  }
}
