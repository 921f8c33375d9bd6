import type { IssueList, Path } from './issues';

/** Bounds of what is read at all, before anything is understood. */
export const RAW_LIMITS = { depth: 16, nodes: 1_000_000, textLength: 20_000 } as const;

const FORBIDDEN_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/**
 * Refuses what no part of a file may hold: keys that reach into prototypes, numbers that are not finite, values that
 * are not JSON, and excessive size. Returns whether the rest may be read.
 */
export function guardRaw(raw: unknown, issues: IssueList, at: Path = []): boolean {
  const before = issues.all.length;
  let nodes = 0;
  let tooDeep = false;
  const visit = (value: unknown, path: Path): void => {
    nodes += 1;
    if (nodes > RAW_LIMITS.nodes || tooDeep) return;
    tooDeep = path.length > RAW_LIMITS.depth;
    if (tooDeep) return issues.error('E2007', path, `is nested deeper than ${RAW_LIMITS.depth}`);
    if (Array.isArray(value)) return value.forEach((item, i) => visit(item, [...path, i]));
    if (isPlainObject(value)) return Object.keys(value).forEach((key) => visitMember(value, key, path));
    const problem = scalarProblem(value);
    if (problem) issues.error(problem.code, path, problem.what);
  };
  const visitMember = (parent: Record<string, unknown>, key: string, path: Path): void => {
    if (!FORBIDDEN_KEYS.includes(key)) return visit(parent[key], [...path, key]);
    issues.error('E2003', [...path, key], 'is not allowed as a key', { atKey: true, hint: 'choose another name' });
  };
  visit(raw, at);
  if (nodes > RAW_LIMITS.nodes) issues.error('E2007', at, `has more than ${RAW_LIMITS.nodes} values`);
  return issues.all.length === before;
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function scalarProblem(value: unknown): { code: 'E2001' | 'E2007'; what: string } | null {
  if (value === null || value === undefined || typeof value === 'boolean') return null;
  if (typeof value === 'number') {
    return Number.isFinite(value) ? null : { code: 'E2001', what: `must be a finite number, not ${value}` };
  }
  if (typeof value !== 'string') return { code: 'E2001', what: `must be plain data, not a ${typeof value}` };
  if (value.length <= RAW_LIMITS.textLength) return null;
  return { code: 'E2007', what: `has ${value.length} characters, at most ${RAW_LIMITS.textLength} are read` };
}
