import type { Domain, ParameterValue } from '#quant/space';
import type { StrategyParameter } from '#quant/strategies';
import { readChoice, readNumber, readText } from './fields';
import { shown, type IssueList, type Path } from './issues';
import { isPlainObject } from './raw-guard';
import { Section, type Field } from './section';
import { KEYS } from './spellings';

export const DOMAIN_LIMITS = { listValues: 100_000, textLength: 1000 } as const;

/** A parameter as the file gives it: searched within a domain, or fixed at a value. */
export type ReadParameter =
  | { kind: 'fixed'; value: ParameterValue; path: Path }
  | {
      kind: 'searched';
      domain: Domain;
      when: Field | undefined;
      path: Path;
      /** Where a part of the domain stands (`min` may be spelled `start`). */
      parts: Readonly<Record<string, Path>>;
    };

export type SearchedParameter = Extract<ReadParameter, { kind: 'searched' }>;

const TYPES = ['integer', 'float', 'discrete', 'continuous', 'boolean', 'categorical', 'log', 'list'] as const;
type TypeWord = (typeof TYPES)[number];
const TYPE_SYNONYMS: Readonly<Record<string, TypeWord>> = {
  int: 'integer',
  double: 'float',
  real: 'float',
  number: 'float',
  range: 'discrete',
  bool: 'boolean',
  choice: 'categorical',
  category: 'categorical',
};

/**
 * One entry of `parameters` in any of its spellings: a mapping, a list, a range in words, or a single value. `declared`
 * is the strategy's own parameter; it decides between whole and other numbers where the file does not say.
 */
export function readParameter(
  field: Field,
  declared: StrategyParameter | undefined,
  issues: IssueList,
): ReadParameter | null {
  const { value, path } = field;
  if (Array.isArray(value)) return searched(field, readValues(field, undefined, declared, issues), { values: path });
  if (isPlainObject(value)) return readMapping(field, declared, issues);
  if (typeof value === 'string' && declared?.kind !== 'categorical') return readRangeText(field, declared, issues);
  if (isParameterValue(value)) return { kind: 'fixed', value, path };
  issues.error('E2101', path, `is ${shown(value)}, which is neither a value nor a range`, { expected: RANGES });
  return null;
}

const RANGES = '{ min, max, step }, a list [10, 20, 30], "14..16 step 1", or a single value';

function readMapping(field: Field, declared: StrategyParameter | undefined, issues: IssueList): ReadParameter | null {
  const section = Section.at(field, issues, RANGES);
  if (!section) return null;
  const before = issues.all.length;
  const parts = {
    min: section.take(KEYS.min),
    max: section.take(KEYS.max),
    step: section.take(KEYS.step),
    points: section.take(KEYS.points),
    values: section.take(KEYS.values),
  };
  const fixed = section.take(KEYS.value);
  const type = readChoice(section.take(KEYS.type), issues, TYPES, TYPE_SYNONYMS);
  const scale = readChoice(section.take(KEYS.scale), issues, ['linear', 'log']) ?? (type === 'log' ? 'log' : 'linear');
  const when = section.take(KEYS.when);
  section.take(KEYS.description);
  section.finish();
  if (issues.all.length > before) return null;
  if (fixed) return readFixed(fixed, issues);
  const domain = readDomain({ field, parts, type, scale, declared }, issues);
  const paths = Object.entries(parts).flatMap(([part, at]) => (at ? [[part, at.path] as const] : []));
  return domain && { kind: 'searched', domain, when, path: field.path, parts: Object.fromEntries(paths) };
}

interface MappingParts {
  field: Field;
  parts: Record<'min' | 'max' | 'step' | 'points' | 'values', Field | undefined>;
  type: TypeWord | undefined;
  scale: 'linear' | 'log';
  declared: StrategyParameter | undefined;
}

function readDomain(mapping: MappingParts, issues: IssueList): Domain | null {
  const { field, parts, type, declared } = mapping;
  if (parts.values) return readValues(parts.values, type, declared, issues);
  const isBare = type === undefined && parts.min === undefined && parts.max === undefined;
  if (type === 'boolean' || (isBare && declared?.kind === 'boolean')) return { kind: 'boolean' };
  if (type === 'categorical' || type === 'list') {
    issues.error('E2004', field.path, 'needs values', { expected: 'values: [a, b, c]' });
    return null;
  }
  const min = readNumber(parts.min, issues);
  const max = readNumber(parts.max, issues);
  if (min === undefined || max === undefined) {
    const missing = [parts.min ? [] : ['min'], parts.max ? [] : ['max']].flat();
    if (missing.length > 0) {
      issues.error('E2004', field.path, `needs ${missing.join(' and ')}`, { expected: RANGES });
    }
    return null;
  }
  return readRange({ ...mapping, min, max }, issues);
}

