/** Numbers whose digits have different bases: digit i runs from 0 to sizes[i]−1, the first one counts most. */
export interface MixedRadix {
  /** How many numbers there are; null when a digit has no base (continuous). */
  size: bigint | null;
  /** @throws RangeError outside 0 … size−1. */
  levelsAt(index: bigint): Float64Array;
  /** NaN (inactive) counts as level 0. @throws RangeError when there is no size. */
  indexOf(levels: ArrayLike<number>): bigint;
}

export function createMixedRadix(levels: readonly (number | null)[]): MixedRadix {
  const bases = levels.filter((base) => base !== null).map(BigInt);
  const size = bases.length === levels.length ? bases.reduce((product, base) => product * base, 1n) : null;
  return {
    size,
    levelsAt: (index) => {
      if (size === null) throw new RangeError('A space with continuous parameters has no indices.');
      if (index < 0n || index >= size) throw new RangeError(`There is no point ${index} in a space of ${size}.`);
      const digits = new Float64Array(bases.length);
      let rest = index;
      for (let i = bases.length - 1; i >= 0; i--) {
        const base = bases[i] ?? 1n;
        digits[i] = Number(rest % base);
        rest /= base;
      }
      return digits;
    },
    indexOf: (digits) => {
      if (size === null) throw new RangeError('A space with continuous parameters has no indices.');
      return bases.reduce((index, base, i) => index * base + BigInt(digits[i] || 0), 0n);
    },
  };
}
