/** Bits of a key that one pass sorts by: the counters stay in the first cache. */
const DIGIT = 11;
const BUCKETS = 2 ** DIGIT;

/**
 * Puts trials in descending order of their scores, in place; equal ones keep their order. No score may be NaN. Radix sort
 * from the least significant digit on (Knuth, TAOCP 3, 5.2.5): each pass is linear and stable.
 */
export function sortBestFirst(trials: Int32Array, scores: Float64Array): Int32Array {
  if (trials.length < 2) return trials;
  const [low, high] = descendingKeys(scores);
  let from = trials;
  let to: Int32Array = new Int32Array(trials.length);
  for (const word of [low, high]) {
    for (let shift = 0; shift < 32; shift += DIGIT) {
      if (sortByDigit(word, shift, from, to)) [from, to] = [to, from];
    }
  }
  if (from !== trials) trials.set(from);
  return trials;
}

/** Sorts `from` into `to` by one digit; false (and nothing written) where all have the same one. */
function sortByDigit(word: Uint32Array, shift: number, from: Int32Array, to: Int32Array): boolean {
  const ends = new Int32Array(BUCKETS + 1);
  for (let i = 0; i < from.length; i++) {
    const digit = ((word[from[i] ?? 0] ?? 0) >>> shift) & (BUCKETS - 1);
    ends[digit + 1] = (ends[digit + 1] ?? 0) + 1;
  }
  if (ends.includes(from.length)) return false;
  for (let digit = 1; digit <= BUCKETS; digit++) ends[digit] = (ends[digit] ?? 0) + (ends[digit - 1] ?? 0);
  for (let i = 0; i < from.length; i++) {
    const trial = from[i] ?? 0;
    const digit = ((word[trial] ?? 0) >>> shift) & (BUCKETS - 1);
    const slot = ends[digit] ?? 0;
    to[slot] = trial;
    ends[digit] = slot + 1;
  }
  return true;
}

/** Two words per score that ascend as the scores descend: the bits of a double in the order of its values, inverted. */
function descendingKeys(scores: Float64Array): [low: Uint32Array, high: Uint32Array] {
  const low = new Uint32Array(scores.length);
  const high = new Uint32Array(scores.length);
  const view = new DataView(new ArrayBuffer(8));
  for (let i = 0; i < scores.length; i++) {
    view.setFloat64(0, (scores[i] ?? 0) + 0); // −0 + 0 is 0: the two are equal.
    const upper = view.getUint32(0);
    const lower = view.getUint32(4);
    const isNegative = upper >>> 31 === 1;
    high[i] = isNegative ? upper : ~upper ^ 0x8000_0000;
    low[i] = isNegative ? lower : ~lower;
  }
  return [low, high];
}
