import { createRng, type Rng } from '#kernel';

/** Ten rounds, as NIST SP 800-38G (FF1) asks for small domains. */
const ROUNDS = 10;

/**
 * A keyed permutation of 0 … size−1: every number once, in an order that looks random and is never stored.
 * A balanced Feistel network over the next even number of bits, walked until it lands inside (cycle walking:
 * Black, Rogaway, "Ciphers with arbitrary finite domains", 2002). Its domain is less than 4·size, so that takes
 * fewer than four steps on average.
 */
export function createPermutation(size: bigint, seed: number, purpose: string): (position: bigint) => bigint {
  const rng = createRng(seed, purpose);
  const half = Math.max(1, Math.ceil((size - 1n).toString(2).length / 2));
  return (position) => {
    if (position < 0n || position >= size) throw new RangeError(`Position ${position} is outside 0 … ${size - 1n}.`);
    let value = position;
    do value = encrypt(rng, value, half);
    while (value >= size);
    return value;
  };
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
