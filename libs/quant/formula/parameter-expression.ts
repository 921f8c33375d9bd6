import type { ParameterSet, ParameterValue } from '#quant/space';
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
  const { root, context } = checkFormula(read.tree, { parameters, indicators: [] }, { barsAllowed: false });
  if (!root) return { ok: false, issues: context.issues };
  if (root.type === 'text') {
    context.refuse('type', 'Expected a condition or a number, found a text', read.tree);
    return { ok: false, issues: context.issues };
  }
  const evaluate = (values: ParameterSet): number | boolean => {
    const value = constantValue(root, (name) => parameterValue(values, name, parameters[name] ?? 'number'));
    return typeof value === 'number' || typeof value === 'boolean' ? value : root.type === 'number' ? NaN : false;
  };
  return { ok: true, expression: { variables: [...context.usedParameters], evaluate } };
}

/** @throws FormulaError when the value is not of this kind. Undefined when the parameter is absent. */
export function parameterValue(values: ParameterSet, name: string, kind: ParameterKind): ConstantValue {
  const value: ParameterValue | undefined = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value !== undefined && typeof value !== kind) {
    throw new FormulaError('type', `Parameter "${name}" must be a ${kind}, but is ${JSON.stringify(value)}`);
  }
  return value;
}
