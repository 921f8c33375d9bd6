import { closest, distance } from 'fastest-levenshtein';

export type FormulaIssueCode =
  | 'syntax'
  | 'too-long'
  | 'too-deep'
  | 'too-large'
  | 'number-too-large'
  | 'reserved-name'
  | 'unknown-name'
  | 'misplaced'
  | 'arity'
  | 'type'
  | 'range'
  | 'look-ahead'
  | 'output'
  | 'missing-parameter';

/** One reason why a formula is refused; `start` and `end` (exclusive) are 0-based offsets into its text. */
export interface FormulaIssue {
  code: FormulaIssueCode;
  message: string;
  start: number;
  end: number;
  hint?: string;
}

/** A formula that parsed, but cannot be used with these parameter values. The message names the part of the formula. */
export class FormulaError extends Error {
  constructor(
    readonly code: FormulaIssueCode,
    message: string,
  ) {
    super(message);
    this.name = 'FormulaError';
  }
}

/** "Did you mean …?" when a known name is near: case aside, or a typing error or two away. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  const sameLetters = known.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  if (sameLetters !== undefined) return `Did you mean ${sameLetters}?`;
  if (known.length === 0 || name.length > 64) return undefined;
  const nearest = closest(name, known);
  return distance(name, nearest) <= allowedErrors(name.length) ? `Did you mean ${nearest}?` : undefined;
}

/** Two swapped letters count as two errors. */
function allowedErrors(length: number): number {
  if (length < 3) return 0;
  return length === 3 ? 1 : Math.max(2, Math.floor(length / 3));
}
