import type { Rejection } from '#kernel';

/** Keys of an optimization file as flags of `paramo data`. */
const FLAGS: readonly (readonly [RegExp, string])[] = [
  [/\bon_problem: repair\b/g, '--repair'],
  [/\btime_format: /g, '--time-format '],
  [/\bdecimal: /g, '--decimal '],
  [/\bdelimiter: /g, '--delimiter '],
  [/\binterval: /g, '--interval '],
  [/\bcolumns: \{ (\w+): ("[^"]*"|[^\s}]+) \}/g, '--column $1=$2'],
  [/\{ time: 0, open: 1, high: 2, low: 3, close: 4 \}/g, '--column time=0 --column open=1 --column high=2 …'],
];

function flagsIn(text: string): string {
  return FLAGS.reduce((written, [key, flag]) => written.replace(key, flag), text);
}

/** A refusal of candles whose advice is about the command line. */
export function inFlags(rejection: Rejection): Rejection {
  const problems = rejection.details?.['problems'];
  if (!Array.isArray(problems)) return rejection;
  const advised = problems.map((problem: { hint?: unknown }) =>
    typeof problem.hint === 'string' ? { ...problem, hint: flagsIn(problem.hint) } : problem,
  );
  return { ...rejection, details: { ...rejection.details, problems: advised } };
}
