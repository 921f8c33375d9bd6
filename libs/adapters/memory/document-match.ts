import type { Document, Predicate, Scalar } from '#messaging';

/** Whether the document fulfils the predicate, as MongoDB decides it for scalars. */
export function matches(document: Document, predicate: Predicate): boolean {
  switch (predicate.kind) {
    case 'and':
      return predicate.of.every((part) => matches(document, part));
    case 'or':
      return predicate.of.some((part) => matches(document, part));
    case 'not':
      return !matches(document, predicate.of);
    case 'exists':
      return valueAt(document, predicate.path) !== undefined;
    case 'in': {
      const value = valueAt(document, predicate.path) ?? null;
      return predicate.values.includes(value as Scalar);
    }
    case 'compare': {
      const { operator, operand } = predicate;
      const value = valueAt(document, predicate.path);
      if (typeof value !== typeof operand) return false;
      const order = compareValues(value, operand);
      if (order === 0) return operator === '>=' || operator === '<=';
      return order < 0 === (operator === '<' || operator === '<=');
    }
  }
}

/** Negative, 0 or positive, by the first sort key that differs. */
export function compareBy(sort: readonly { path: string; direction: 1 | -1 }[]): (a: Document, b: Document) => number {
  return (a, b) => {
    for (const { path, direction } of sort) {
      const order = compareValues(valueAt(a, path), valueAt(b, path));
      if (order !== 0) return order * direction;
    }
    return 0;
  };
}

/** The value a dotted path leads to through objects (not through lists), or undefined. */
export function valueAt(document: Document, path: string): unknown {
  let value: unknown = document;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

const RANK = { null: 0, number: 1, string: 2, object: 3, list: 4, boolean: 5 } as const;

/** MongoDB's order: null and missing < numbers < strings < objects < lists < booleans; the same type by value. */
function compareValues(a: unknown, b: unknown): number {
  const byType = rank(a) - rank(b);
  if (byType !== 0) return byType;
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b);
  if (rank(a) === RANK.null) return 0;
  if (typeof a === 'object') return compareCodePoints(JSON.stringify(a), JSON.stringify(b));
  return Number(a) - Number(b);
}

function rank(value: unknown): number {
  if (value === undefined || value === null) return RANK.null;
  if (typeof value === 'number') return RANK.number;
  if (typeof value === 'string') return RANK.string;
  if (typeof value === 'boolean') return RANK.boolean;
  return Array.isArray(value) ? RANK.list : RANK.object;
}

/** As MongoDB and SQLite order UTF-8; JavaScript's `<` compares UTF-16 and puts U+1F600 before U+FF5E. */
function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return codePointAround(a, i) - codePointAround(b, i);
  }
  return a.length - b.length;
}

/** The code point that holds code unit `i`; when the unit is the second half of a pair, the whole pair. */
function codePointAround(text: string, i: number): number {
  const before = i > 0 ? (text.codePointAt(i - 1) ?? 0) : 0;
  return before > 0xffff ? before : (text.codePointAt(i) ?? 0);
}
