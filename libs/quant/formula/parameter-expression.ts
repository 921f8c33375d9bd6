import type { ParameterSet } from '../space/space.types';
import { checkFormula } from './check';
import { constantValue, type ConstantValue } from './constant';
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
  if (!result.ok) return result;
  const { root, parameters: variables } = result;
  const evaluate = (values: ParameterSet): number | boolean => {
    const value = constantValue(root, (name, type) => parameterValue(values, name, type));
    if (typeof value === 'number' || typeof value === 'boolean') return value;
    return root.type === 'number' ? NaN : false;
  };
  return { ok: true, expression: { variables, evaluate } };
}

/** Undefined when the parameter is absent. @throws FormulaError when the value is of another type. */
export function parameterValue(values: ParameterSet, name: string, type: 'number' | 'boolean' | 'text'): ConstantValue {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  const kind: ParameterKind = type === 'text' ? 'string' : type;
  if (value === undefined || typeof value === kind) return value;
  throw new FormulaError('type', `Parameter "${name}" must be a ${kind}, but is ${JSON.stringify(value)}`);
}
