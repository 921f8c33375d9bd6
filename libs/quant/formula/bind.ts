import { type Interval, isInterval } from '#quant/candles';
import type { ParameterSet, ParameterValue } from '../space/space.types';
import { isCondition, isKnown, type Formula, type FormulaNode, operandsOf } from './ast';
import type { BoundFormula, BoundNode } from './bound';
import { applyAll, calculate, compare, constantValue, type ConstantValue, type ParameterLookup } from './constant';
import { formatNode, outputSuffix } from './format';
import type { FunctionParameter } from './functions/function.types';
import { FormulaError } from './issues';
import { parameterValue } from './parameter-expression';
import { argumentRange, barsRange, type NumberRange, rangeProblem } from './range';

/**
 * Puts the parameters of one trial into a formula. What they switch off (`useFilter and …`) is left out, unseen.
 * @throws FormulaError when a parameter that is read has no value or one of another kind, an index would look ahead,
 * or an argument is out of its range.
 */
export function bindFormula(formula: Formula, parameters: ParameterSet): BoundFormula {
  return createBinder(formula)(parameters);
}

/** The same for many trials: parts that read one parameter or none are bound once for each of its values. */
export function createBinder({
  root,
  type,
  unit,
}: Pick<Formula, 'root' | 'type' | 'unit'>): (parameters: ParameterSet) => BoundFormula {
  const memo: PartMemo = new Map();
  const result = isCondition(type) ? 'condition' : 'series';
  return (parameters) => {
    const find: ParameterLookup = (name, kind) => {
      const value = parameterValue(parameters, name, kind);
      if (value !== undefined) return value;
      throw new FormulaError('missing-parameter', `The formula reads the parameter "${name}", which has no value`);
    };
    const bound = bind(root, { find, parameters, memo });
    const { key, warmup } = bound;
    return { type: result, ...(unit !== undefined && { unit }), root: bound, key, warmup };
  };
}

/** Parts that read one parameter at most, by its value; null for parts that read several. */
type PartMemo = Map<
  FormulaNode,
  { reads: string | undefined; bound: Map<ParameterValue | undefined, BoundNode> } | null
>;

/** Values of one parameter that are remembered: a continuous one has no end of them. */
const MOST_REMEMBERED = 4096;

interface LookUp {
  find: ParameterLookup;
  parameters: ParameterSet;
  memo: PartMemo;
}

function bind(node: FormulaNode, lookUp: LookUp): BoundNode {
  if (isKnown(node.type)) return constantNode(constantValue(node, lookUp.find));
  const { memo, parameters } = lookUp;
  let part = memo.get(node);
  if (part === undefined) {
    const [reads, ...more] = new Set(parametersOf(node));
    part = more.length > 0 ? null : { reads, bound: new Map() };
    memo.set(node, part);
  }
  if (part === null) return bindPart(node, lookUp);
  const value = part.reads === undefined ? undefined : parameters[part.reads];
  // A map does not tell −0 from 0; a division does.
  if (Object.is(value, -0)) return bindPart(node, lookUp);
  const known = part.bound.get(value);
  if (known) return known;
  const bound = bindPart(node, lookUp);
  if (part.bound.size >= MOST_REMEMBERED) part.bound.clear();
  part.bound.set(value, bound);
  return bound;
}

function parametersOf(node: FormulaNode): string[] {
  return node.kind === 'parameter' ? [node.name] : operandsOf(node).flatMap(parametersOf);
}

function bindPart(node: FormulaNode, lookUp: LookUp): BoundNode {
  switch (node.kind) {
    case 'bar':
      return { kind: 'bar', field: node.field, key: node.field, warmup: 0 };
    case 'state':
      return { kind: 'state', name: node.name, key: node.name, warmup: 0 };
    case 'negate': {
      const operand = bind(node.operand, lookUp);
      if (operand.kind === 'number') return constantNode(-operand.value);
      return { kind: 'negate', operand, key: `(-${operand.key})`, warmup: operand.warmup };
    }
    case 'not':
      return negation(bind(node.operand, lookUp));
    case 'arithmetic':
    case 'compare':
      return pair(node, bind(node.left, lookUp), bind(node.right, lookUp));
    case 'logic':
      return bindLogic(node, lookUp);
    case 'history':
      return bindHistory(node, lookUp);
    case 'if':
      return bindIf(node, lookUp);
    case 'htf':
      return bindHtf(node, lookUp);
    case 'call':
      return bindCall(node, lookUp);
    case 'indicator':
      return bindIndicator(node, lookUp);
    default:
      throw new Error(`A ${node.kind} of type ${node.type} cannot be bound`);
  }
}

