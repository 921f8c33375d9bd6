import { isInterval } from '#quant/candles';
import { isKnown, someNode, type FormulaNode } from './ast';
import { nameOfType, refuseBars, refusesState } from './check-operand';
import { SESSION_FUNCTIONS } from './functions';
import type { CheckContext } from './scope';
import type { SyntaxOf, SyntaxTree } from './syntax';
import { withUnit } from './units';
import { INTERVAL_HINT } from './vocabulary';

/** `htf('1w', x)`: x on weekly bars, as of the last one that is complete. */
export function checkHtf(tree: SyntaxOf<'call'>, context: CheckContext): FormulaNode | undefined {
  const [intervalTree, operandTree] = tree.arguments;
  if (!intervalTree || !operandTree || tree.arguments.length > 2) {
    return context.refuse('arity', '"htf" takes an interval and what is evaluated on it', tree, 'Write htf("1w", x)');
  }
  if (!context.barsAllowed) return refuseBars('htf', tree, context);
  const interval = checkInterval(intervalTree, context);
  const operand = context.check(operandTree);
  if (!interval || !operand) return undefined;
  if (refusesState(operand, operandTree, context)) return undefined;
  if (isKnown(operand.type)) {
    return context.refuse('type', 'Only what changes from bar to bar has higher bars', operandTree);
  }
  if (someNode(operand, ({ kind }) => kind === 'htf')) {
    return context.refuse('type', '"htf" is not used within "htf"', operandTree, 'Join both with "and"');
  }
  if (someNode(operand, (part) => part.kind === 'call' && SESSION_FUNCTIONS.some((core) => core === part.function))) {
    return context.refuse('type', 'The calendar speaks of the bars that are traded, not of higher ones', operandTree);
  }
  const { type, unit } = operand;
  return { kind: 'htf', type, interval, operand, ...withUnit(unit) };
}

/** A text that names a bar size; of a parameter it is known when the formula is bound. */
export function checkInterval(tree: SyntaxTree, context: CheckContext): FormulaNode | undefined {
  const node = context.check(tree);
  if (!node) return undefined;
  if (node.type !== 'text') {
    return context.refuse('type', `Expected an interval, found ${nameOfType(node.type)}`, tree, INTERVAL_HINT);
  }
  if (node.kind !== 'text' || isInterval(node.value)) return node;
  return context.refuse('range', `"${node.value}" is no interval`, tree, INTERVAL_HINT);
}