/** Numbers from min to max: stepped, spaced in the logarithm, or continuous. */
function readRange(range: MappingParts & { min: number; max: number }, issues: IssueList): Domain | null {
  const { parts, type, scale, declared, min, max } = range;
  const step = readNumber(parts.step, issues);
  const points = readNumber(parts.points, issues, { integer: true });
  if ((parts.step && step === undefined) || (parts.points && points === undefined)) return null;
  if (step !== undefined && step <= 0) return refuseStep(parts.step, step, issues);
  const asked = type === 'integer' || (type !== 'float' && declared?.kind === 'integer');
  if (points !== undefined || scale === 'log') return readLogRange(range, { step, points, whole: asked }, issues);
  const whole = asked || isWholeByItself(range, step ?? 1);
  if (step === undefined && !whole && type !== 'discrete') return { kind: 'continuous', min, max, scale };
  return { kind: whole ? 'integer' : 'float', min, max, step: step ?? 1 };
}

/** Nothing says which numbers are meant: whole bounds and a whole step, or none, make whole numbers. */
function isWholeByItself({ type, declared, min, max }: MappingParts & { min: number; max: number }, step: number) {
  const isOpen = type === undefined || type === 'discrete';
  return isOpen && declared === undefined && [min, max, step].every(Number.isInteger);
}

function readLogRange(
  { parts, scale, min, max, field }: MappingParts & { min: number; max: number },
  { step, points, whole }: { step: number | undefined; points: number | undefined; whole: boolean },
  issues: IssueList,
): Domain | null {
  if (step !== undefined) {
    issues.error('E2101', parts.step?.path ?? field.path, 'does not go with a logarithmic scale', {
      hint: 'use points',
    });
    return null;
  }
  if (whole) {
    const hint = 'list the values, e.g. [10, 20, 50, 100]';
    issues.error('E2105', field.path, 'is a whole number, which has no logarithmic scale', { hint });
    return null;
  }
  if (points === undefined) return { kind: 'continuous', min, max, scale: 'log' };
  if (scale === 'log') return { kind: 'log', min, max, points };
  issues.error('E2101', parts.points?.path ?? field.path, 'needs scale: log', { hint: 'use step for even distances' });
  return null;
}

function refuseStep(field: Field | undefined, step: number, issues: IssueList): null {
  const hint = step < 0 ? `Did you mean ${-step}?` : 'leave the key out, or give the distance between two values';
  issues.error('E2104', field?.path ?? [], 'must be > 0', { hint, expected: 'a number > 0' });
  return null;
}

/** A list: numbers keep their order as neighbours; anything else is categorical. */
function readValues(
  field: Field,
  type: TypeWord | undefined,
  declared: StrategyParameter | undefined,
  issues: IssueList,
): Domain | null {
  const { value: values, path } = field;
  if (!Array.isArray(values)) {
    issues.error('E2101', path, `must be a list, found ${shown(values)}`, { expected: '[10, 20, 30]' });
    return null;
  }
  if (values.length > DOMAIN_LIMITS.listValues) {
    issues.error('E2007', path, `has ${values.length} values, at most ${DOMAIN_LIMITS.listValues} are allowed`);
    return null;
  }
  const odd = values.findIndex((value) => !isParameterValue(value));
  if (odd >= 0) {
    issues.error('E2101', [...path, odd], `is ${shown(values[odd])}, expected a number, a text, true or false`);
    return null;
  }
  const categorical = type === 'categorical' || declared?.kind === 'categorical';
  if (!categorical && values.every((value) => typeof value === 'number')) return { kind: 'list', values };
  const isBoolean = values.length === 2 && values.includes(true) && values.includes(false);
  return isBoolean && !categorical ? { kind: 'boolean' } : { kind: 'categorical', values };
}

const NUMBER = '([+-]?(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:e[+-]?\\d+)?)';
const RANGE = new RegExp(`^\\s*${NUMBER}\\s*(?:\\.\\.|:)\\s*${NUMBER}\\s*(?:(?:step|by|/|:)\\s*${NUMBER}\\s*)?$`, 'i');

/** `14..16 step 1`, `14..16/1`, `0.1:0.3:0.1` (min:max:step), `14..16`. */
function readRangeText(field: Field, declared: StrategyParameter | undefined, issues: IssueList): ReadParameter | null {
  const text = readText(field, issues, DOMAIN_LIMITS.textLength);
  const match = text === undefined ? null : RANGE.exec(text);
  if (match) {
    const [min, max, step] = match.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
    const part = (value: number | undefined) => (value === undefined ? undefined : { value, path: field.path });
    const parts = { min: part(min), max: part(max), step: part(step), points: undefined, values: undefined };
    return searched(field, readDomain({ field, parts, type: undefined, scale: 'linear', declared }, issues));
  }
  if (text === undefined) return null;
  if (declared === undefined || declared.kind === 'integer' || declared.kind === 'float') {
    issues.error('E2101', field.path, `is ${shown(text)}, which is no range`, { expected: RANGES });
    return null;
  }
  return { kind: 'fixed', value: text, path: field.path };
}

function readFixed({ value, path }: Field, issues: IssueList): ReadParameter | null {
  if (isParameterValue(value)) return { kind: 'fixed', value, path };
  issues.error('E2001', path, `must be a single value, found ${shown(value)}`);
  return null;
}

function searched(
  { path }: Field,
  domain: Domain | null,
  parts: Readonly<Record<string, Path>> = {},
): ReadParameter | null {
  return domain && { kind: 'searched', domain, when: undefined, path, parts };
}

export function isParameterValue(value: unknown): value is ParameterValue {
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
}