type NodeOf<K extends FormulaNode['kind']> = Extract<FormulaNode, { kind: K }>;

function constantNode(value: ConstantValue): BoundNode {
  if (typeof value === 'boolean') return { kind: 'boolean', value, key: String(value), warmup: 0 };
  if (typeof value !== 'number') throw new Error(`Expected a number or a boolean, found ${JSON.stringify(value)}`);
  return { kind: 'number', value, key: Object.is(value, -0) ? '-0' : String(value), warmup: 0 };
}

function negation(operand: BoundNode): BoundNode {
  if (operand.kind === 'boolean') return constantNode(!operand.value);
  return { kind: 'not', operand, key: `(not ${operand.key})`, warmup: operand.warmup };
}

type Pair = NodeOf<'arithmetic'> | NodeOf<'compare'> | NodeOf<'logic'>;

function pair(node: Pair, left: BoundNode, right: BoundNode): BoundNode {
  const key = `(${left.key} ${node.operator} ${right.key})`;
  const shared = { left, right, key, warmup: latest([left, right]) };
  const numbers = left.kind === 'number' && right.kind === 'number' ? { a: left.value, b: right.value } : undefined;
  switch (node.kind) {
    case 'arithmetic':
      if (numbers) return constantNode(calculate(node.operator, numbers.a, numbers.b));
      return { kind: node.kind, operator: node.operator, ...shared };
    case 'compare':
      if (numbers) return constantNode(compare(node.operator, numbers.a, numbers.b));
      return { kind: node.kind, operator: node.operator, ...shared };
    case 'logic':
      return { kind: node.kind, operator: node.operator, ...shared };
  }
}

function bindLogic(node: NodeOf<'logic'>, lookUp: LookUp): BoundNode {
  const { operator } = node;
  const left = bind(node.left, lookUp);
  if (left.kind === 'boolean') {
    if (operator === 'and' && !left.value) return left;
    if (operator === 'or' && left.value) return left;
    return withConstant(operator, left.value, bind(node.right, lookUp));
  }
  const right = bind(node.right, lookUp);
  return right.kind === 'boolean' ? withConstant(operator, right.value, left) : pair(node, left, right);
}

/** A condition joined with what is known before the run is that constant, the condition itself or its opposite. */
function withConstant(operator: NodeOf<'logic'>['operator'], constant: boolean, condition: BoundNode): BoundNode {
  switch (operator) {
    case 'and':
      return constant ? condition : constantNode(false);
    case 'or':
      return constant ? constantNode(true) : condition;
    case '==':
      return constant ? condition : negation(condition);
    case '!=':
      return constant ? negation(condition) : condition;
  }
}

function bindHistory(node: NodeOf<'history'>, lookUp: LookUp): BoundNode {
  const operand = bind(node.operand, lookUp);
  const bars = numberOf(bind(node.bars, lookUp));
  if (bars < 0) {
    throw new FormulaError('look-ahead', `${formatNode(node)} would read the future: its index is ${bars}`);
  }
  requireRange(bars, barsRange({ name: 'index', min: 0 }), node);
  if (bars === 0) return operand;
  return { kind: 'history', operand, bars, key: `${operand.key}[${bars}]`, warmup: operand.warmup + bars };
}

function numberOf(known: BoundNode | undefined): number {
  return known?.kind === 'number' ? known.value : NaN;
}

function requireRange(value: number, range: NumberRange, node: FormulaNode): void {
  const problem = rangeProblem(value, range);
  if (problem !== undefined) throw new FormulaError('range', `${formatNode(node)}: ${problem}`);
}

