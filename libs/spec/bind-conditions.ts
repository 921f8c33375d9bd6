import { compileParameterExpression, type FormulaIssue, type ParameterKind } from '#quant/formula';
import type { Parameter, ParameterSet, ParameterValue, SpaceDefinition } from '#quant/space';
import type { StrategyDefinition, StrategyParameter } from '#quant/strategies';
import type { IssueList, Path } from './issues';
import { readText } from './fields';
import type { SearchedParameter } from './read-domain';
import { TEXT_LIST_LIMITS } from './read-text-list';

export interface UnboundSpace {
  strategy: StrategyDefinition;
  searched: ReadonlyMap<string, SearchedParameter>;
  fixed: ParameterSet;
  /** The strategy's own first, then the file's. */
  constraints: readonly { text: string; path: Path }[];
}

export interface BoundSpace {
  definition: SpaceDefinition;
  /** Where each constraint stands in the file. */
  constraintPaths: Path[];
}

type Bound = { kind: 'open'; text: string } | { kind: 'decided'; holds: boolean } | null;

/**
 * Conditions may mention every parameter of the strategy, a space only the searched ones: values of fixed parameters are
 * written into the text, and what then depends on nothing is decided at once.
 */
export function bindConditions(unbound: UnboundSpace, issues: IssueList): BoundSpace | null {
  const before = issues.all.length;
  const bind = binder(unbound, issues);
  const parameters = [...unbound.searched].map(([name, { domain, when }]): Parameter => {
    const text = readText(when, issues, TEXT_LIST_LIMITS.length);
    if (when === undefined || text === undefined) return { name, domain };
    const bound = bind(text, when.path, 'E2107');
    if (bound?.kind === 'open') return { name, domain, when: bound.text };
    if (bound?.kind === 'decided' && !bound.holds) {
      issues.error('E2107', when.path, `never holds with the fixed values, so ${name} is not searched`, {
        hint: `remove ${name}, or search what the condition reads`,
      });
    }
    return { name, domain };
  });
  const constraints = new Map<string, Path>();
  for (const { text, path } of unbound.constraints) {
    const bound = bind(text, path, 'E2301');
    if (bound?.kind === 'open' && !constraints.has(bound.text)) constraints.set(bound.text, path);
    if (bound?.kind !== 'decided' || bound.holds) continue;
    const what = `has no combination left, because this does not hold with the fixed values: ${text}`;
    issues.error('E2301', path, what, { hint: 'change a fixed value, or search one of its parameters' });
  }
  if (issues.all.length > before) return null;
  return {
    definition: { parameters, constraints: [...constraints.keys()] },
    constraintPaths: [...constraints.values()],
  };
}

function binder({ strategy, searched, fixed }: UnboundSpace, issues: IssueList) {
  const kinds = parameterKinds(strategy.parameters);
  return (text: string, path: Path, code: 'E2107' | 'E2301'): Bound => {
    const compiled = compileParameterExpression(text, kinds);
    if (!compiled.ok) {
      for (const issue of compiled.issues) reportFormula(issue, { code, path }, issues);
      return null;
    }
    const { variables, evaluate } = compiled.expression;
    if (!variables.some((name) => searched.has(name))) return { kind: 'decided', holds: evaluate(fixed) === true };
    const bound = variables.filter((name) => !searched.has(name));
    return { kind: 'open', text: writeValues(text, new Map(bound.map((name) => [name, fixed[name] ?? false]))) };
  };
}

/** Adds the finding of a formula, with its place in the text. */
export function reportFormula(
  { message, hint, start, end }: FormulaIssue,
  { code, path }: { code: 'E2107' | 'E2202' | 'E2301'; path: Path },
  issues: IssueList,
): void {
  issues.error(code, path, `cannot be used: ${message}`, { hint, span: { start, end } });
}

/** What formulas need to know about parameters. One whose values mix texts and numbers has no kind and cannot be read. */
export function parameterKinds(parameters: StrategyDefinition['parameters']): Record<string, ParameterKind> {
  const kinds: Record<string, ParameterKind> = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    const kind = kindOf(parameter);
    if (kind !== null) kinds[name] = kind;
  }
  return kinds;
}

function kindOf(parameter: StrategyParameter): ParameterKind | null {
  if (parameter.kind === 'boolean') return 'boolean';
  if (parameter.kind !== 'categorical') return 'number';
  const kinds = new Set(parameter.values.map((value) => typeof value));
  const [kind] = kinds;
  return kinds.size === 1 && (kind === 'number' || kind === 'boolean' || kind === 'string') ? kind : null;
}

/** Replaces names outside quoted texts by their values. */
function writeValues(text: string, values: ReadonlyMap<string, ParameterValue>): string {
  if (values.size === 0) return text;
  return text.replace(/"[^"]*"|'[^']*'|\d[\w.]*|[A-Za-z_]\w*/g, (token) => {
    const value = values.get(token);
    return value === undefined ? token : literal(value);
  });
}

/** A value as formulas write it: texts have no escapes, a negative number is an operation. */
function literal(value: ParameterValue): string {
  if (typeof value === 'string') return value.includes('"') ? `'${value}'` : `"${value}"`;
  return typeof value === 'number' && value < 0 ? `(${value})` : String(value);
}
