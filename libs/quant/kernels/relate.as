// AssemblyScript; `npm run generate` compiles it into relate-module.generated.ts. The twin in TypeScript is `relate` in relation.ts.

// @ts-ignore: decorator
@inline
function pack8(a: v128, b: v128, c: v128, d: v128): u32 {
  const low = v128.shuffle<i32>(a, b, 0, 2, 4, 6);
  const high = v128.shuffle<i32>(c, d, 0, 2, 4, 6);
  return <u32>i16x8.bitmask(i16x8.narrow_i32x4_s(low, high));
}

/** Compares `words` · 32 numbers at `a` with those at `b`; one bit each to `above` and `below`. NaN is in neither. */
export function relate(a: usize, b: usize, words: usize, above: usize, below: usize): void {
  for (let i: usize = 0; i < words; i++) {
    let over: u32 = 0;
    let under: u32 = 0;
    for (let bit: u32 = 0; bit < 32; bit += 8) {
      const x0 = v128.load(a);
      const x1 = v128.load(a, 16);
      const x2 = v128.load(a, 32);
      const x3 = v128.load(a, 48);
      const y0 = v128.load(b);
      const y1 = v128.load(b, 16);
      const y2 = v128.load(b, 32);
      const y3 = v128.load(b, 48);
      over |= pack8(f64x2.gt(x0, y0), f64x2.gt(x1, y1), f64x2.gt(x2, y2), f64x2.gt(x3, y3)) << bit;
      under |= pack8(f64x2.lt(x0, y0), f64x2.lt(x1, y1), f64x2.lt(x2, y2), f64x2.lt(x3, y3)) << bit;
      a += 64;
      b += 64;
    }
    store<u32>(above + (i << 2), over);
    store<u32>(below + (i << 2), under);
  }
}
