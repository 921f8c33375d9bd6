import type { Formula } from './ast';
import { checkFormula } from './check';
import type { FormulaIssue } from './issues';
import { type FormulaScope, isReservedName } from './scope';
import { readSyntax } from './syntax';

export type ParseResult = { ok: true; formula: Formula } | { ok: false; issues: FormulaIssue[] };

/**
 * Reads and checks a formula. Never throws on any text: what is wrong is told with its place in the text.
 * With `expected`, a formula of the other type is refused too (a rule is a condition, a price a series).
 */
export function parseFormula(text: string, scope: FormulaScope, expected?: 'series' | 'condition'): ParseResult {
  const reserved = reservedIssues(text, scope);
  if (reserved.length > 0) return { ok: false, issues: reserved };
  const read = readSyntax(text);
  if ('issue' in read) return { ok: false, issues: [read.issue] };
  const result = checkFormula(read.tree, scope, { barsAllowed: true, expected });
  if (!result.ok) return result;
  const { root, type, parameters } = result;
  const { unit } = root;
  return { ok: true, formula: { text, root, type, parameters, ...(unit !== undefined && { unit }) } };
}

/** Parameters whose names mean something else in every formula. */
export function reservedIssues(text: string, { parameters }: FormulaScope): FormulaIssue[] {
  return Object.keys(parameters)
    .filter(isReservedName)
    .map((name) => reservedName(name, text));
}

function reservedName(name: string, text: string): FormulaIssue {
  const message = `The parameter "${name}" has a name that means something else in every formula`;
  return { code: 'reserved-name', message, start: 0, end: text.length, hint: 'Rename the parameter' };
}
