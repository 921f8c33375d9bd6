import type { FormulaNode } from './ast';
import type { PointwiseFunction } from './functions/function.types';
import type { ArithmeticOperator, ComparisonOperator } from './syntax';

export type ConstantValue = number | boolean | string | undefined;

export type ParameterLookup = (name: string, type: 'number' | 'boolean' | 'text') => ConstantValue;

/**
 * Value of a node that is known before the run. `lookUp` gives the value of a parameter; undefined is null:
 * arithmetic with it is NaN, every comparison with it false.
 */
export function constantValue(node: FormulaNode, lookUp: ParameterLookup): ConstantValue {
  const valueOf = (operand: FormulaNode): ConstantValue => constantValue(operand, lookUp);
  const numberOf = (operand: FormulaNode): number => toNumber(valueOf(operand));
  switch (node.kind) {
    case 'number':
    case 'boolean':
    case 'text':
      return node.value;
    case 'parameter':
      return lookUp(node.name, node.type);
    case 'negate':
      return -numberOf(node.operand);
    case 'arithmetic':
      return calculate(node.operator, numberOf(node.left), numberOf(node.right));
    case 'compare':
      return compare(node.operator, valueOf(node.left), valueOf(node.right));
    case 'logic':
      return decide(node.operator, valueOf(node.left) === true, () => valueOf(node.right) === true);
    case 'not':
      return valueOf(node.operand) !== true;
    case 'if':
      return valueOf(node.condition) === true ? valueOf(node.then) : valueOf(node.otherwise);
    case 'call':
      if (node.function.kind === 'pointwise') return applyAll(node.function, node.arguments.map(numberOf));
      throw new Error(`${node.function.name}() is not known before the run`);
    case 'bar':
    case 'state':
    case 'htf':
    case 'history':
    case 'indicator':
      throw new Error(`A ${node.kind} is not known before the run`);
  }
}

function toNumber(value: ConstantValue): number {
  return typeof value === 'number' ? value : NaN;
}

/** A pointwise function of numbers. */
export function applyAll(
  { variadic, apply }: Pick<PointwiseFunction, 'variadic' | 'apply'>,
  [first = NaN, ...rest]: number[],
): number {
  return variadic ? rest.reduce((left, right) => apply(left, right), first) : apply(first, NaN);
}

export function calculate(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
  }
}

/** Unlike JavaScript, `!=` with NaN is false, as every comparison with null is. */
export function compare(operator: ComparisonOperator, left: ConstantValue, right: ConstantValue): boolean {
  if (left === undefined || right === undefined || Number.isNaN(left) || Number.isNaN(right)) return false;
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '==':
      return left === right;
    case '!=':
      return left !== right;
  }
}

function decide(operator: 'and' | 'or' | '==' | '!=', left: boolean, right: () => boolean): boolean {
  switch (operator) {
    case 'and':
      return left && right();
    case 'or':
      return left || right();
    case '==':
      return left === right();
    case '!=':
      return left !== right();
  }
}
