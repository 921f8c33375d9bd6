/** Medians and ratios of interleaved repeats: a machine that slows down slows all contestants. */

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** CPU time of all threads of this process, and what the work gave. */
export function cpuTime(work) {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, microseconds: user + system };
}

/**
 * Runs the contestants in turn, `repeats` times, each time beginning with another one. What one leaves behind slows the next,
 * so each runs for a while in its turn and the first run does not count.
 * @param contestants name → { trials, work }
 * @returns name → { each: median CPU time per trial in µs, result of the last repeat }
 */
export function interleaved(contestants, { repeats, small = false, shortest = small ? 0 : TURN }) {
  const names = Object.keys(contestants);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  const results = {};
  for (let repeat = 0; repeat < repeats; repeat++) {
    const first = repeat % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const { result, microseconds } = turnOf(contestants[name].work, shortest);
      times[name].push(microseconds / contestants[name].trials);
      results[name] = result;
    }
  }
  return Object.fromEntries(names.map((name) => [name, { each: median(times[name]), result: results[name] }]));
}

/** Shortest turn, in µs of CPU time: a run of milliseconds is repeated until the compiler has seen enough of it. */
const TURN = 500_000;

function turnOf(work, shortest) {
  const times = [];
  let spent = 0;
  for (;;) {
    const { result, microseconds } = cpuTime(work);
    times.push(microseconds);
    spent += microseconds;
    if (times.length > 1 && spent >= shortest) return { result, microseconds: median(times.slice(1)) };
  }
}

/** How far two numbers are apart, relative to the first; infinite where only one of them is a number. */
export function relativeGap(expected, found) {
  if (Object.is(expected, found)) return 0;
  const gap = Math.abs(expected - found) / Math.max(1e-9, Math.abs(expected));
  return Number.isNaN(gap) ? Infinity : gap;
}

/** Largest gap between rows of metrics and every `stride`-th trial of columns of metrics. */
export function largestGap(rows, columns, stride = 1) {
  let largest = 0;
  rows.forEach((row, k) =>
    row.forEach((value, i) => {
      largest = Math.max(largest, relativeGap(value, columns[i][k * stride]));
    }),
  );
  return largest;
}

export const megabytes = (bytes) => bytes / 1e6;
export const ownPeakBytes = () => process.resourceUsage().maxRSS * 1024;
