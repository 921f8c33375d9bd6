import { parseTime } from '#quant/candles';
import { didYouMean } from '#quant/formula';
import { shown, type IssueList } from './issues';
import type { Field } from './section';

export interface NumberRules {
  min?: number;
  /** `min` itself is not allowed. */
  above?: boolean;
  max?: number;
  integer?: boolean;
  /** Also accepts `5%` as 5. */
  percent?: boolean;
}

/** A number within its rules; undefined after an issue, or when the field is absent. */
export function readNumber(field: Field | undefined, issues: IssueList, rules: NumberRules = {}): number | undefined {
  if (field === undefined) return undefined;
  const value = rules.percent ? withoutPercentSign(field.value) : field.value;
  const expected = describeNumber(rules);
  if (typeof value !== 'number') {
    const hint = typeof value === 'string' && Number.isFinite(Number(value)) ? 'remove the quotes' : undefined;
    issues.error('E2001', field.path, `must be ${expected}, found ${shown(field.value)}`, { expected, hint });
    return undefined;
  }
  const { min = -Infinity, max = Infinity } = rules;
  const inRange = value <= max && (rules.above ? value > min : value >= min);
  if (inRange && (!rules.integer || Number.isSafeInteger(value))) return value;
  issues.error('E2009', field.path, `must be ${expected}, found ${value}`, { expected });
  return undefined;
}

export function readText(field: Field | undefined, issues: IssueList, maxLength: number): string | undefined {
  if (field === undefined) return undefined;
  const { value, path } = field;
  if (typeof value !== 'string' || value.trim() === '') {
    issues.error('E2001', path, `must be a text, found ${shown(value)}`, { expected: 'a text' });
    return undefined;
  }
  if (value.length <= maxLength) return value;
  issues.error('E2007', path, `has ${value.length} characters, at most ${maxLength} are allowed`);
  return undefined;
}

export function readFlag(field: Field | undefined, issues: IssueList): boolean | undefined {
  if (field === undefined || typeof field.value === 'boolean') return field?.value as boolean | undefined;
  issues.error('E2001', field.path, `must be true or false, found ${shown(field.value)}`, {
    expected: 'true or false',
  });
  return undefined;
}

/** One of the words; case, `_`, `-` and spaces do not count. `synonyms` lead to a word. */
export function readChoice<Word extends string>(
  field: Field | undefined,
  issues: IssueList,
  words: readonly Word[],
  synonyms: Readonly<Record<string, Word>> = {},
): Word | undefined {
  if (field === undefined) return undefined;
  const wanted = typeof field.value === 'string' ? kebabCase(field.value) : '';
  const word = words.find((candidate) => candidate === wanted);
  if (word !== undefined) return word;
  if (Object.hasOwn(synonyms, wanted)) return synonyms[wanted];
  const expected = words.map((candidate) => candidate.replaceAll('-', '_')).join(', ');
  const hint = didYouMean(wanted, words)?.replaceAll('-', '_');
  issues.error('E2008', field.path, `must be one of ${expected}, found ${shown(field.value)}`, { expected, hint });
  return undefined;
}

/** Canonical text of a time: `2020-01-31`, or with a time of day `2020-01-31T09:30:00.000Z`. */
export function readTimeText(field: Field | undefined, issues: IssueList): string | undefined {
  if (field === undefined) return undefined;
  const parsed = typeof field.value === 'string' ? parseTime(field.value) : null;
  const expected = 'a UTC time such as 2020-01-31 or 2020-01-31T09:30:00Z';
  if (parsed === null) {
    issues.error('E2601', field.path, `must be ${expected}, found ${shown(field.value)}`, { expected });
    return undefined;
  }
  const iso = new Date(parsed.ms).toISOString();
  return parsed.dateOnly ? iso.slice(0, 10) : iso;
}

const DURATION = /^(\d{1,9}(?:\.\d{1,3})?)\s*(ms|s|m|min|h)$/;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 };

/** `500ms`, `60s`, `5m`, `1h`, or a number of seconds; in milliseconds. */
export function readDuration(field: Field | undefined, issues: IssueList): number | undefined {
  if (field === undefined) return undefined;
  const match = typeof field.value === 'string' ? DURATION.exec(field.value.trim()) : null;
  const seconds = typeof field.value === 'number' ? field.value : Number.NaN;
  const ms = match ? Number(match[1]) * (UNIT_MS[match[2] ?? ''] ?? Number.NaN) : seconds * 1000;
  if (ms >= 1 && ms <= 86_400_000) return Math.round(ms);
  const expected = 'a duration from 1ms to 24h, such as 500ms, 60s or 5m';
  issues.error('E2009', field.path, `must be ${expected}, found ${shown(field.value)}`, { expected });
  return undefined;
}

export function kebabCase(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
}

function withoutPercentSign(value: unknown): unknown {
  const match = typeof value === 'string' ? /^\s*(-?\d{1,9}(?:\.\d{1,9})?)\s*%\s*$/.exec(value) : null;
  return match ? Number(match[1]) : value;
}

function describeNumber({ min, above, max, integer }: NumberRules): string {
  const kind = integer ? 'a whole number' : 'a number';
  if (min === undefined && max === undefined) return kind;
  if (max === undefined) return `${kind} ${above ? '>' : '≥'} ${min}`;
  if (min === undefined) return `${kind} ≤ ${max}`;
  return `${kind} ${above ? 'above' : 'from'} ${min} ${above ? 'and up to' : 'to'} ${max}`;
}
