import type { Condition, Filter, FindOptions, Scalar } from './document-store.port';

/**
 * A filter with its vocabulary checked and its synonyms resolved: what an adapter has to understand.
 * Only scalars are compared. A field that holds an array or an object exists but equals nothing.
 */
export type Predicate =
  | { kind: 'and' | 'or'; of: readonly Predicate[] }
  | { kind: 'not'; of: Predicate }
  /** Equal, in type and value, to one of them; null also stands for a missing field. */
  | { kind: 'in'; path: string; values: readonly Scalar[] }
  /** False for every value of another type than the operand's. */
  | { kind: 'compare'; path: string; operator: Comparison; operand: string | number }
  | { kind: 'exists'; path: string };

export type Comparison = '>' | '>=' | '<' | '<=';

const COMPARISONS: Readonly<Record<string, Comparison>> = { $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' };

/** @throws TypeError for anything outside the vocabulary of `Filter`. */
export function parseFilter(filter: Filter): Predicate {
  if (!isObject(filter)) throw new TypeError(`A filter is an object, not ${describe(filter)}.`);
  return {
    kind: 'and',
    of: Object.entries(filter).flatMap(([key, value]) => {
      if (key !== '$and' && key !== '$or') return parseCondition(checkPath(key), value as Condition);
      return value === undefined ? [] : parseJunction(key, value);
    }),
  };
}

export interface FindPlan {
  /** Never empty, and decisive: it names `_id`. */
  sort: readonly { path: string; direction: 1 | -1 }[];
  limit?: number;
  skip: number;
}

/** @throws TypeError for an unknown direction, a limit below 1 (MongoDB takes 0 for "no limit") or a negative skip. */
export function parseFindOptions({ sort = {}, limit, skip = 0 }: FindOptions): FindPlan {
  if (limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 1))
    throw new TypeError(`limit is a whole number from 1, not ${describe(limit)}.`);
  if (!(Number.isSafeInteger(skip) && skip >= 0))
    throw new TypeError(`skip is a whole number from 0, not ${describe(skip)}.`);
  const keys = Object.entries(sort).map(([path, direction]) => {
    if (direction !== 1 && direction !== -1)
      throw new TypeError(`The sort direction of ${path} is 1 or -1, not ${describe(direction)}.`);
    return { path: checkPath(path), direction };
  });
  const decisive = keys.some(({ path }) => path === '_id');
  return { sort: decisive ? keys : [...keys, { path: '_id', direction: 1 }], limit, skip };
}

const SEGMENT = /^[A-Za-z0-9_@:-]+$/;

/** Returns the dotted path. @throws TypeError when a name in it has other characters or is `__proto__`. */
export function checkPath(path: string): string {
  if (path.split('.').every((segment) => SEGMENT.test(segment) && segment !== '__proto__')) return path;
  throw new TypeError(
    path.startsWith('$')
      ? `${path} is no operator here; there are $and and $or.`
      : `${describe(path)} is no field: names of letters, digits, _ @ : - with dots between them.`,
  );
}

/** Returns the name. @throws TypeError when it has other characters than letters, digits, `_` and `@`. */
export function checkCollectionName(name: string): string {
  if (/^[A-Za-z0-9_@]+$/.test(name)) return name;
  throw new TypeError(`${describe(name)} is no collection name: letters, digits, _ and @.`);
}

function parseJunction(key: '$and' | '$or', value: unknown): Predicate {
  if (!Array.isArray(value) || value.length === 0) throw new TypeError(`${key} takes a list of at least one filter.`);
  return { kind: key === '$and' ? 'and' : 'or', of: value.map((item) => parseFilter(item as Filter)) };
}

function parseCondition(path: string, condition: Condition): Predicate[] {
  if (!isObject(condition)) return [{ kind: 'in', path, values: [checkScalar(path, condition)] }];
  const operators = Object.entries(condition);
  if (operators.length === 0) throw new TypeError(`The condition on ${path} is empty.`);
  return operators.map(([operator, operand]) => parseOperator(path, operator, operand));
}

function parseOperator(path: string, operator: string, operand: unknown): Predicate {
  const where = `${path}.${operator}`;
  switch (operator) {
    case '$eq':
      return { kind: 'in', path, values: [checkScalar(where, operand)] };
    case '$ne':
      return { kind: 'not', of: { kind: 'in', path, values: [checkScalar(where, operand)] } };
    case '$in':
      return { kind: 'in', path, values: checkScalars(where, operand) };
    case '$nin':
      return { kind: 'not', of: { kind: 'in', path, values: checkScalars(where, operand) } };
    case '$exists':
      if (typeof operand !== 'boolean') throw new TypeError(`${where} takes true or false, not ${describe(operand)}.`);
      return operand ? { kind: 'exists', path } : { kind: 'not', of: { kind: 'exists', path } };
  }
  const comparison = Object.hasOwn(COMPARISONS, operator) ? COMPARISONS[operator] : undefined;
  if (comparison === undefined)
    throw new TypeError(`${where}: there are $eq $ne $in $nin $gt $gte $lt $lte and $exists, but no ${operator}.`);
  const value = checkScalar(where, operand);
  if (typeof value !== 'number' && typeof value !== 'string')
    throw new TypeError(`${where} takes a number or a string, not ${describe(value)}.`);
  return { kind: 'compare', path, operator: comparison, operand: value };
}

function checkScalars(where: string, value: unknown): Scalar[] {
  if (!Array.isArray(value)) throw new TypeError(`${where} takes a list, not ${describe(value)}.`);
  return value.map((item) => checkScalar(where, item));
}

function checkScalar(where: string, value: unknown): Scalar {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const hint = value === undefined ? ' Leave the field out, or use null for "null or missing".' : '';
  throw new TypeError(`${where} takes a string, finite number, boolean or null, not ${describe(value)}.${hint}`);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return String(value);
}