function bindIf(node: NodeOf<'if'>, lookUp: LookUp): BoundNode {
  const condition = bind(node.condition, lookUp);
  if (condition.kind === 'boolean') return bind(condition.value ? node.then : node.otherwise, lookUp);
  const then = bind(node.then, lookUp);
  const otherwise = bind(node.otherwise, lookUp);
  const parts = [condition, then, otherwise];
  return { kind: 'if', condition, then, otherwise, key: listKey('if', parts), warmup: latest(parts) };
}

function bindHtf(node: NodeOf<'htf'>, lookUp: LookUp): BoundNode {
  const interval = intervalOf(node.interval, lookUp.find);
  const operand = bind(node.operand, lookUp);
  if (operand.kind === 'number' || operand.kind === 'boolean') return operand;
  const key = `htf("${interval}", ${operand.key})`;
  return { kind: 'htf', interval, operand, key, warmup: operand.warmup + 1 };
}

function intervalOf(node: FormulaNode, find: ParameterLookup): Interval {
  const value = constantValue(node, find);
  if (typeof value === 'string' && isInterval(value)) return value;
  throw new FormulaError('range', `${formatNode(node)} is ${JSON.stringify(value)}, which is no interval`);
}

function listKey(name: string, parts: readonly { key: string }[]): string {
  return `${name}(${parts.map(({ key }) => key).join(', ')})`;
}

function latest(parts: readonly BoundNode[]): number {
  return parts.reduce((warmup, part) => Math.max(warmup, part.warmup), 0);
}

function bindCall(node: NodeOf<'call'>, lookUp: LookUp): BoundNode {
  const { function: core } = node;
  const parts = node.arguments.map((argument) => bind(argument, lookUp));
  if (core.kind === 'pointwise' && parts.every((part) => part.kind === 'number')) {
    return constantNode(applyAll(core, parts.map(numberOf)));
  }
  const kindOf = (i: number): FunctionParameter['kind'] => core.parameters[i]?.kind ?? 'series';
  const series = parts.filter((_, i) => kindOf(i) === 'series');
  const conditions = parts.filter((_, i) => kindOf(i) === 'condition');
  const bars = barsArgument(node, parts);
  const warmup = latest(parts) + (core.kind === 'pointwise' ? 0 : core.lookback(bars));
  const key = core.bare ? core.name : listKey(core.name, parts);
  return { kind: 'call', function: core, series, conditions, bars, key, warmup };
}

/** 0 where the function takes no number of bars. */
function barsArgument(node: NodeOf<'call'>, parts: readonly BoundNode[]): number {
  const position = node.function.parameters.findIndex(({ kind }) => kind === 'bars');
  const parameter = node.function.parameters[position];
  if (parameter?.kind !== 'bars') return 0;
  const bars = numberOf(parts[position]);
  requireRange(bars, barsRange(parameter), node);
  return bars;
}

function bindIndicator(node: NodeOf<'indicator'>, lookUp: LookUp): BoundNode {
  const { definition, output } = node;
  const [series, numbers, intervals]: [BoundNode[], number[], Interval[]] = [[], [], []];
  const keys = node.arguments.map((part, i) => {
    const argument = definition.arguments[i];
    if (argument?.kind === 'interval') {
      const interval = intervalOf(part, lookUp.find);
      intervals.push(interval);
      return { key: `"${interval}"` };
    }
    const value = bind(part, lookUp);
    if (argument?.kind === 'series') series.push(value);
    else if (argument) {
      requireRange(numberOf(value), argumentRange(argument), node);
      numbers.push(numberOf(value));
    }
    return value;
  });
  const call = listKey(definition.name, keys);
  const lineKeys = definition.outputs.map((_, line) => call + outputSuffix(definition.outputs, line));
  const firstValid = definition.firstValid(numbers);
  const lookback = typeof firstValid === 'number' ? firstValid : (firstValid[output] ?? 0);
  const key = lineKeys[output] ?? call;
  const warmup = latest(series) + lookback;
  return { kind: 'indicator', definition, series, numbers, intervals, output, lineKeys, key, warmup };
}
