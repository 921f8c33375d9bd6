import { isKnown, isValue, type Formula, type FormulaNode } from './ast';
import { checkCall, checkIndicator } from './check-call';
import {
  asCondition,
  checkCondition,
  checkValue,
  literalNumber,
  nameOfType,
  refuseBars,
  refusesState,
} from './check-operand';
import { functionNamed } from './functions';
import type { FormulaIssue } from './issues';
import { LIMITS } from './limits';
import { CheckContext, type FormulaScope } from './scope';
import type { ComparisonOperator, SyntaxOf, SyntaxTree } from './syntax';
import { arithmeticUnit, withUnit } from './units';
import { BAR_FIELDS, isBarField, isStateName, STATE } from './vocabulary';

export type CheckResult =
  { ok: true; root: FormulaNode; type: Formula['type']; parameters: string[] } | { ok: false; issues: FormulaIssue[] };

interface CheckOptions {
  barsAllowed: boolean;
  expected?: 'series' | 'condition' | undefined;
}

/** The meaning of a formula, or why it has none. */
export function checkFormula(tree: SyntaxTree, scope: FormulaScope, options: CheckOptions): CheckResult {
  const context: CheckContext = new CheckContext(scope, options.barsAllowed, (part) => check(part, context));
  const root = checkRoot(tree, context, options.expected);
  if (root && root.type !== 'text') {
    return { ok: true, root, type: root.type, parameters: [...context.usedParameters] };
  }
  if (root) context.refuse('type', 'Expected a condition or a number, found a text', tree);
  return { ok: false, issues: context.issues };
}

function checkRoot(
  tree: SyntaxTree,
  context: CheckContext,
  expected: CheckOptions['expected'],
): FormulaNode | undefined {
  if (expected === 'condition') return checkCondition(tree, context);
  return expected === 'series' ? checkValue(tree, context) : context.check(tree);
}

/** Gives every part of a formula its meaning and type. Undefined: it has none, and the context holds the issue. */
function check(tree: SyntaxTree, context: CheckContext): FormulaNode | undefined {
  switch (tree.kind) {
    case 'number':
      if (Number.isFinite(tree.value)) return { kind: 'number', type: 'number', value: tree.value };
      return context.refuse('number-too-large', 'This number is too large', tree);
    case 'text':
      return { kind: 'text', type: 'text', value: tree.value };
    case 'name':
      return checkName(tree, context);
    case 'call':
      return checkCall(tree, context);
    case 'member':
      return checkMember(tree, context);
    case 'history':
      return checkHistory(tree, context);
    case 'unary':
      return tree.operator === 'not' ? checkNot(tree, context) : checkNegation(tree, context);
    case 'binary':
      return checkBinary(tree, context);
  }
}

function checkName(tree: SyntaxOf<'name'>, context: CheckContext): FormulaNode | undefined {
  const { name } = tree;
  if (name === 'true' || name === 'false') return { kind: 'boolean', type: 'boolean', value: name === 'true' };
  const kind = context.parameters.get(name);
  if (kind !== undefined) {
    context.usedParameters.add(name);
    return { kind: 'parameter', type: kind === 'string' ? 'text' : kind, name };
  }
  if (isStateName(name) && context.state.includes(name)) {
    return { kind: 'state', type: 'series', name, unit: STATE[name].unit };
  }
  const core = functionNamed(name);
  if (isBarField(name) || core?.kind === 'series') {
    if (!context.barsAllowed) return refuseBars(name, tree, context);
    if (isBarField(name)) return { kind: 'bar', type: 'series', field: name, unit: BAR_FIELDS[name].unit };
    if (core?.kind === 'series' && core.bare) {
      return { kind: 'call', type: 'series', function: core, arguments: [], unit: 'count' };
    }
  }
  if (core !== undefined || name === 'if' || name === 'htf' || context.indicators.has(name)) {
    return context.refuse('syntax', `"${name}" is a function`, tree, `Write ${name}(…)`);
  }
  return context.refuseUnknown(name, tree, 'name');
}

function checkMember(tree: SyntaxOf<'member'>, context: CheckContext): FormulaNode | undefined {
  const { target, name } = tree;
  const call = indicatorCall(target, context);
  if (call) return checkIndicator(call, context, { name, start: tree.nameStart, end: tree.end });
  if (!context.check(target)) return undefined;
  return context.refuse('output', `There is no ".${name}" here: only indicators with several lines have members`, {
    start: tree.nameStart,
    end: tree.end,
  });
}

