import { createRng, type Rng } from '#kernel';

/** Looked up once: in a VM context (jest) every access to a global is slow. */
const { floor } = Math;

/** Ten rounds, as NIST SP 800-38G (FF1) asks for small domains. */
const ROUNDS = 10;

/** Up to so many bits a number and its halves are exact in doubles, and a half fits into one word. */
const MOST_BITS_OF_NUMBERS = 52;

/**
 * A keyed permutation of 0 … size−1: every number once, in an order that looks random and is never stored.
 * A balanced Feistel network over the next even number of bits, walked until it lands inside (cycle walking:
 * Black, Rogaway, "Ciphers with arbitrary finite domains", 2002). Its domain is less than 4·size, so that takes
 * fewer than four steps on average.
 */
export function createPermutation(size: bigint, seed: number, purpose: string): (position: bigint) => bigint {
  const rng = createRng(seed, purpose);
  const half = halfOf(size);
  return (position) => {
    if (position < 0n || position >= size) throw new RangeError(`Position ${position} is outside 0 … ${size - 1n}.`);
    let value = position;
    do value = encrypt(rng, value, half);
    while (value >= size);
    return value;
  };
}

/** The same permutation in doubles, about three times as fast; null where the numbers are too large for that. */
export function createNumberPermutation(
  size: bigint,
  seed: number,
  purpose: string,
): ((position: number) => number) | null {
  const half = halfOf(size);
  if (2 * half > MOST_BITS_OF_NUMBERS) return null;
  const rng = createRng(seed, purpose);
  const [end, base] = [Number(size), 2 ** half];
  return (position) => {
    if (!(position >= 0 && position < end)) throw new RangeError(`Position ${position} is outside 0 … ${end - 1}.`);
    let value = position;
    do value = encryptNumber(rng, value, base);
    while (value >= end);
    return value;
  };
}

/** Bits of half a number of the network. */
function halfOf(size: bigint): number {
  return Math.max(1, Math.ceil((size - 1n).toString(2).length / 2));
}

function encryptNumber(rng: Rng, value: number, base: number): number {
  let left = floor(value / base);
  let right = value - left * base;
  for (let round = 0; round < ROUNDS; round++) {
    const mixed = left ^ (rng.uint32(right, 2 * round) & (base - 1));
    left = right;
    right = mixed;
  }
  return left * base + right;
}

function encrypt(rng: Rng, value: bigint, half: number): bigint {
  const shift = BigInt(half);
  const mask = (1n << shift) - 1n;
  let left = value >> shift;
  let right = value & mask;
  for (let round = 0; round < ROUNDS; round++)
    [left, right] = [right, left ^ (scramble(rng, round, right, half) & mask)];
  return (left << shift) | right;
}

/** The round function: takes in `half` bits a word of 32 at a time and gives at least as many. */
function scramble(rng: Rng, round: number, input: bigint, half: number): bigint {
  const words = Math.ceil(half / 32);
  let state = 0;
  for (let i = 0; i < words; i++) {
    const word = Number((input >> BigInt(32 * i)) & 0xffff_ffffn);
    state = rng.uint32((state ^ word) >>> 0, 2 * (round * words + i));
  }
  let output = BigInt(state);
  for (let i = 1; i < words; i++) output = (output << 32n) | BigInt(rng.uint32(state, 2 * (round * words + i) + 1));
  return output;
}
