import { isCondition, isValue, operandsOf, someNode, type FormulaNode, type ValueType } from './ast';
import { constantValue } from './constant';
import type { CheckContext } from './scope';
import type { SyntaxTree } from './syntax';

/** A number or a column of numbers. */
export function checkValue(tree: SyntaxTree, context: CheckContext): FormulaNode | undefined {
  const node = context.check(tree);
  if (!node || isValue(node.type)) return node;
  return context.refuse('type', `Expected a number or a series, found ${nameOfType(node.type)}`, tree);
}

export function checkCondition(tree: SyntaxTree, context: CheckContext): FormulaNode | undefined {
  const node = context.check(tree);
  if (!node) return undefined;
  const condition = asCondition(node);
  if (condition) return condition;
  const hint = isValue(node.type) ? 'Compare it with something, for example "> 0"' : undefined;
  return context.refuse('type', `Expected a condition, found ${nameOfType(node.type)}`, tree, hint);
}

/** Patterns such as `insideBar()` are indicators that count; as a condition they mean "is not 0". */
export function asCondition(node: FormulaNode): FormulaNode | undefined {
  if (isCondition(node.type)) return node;
  if (!isCount(node)) return undefined;
  const zero = { kind: 'number', type: 'number', value: 0 } as const;
  return { kind: 'compare', type: 'condition', operator: '!=', left: node, right: zero };
}

function isCount(node: FormulaNode): boolean {
  return node.kind === 'history' ? isCount(node.operand) : node.kind === 'indicator' && node.unit === 'count';
}

/** The state of the position is known at this close only; true when it stands where earlier bars are read. */
export function refusesState(node: FormulaNode, span: { start: number; end: number }, context: CheckContext): boolean {
  if (!someNode(node, ({ kind }) => kind === 'state')) return false;
  const hint = 'Compare it at the current bar: close > entry';
  context.refuse('misplaced', 'What the position knows has no history and no column', span, hint);
  return true;
}

export function nameOfType(type: ValueType): string {
  if (type === 'series') return 'a series';
  return type === 'text' ? 'a text' : type === 'number' ? 'a number' : 'a condition';
}

export function refuseBars(name: string, span: { start: number; end: number }, context: CheckContext): undefined {
  return context.refuse('type', `"${name}" changes from bar to bar; only parameters may be used here`, span);
}

/** The value of what reads no parameter and so is known already. */
export function literalNumber(node: FormulaNode): number | undefined {
  if (node.type !== 'number' || readsParameter(node)) return undefined;
  const value = constantValue(node, () => undefined);
  return typeof value === 'number' ? value : undefined;
}

function readsParameter(node: FormulaNode): boolean {
  if (node.kind === 'parameter') return true;
  return operandsOf(node).some(readsParameter);
}