/** The indicator whose line is named; one without arguments needs no brackets there: `prevSession.high`. */
function indicatorCall(target: SyntaxTree, { indicators, parameters }: CheckContext): SyntaxOf<'call'> | undefined {
  if (target.kind === 'call') return indicators.has(target.name) ? target : undefined;
  if (target.kind !== 'name' || parameters.has(target.name)) return undefined;
  const { name, start, end } = target;
  const bare = indicators.get(name)?.arguments.length === 0;
  return bare ? { kind: 'call', name, nameEnd: end, arguments: [], start, end } : undefined;
}

function checkHistory(tree: SyntaxOf<'history'>, context: CheckContext): FormulaNode | undefined {
  const operand = context.check(tree.target);
  const bars = context.check(tree.bars);
  if (!operand || !bars) return undefined;
  if (isKnown(operand.type)) {
    return context.refuse('type', 'Only what changes from bar to bar has a history', tree.target);
  }
  if (refusesState(operand, tree.target, context)) return undefined;
  if (bars.type !== 'number') {
    const message = `Expected a number of bars known before the run, found ${nameOfType(bars.type)}`;
    return context.refuse('type', message, tree.bars);
  }
  const distance = literalNumber(bars);
  if (distance !== undefined && distance < 0) {
    const hint = `Write [${-distance}] to look back`;
    return context.refuse('look-ahead', 'A negative index would read the future', tree.bars, hint);
  }
  if (distance !== undefined && !(Number.isInteger(distance) && distance <= LIMITS.bars)) {
    return context.refuse('range', `Expected a whole number of bars from 0 to ${LIMITS.bars}`, tree.bars);
  }
  const { type, unit } = operand;
  return { kind: 'history', type, operand, bars, ...withUnit(unit) };
}

function checkNegation(tree: SyntaxOf<'unary'>, context: CheckContext): FormulaNode | undefined {
  const operand = checkValue(tree.operand, context);
  return operand && { kind: 'negate', type: operand.type, operand, ...withUnit(operand.unit) };
}

function checkNot(tree: SyntaxOf<'unary'>, context: CheckContext): FormulaNode | undefined {
  const operand = checkCondition(tree.operand, context);
  return operand && { kind: 'not', type: operand.type, operand };
}

function checkBinary(tree: SyntaxOf<'binary'>, context: CheckContext): FormulaNode | undefined {
  const { operator } = tree;
  switch (operator) {
    case '=':
      return context.refuse('syntax', 'A formula assigns nothing', tree, 'Write == to compare');
    case 'and':
    case 'or': {
      const left = checkCondition(tree.left, context);
      const right = checkCondition(tree.right, context);
      return left && right && { kind: 'logic', type: conditionType(left, right), operator, left, right };
    }
    case '+':
    case '-':
    case '*':
    case '/': {
      const left = checkValue(tree.left, context);
      const right = checkValue(tree.right, context);
      if (!left || !right) return undefined;
      const type = left.type === 'number' && right.type === 'number' ? 'number' : 'series';
      return { kind: 'arithmetic', type, operator, left, right, ...withUnit(arithmeticUnit(operator, left, right)) };
    }
    default:
      return checkComparison({ ...tree, operator }, context);
  }
}

type Comparison = SyntaxOf<'binary'> & { operator: ComparisonOperator };

function checkComparison(tree: Comparison, context: CheckContext): FormulaNode | undefined {
  const { operator } = tree;
  const left = context.check(tree.left);
  const right = context.check(tree.right);
  if (!left || !right) return undefined;
  const type = conditionType(left, right);
  if (isValue(left.type) && isValue(right.type)) return { kind: 'compare', type, operator, left, right };
  if (operator === '==' || operator === '!=') {
    if (left.type === 'text' && right.type === 'text') return { kind: 'compare', type, operator, left, right };
    const conditions = { left: asCondition(left), right: asCondition(right) };
    if (conditions.left && conditions.right) {
      return { kind: 'logic', type, operator, left: conditions.left, right: conditions.right };
    }
  }
  const chained = tree.left.kind === 'binary' && left.kind === 'compare' && isValue(right.type);
  return context.refuse(
    'type',
    `"${operator}" cannot compare ${nameOfType(left.type)} with ${nameOfType(right.type)}`,
    tree,
    chained ? 'Write "a < b and b < c" for a value between two others' : undefined,
  );
}

function conditionType(left: FormulaNode, right: FormulaNode): 'boolean' | 'condition' {
  return isKnown(left.type) && isKnown(right.type) ? 'boolean' : 'condition';
}
