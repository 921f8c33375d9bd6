import type { FindPlan, Predicate, Scalar } from '#messaging';

/**
 * Predicates as SQL over the columns `id` and `doc` (JSON text).
 *
 * Two things make the answers MongoDB's. SQLite would let 'abc' > 5 and stores true as 1, so each comparison also
 * compares the rank of the type. And an operand is bound as JSON text and read by `json_extract`, as the documents are:
 * the driver binds 1e-20 as the integer 0 and cuts strings at NUL, and two ways to read decimals need not agree in the
 * last bit. An index on (rank, value) then serves equality, ranges and MongoDB's mixed-type sort order alike.
 */
export interface SqlText {
  sql: string;
  parameters: string[];
}

const RANK = { null: 0, number: 1, string: 2, boolean: 5 } as const;

/** MongoDB's order of types: null and missing < numbers < strings < objects < lists < booleans. */
export function rankSql(path: string): string {
  if (path === '_id') return String(RANK.string);
  return (
    `CASE json_type(doc, ${jsonPath(path)}) WHEN 'integer' THEN 1 WHEN 'real' THEN 1 WHEN 'text' THEN 2` +
    ` WHEN 'object' THEN 3 WHEN 'array' THEN 4 WHEN 'true' THEN 5 WHEN 'false' THEN 5 ELSE 0 END`
  );
}

export function valueSql(path: string): string {
  return path === '_id' ? 'id' : `json_extract(doc, ${jsonPath(path)})`;
}

export function whereSql(predicate: Predicate): SqlText {
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return join(predicate.of.map(whereSql), predicate.kind === 'and' ? ' AND ' : ' OR ');
    case 'not': {
      const { sql, parameters } = whereSql(predicate.of);
      return { sql: `NOT ${sql}`, parameters };
    }
    case 'in':
      return inSql(predicate.path, predicate.values);
    case 'compare': {
      const { path, operator, operand } = predicate;
      const rank = typeof operand === 'number' ? RANK.number : RANK.string;
      return {
        sql: `(${rankSql(path)} = ${rank} AND ${valueSql(path)} ${operator} json_extract(?, '$'))`,
        parameters: [JSON.stringify(operand)],
      };
    }
    case 'exists':
      return {
        sql: predicate.path === '_id' ? '1' : `(json_type(doc, ${jsonPath(predicate.path)}) IS NOT NULL)`,
        parameters: [],
      };
  }
}

export function orderSql(sort: FindPlan['sort']): string {
  return sort
    .flatMap(({ path, direction }) => (path === '_id' ? ['id'] : keySql(path)).map((sql) => directed(sql, direction)))
    .join(', ');
}

/** What an index on this field holds. */
export function keySql(path: string): string[] {
  return path === '_id' ? ['id'] : [rankSql(path), valueSql(path)];
}

function inSql(path: string, values: readonly Scalar[]): SqlText {
  const ofType = (type: 'number' | 'string' | 'boolean') => values.filter((value) => typeof value === type);
  const parts = (['number', 'string', 'boolean'] as const)
    .map((type) => ({ rank: RANK[type], values: ofType(type) }))
    .filter((group) => group.values.length > 0)
    .map((group) => membershipSql(path, group.rank, group.values));
  if (values.includes(null)) parts.push({ sql: `${rankSql(path)} = ${RANK.null}`, parameters: [] });
  return parts.length === 0 ? { sql: '0', parameters: [] } : join(parts, ' OR ');
}

/** A list is one parameter, so that its length has no limit and makes no new statement. */
function membershipSql(path: string, rank: number, values: readonly Scalar[]): SqlText {
  const single = values.length === 1;
  const membership = single ? `= json_extract(?, '$')` : 'IN (SELECT value FROM json_each(?))';
  return {
    sql: `(${rankSql(path)} = ${rank} AND ${valueSql(path)} ${membership})`,
    parameters: [JSON.stringify(single ? values[0] : values)],
  };
}

function join(parts: readonly SqlText[], separator: ' AND ' | ' OR '): SqlText {
  if (parts.length === 0) return { sql: '1', parameters: [] };
  return {
    sql: `(${parts.map((part) => part.sql).join(separator)})`,
    parameters: parts.flatMap((part) => part.parameters),
  };
}

function directed(sql: string, direction: 1 | -1): string {
  return direction === 1 ? sql : `${sql} DESC`;
}

/** An SQL string literal; `checkPath` has left no character in it that would need an escape. */
function jsonPath(path: string): string {
  return `'$.${path
    .split('.')
    .map((name) => `"${name}"`)
    .join('.')}'`;
}
