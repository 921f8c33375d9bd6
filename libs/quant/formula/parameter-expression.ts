import type { ParameterSet } from '../space/space.types';
import { operandsOf, type FormulaNode } from './ast';
import { checkFormula } from './check';
import { constantValue, type ConstantValue } from './constant';
import { directionOf, type Direction, type ValueRanges } from './direction';
import { FormulaError, type FormulaIssue } from './issues';
import type { ParameterKind } from './scope';
import { readSyntax } from './syntax';

/** A formula over parameters only: a constraint (`fast < slow`) or the condition of a parameter (`useFilter`). */
export interface ParameterExpression {
  /** Parameters it reads, in order of appearance. */
  variables: string[];
  /**
   * An absent (inactive) parameter is null: arithmetic with it is NaN, a comparison with it false, as a condition it is false.
   * @throws FormulaError when a value is not of the kind declared.
   */
  evaluate(values: ParameterSet): number | boolean;
  /**
   * How the value depends on one parameter while the others stand, none being absent and every number within its range;
   * null where the form of the expression does not tell.
   */
  directionOf(variable: string, ranges: ValueRanges): Direction | null;
  /**
   * Conditions that are all true exactly where this one is, as small as they come: what `and` joins, and `==` between
   * numbers as `<=` and `>=`. Just this one where it cannot be divided.
   */
  conjuncts(): ParameterExpression[];
}

export type ParameterExpressionResult =
  { ok: true; expression: ParameterExpression } | { ok: false; issues: FormulaIssue[] };

export function compileParameterExpression(
  text: string,
  parameters: Readonly<Record<string, ParameterKind>>,
): ParameterExpressionResult {
  const read = readSyntax(text);
  if ('issue' in read) return { ok: false, issues: [read.issue] };
  const result = checkFormula(read.tree, { parameters, indicators: [] }, { barsAllowed: false });
  return result.ok ? { ok: true, expression: expressionOf(result.root) } : result;
}

function expressionOf(root: FormulaNode): ParameterExpression {
  return {
    variables: [...new Set(variablesOf(root))],
    evaluate: (values) => {
      const value = constantValue(root, (name, type) => parameterValue(values, name, type));
      if (typeof value === 'number' || typeof value === 'boolean') return value;
      return root.type === 'number' ? NaN : false;
    },
    directionOf: (variable, ranges) => directionOf(root, variable, ranges),
    conjuncts: () => conjunctsOf(root).map(expressionOf),
  };
}

function variablesOf(node: FormulaNode): string[] {
  return node.kind === 'parameter' ? [node.name] : operandsOf(node).flatMap(variablesOf);
}

function conjunctsOf(node: FormulaNode): FormulaNode[] {
  if (node.kind === 'logic' && node.operator === 'and') {
    return [...conjunctsOf(node.left), ...conjunctsOf(node.right)];
  }
  if (node.kind === 'compare' && node.operator === '==' && node.left.type === 'number') {
    return [
      { ...node, operator: '<=' },
      { ...node, operator: '>=' },
    ];
  }
  return [node];
}

/** Undefined when the parameter is absent. @throws FormulaError when the value is of another type. */
export function parameterValue(values: ParameterSet, name: string, type: 'number' | 'boolean' | 'text'): ConstantValue {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  const kind: ParameterKind = type === 'text' ? 'string' : type;
  if (value === undefined || typeof value === kind) return value;
  throw new FormulaError('type', `Parameter "${name}" must be a ${kind}, but is ${JSON.stringify(value)}`);
}
