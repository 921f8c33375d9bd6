import type { IndicatorArgument, IndicatorDefinition } from '#quant/indicators';
import { isCondition, isKnown, isValue, type FormulaNode, type Unit } from './ast';
import { checkHtf, checkInterval } from './check-htf';
import { checkCondition, checkValue, literalNumber, nameOfType, refuseBars, refusesState } from './check-operand';
import type { FormulaFunction, FunctionParameter } from './functions/function.types';
import { functionNamed } from './functions';
import type { CheckContext } from './scope';
import { functionSignature, indicatorSignature } from './signature';
import { argumentRange, barsRange, type NumberRange, rangeProblem } from './range';
import type { SyntaxOf, SyntaxTree } from './syntax';
import { commonUnit, withUnit } from './units';

type Call = SyntaxOf<'call'>;

export function checkCall(tree: Call, context: CheckContext): FormulaNode | undefined {
  if (tree.name === 'if') return checkIf(tree, context);
  if (tree.name === 'htf') return checkHtf(tree, context);
  const core = functionNamed(tree.name);
  if (core) return checkFunction(core, tree, context);
  if (context.indicators.has(tree.name)) return checkIndicator(tree, context);
  return context.refuseUnknown(tree.name, nameSpan(tree), 'function');
}

function nameSpan({ start, nameEnd }: Call): { start: number; end: number } {
  return { start, end: nameEnd };
}

function refuseArity(tree: Call, context: CheckContext, signature: string): undefined {
  const given = tree.arguments.length;
  const message = `"${tree.name}" does not take ${given} ${given === 1 ? 'argument' : 'arguments'}`;
  return context.refuse('arity', message, tree, `Write ${signature}`);
}

function checkIf(tree: Call, context: CheckContext): FormulaNode | undefined {
  const [conditionTree, thenTree, otherwiseTree] = tree.arguments;
  if (!conditionTree || !thenTree || !otherwiseTree || tree.arguments.length > 3) {
    return refuseArity(tree, context, 'if(condition, a, b)');
  }
  const condition = checkCondition(conditionTree, context);
  const then = checkValue(thenTree, context);
  const otherwise = checkValue(otherwiseTree, context);
  if (!condition || !then || !otherwise) return undefined;
  const known = [condition, then, otherwise].every(({ type }) => isKnown(type));
  const unit = withUnit(commonUnit([then, otherwise]));
  return { kind: 'if', type: known ? 'number' : 'series', condition, then, otherwise, ...unit };
}

function checkFunction(core: FormulaFunction, tree: Call, context: CheckContext): FormulaNode | undefined {
  const { parameters } = core;
  if (core.bare) {
    return context.refuse('syntax', `"${core.name}" is not a function`, tree, `Write ${core.name} without brackets`);
  }
  if (core.kind !== 'pointwise' && !context.barsAllowed) return refuseBars(core.name, nameSpan(tree), context);
  const given = tree.arguments.length;
  const required = parameters.filter((parameter) => parameter.default === undefined).length;
  const variadic = core.kind === 'pointwise' && core.variadic;
  if (given < required || (given > parameters.length && !variadic)) {
    return refuseArity(tree, context, functionSignature(core));
  }
  const nodes: (FormulaNode | undefined)[] = tree.arguments.map((argument, i) =>
    checkParameter(parameters[i], argument, context),
  );
  for (const parameter of parameters.slice(given)) {
    if (parameter.default !== undefined) nodes.push({ kind: 'number', type: 'number', value: parameter.default });
  }
  if (!nodes.every((node) => node !== undefined)) return undefined;
  if (core.kind !== 'pointwise' && nodes.some((node) => refusesState(node, tree, context))) return undefined;
  return {
    kind: 'call',
    type: resultType(core, nodes),
    function: core,
    arguments: nodes,
    ...functionUnit(core, nodes),
  };
}

function checkParameter(
  parameter: FunctionParameter | undefined,
  tree: SyntaxTree,
  context: CheckContext,
): FormulaNode | undefined {
  if (parameter?.kind === 'condition') return checkCondition(tree, context);
  if (parameter?.kind === 'bars') return checkKnownNumber(tree, context, barsRange(parameter));
  return checkValue(tree, context);
}

function resultType(core: FormulaFunction, nodes: readonly FormulaNode[]): 'series' | 'condition' | 'number' {
  if (core.kind !== 'pointwise') return core.kind;
  return nodes.every(({ type }) => type === 'number') ? 'number' : 'series';
}

function functionUnit({ unit }: FormulaFunction, nodes: readonly FormulaNode[]): { unit?: Unit } {
  if (unit === 'count') return { unit };
  return unit === 'same' ? withUnit(commonUnit(nodes.filter(({ type }) => isValue(type)))) : {};
}

/** A number known before the run; its range is checked now if it reads no parameter, else when it is bound. */
function checkKnownNumber(tree: SyntaxTree, context: CheckContext, range: NumberRange): FormulaNode | undefined {
  const node = context.check(tree);
  if (!node) return undefined;
  if (node.type !== 'number') {
    const message = `"${range.name}" must be a number known before the run, found ${nameOfType(node.type)}`;
    return context.refuse('type', message, tree);
  }
  const value = literalNumber(node);
  const problem = value === undefined ? undefined : rangeProblem(value, range);
  return problem === undefined ? node : context.refuse('range', problem, tree);
}

interface Member {
  name: string;
  start: number;
  end: number;
}

export function checkIndicator(tree: Call, context: CheckContext, member?: Member): FormulaNode | undefined {
  const definition = context.indicators.get(tree.name);
  if (!definition) return context.refuseUnknown(tree.name, nameSpan(tree), 'function');
  if (!context.barsAllowed) return refuseBars(tree.name, nameSpan(tree), context);
  const signature = definition.arguments;
  const required = signature.filter((argument) => argument.default === undefined).length;
  if (tree.arguments.length < required || tree.arguments.length > signature.length) {
    return refuseArity(tree, context, indicatorSignature(definition));
  }
  const nodes = signature.map((argument, i) => checkIndicatorArgument(argument, tree.arguments[i], context));
  const output = checkOutput(definition, tree, context, member);
  if (output === undefined || !nodes.every((node) => node !== undefined)) return undefined;
  const unit = withUnit(indicatorUnit(definition, nodes));
  return { kind: 'indicator', type: 'series', definition, arguments: nodes, output, ...unit };
}

function checkIndicatorArgument(
  argument: IndicatorArgument,
  tree: SyntaxTree | undefined,
  context: CheckContext,
): FormulaNode | undefined {
  if (!tree) return defaultOf(argument);
  if (argument.kind === 'series') return checkSeriesArgument(argument, tree, context);
  if (argument.kind === 'interval') return checkInterval(tree, context);
  return checkKnownNumber(tree, context, argumentRange(argument));
}

function defaultOf({ default: value = NaN }: IndicatorArgument): FormulaNode {
  if (typeof value === 'string') return { kind: 'text', type: 'text', value };
  return { kind: 'number', type: 'number', value };
}

function checkSeriesArgument(
  argument: IndicatorArgument,
  tree: SyntaxTree,
  context: CheckContext,
): FormulaNode | undefined {
  const node = context.check(tree);
  if (node && refusesState(node, tree, context)) return undefined;
  if (!node || isValue(node.type)) return node;
  const hint = isCondition(node.type) ? 'Write if(condition, 1, 0) to count a condition' : undefined;
  return context.refuse('type', `"${argument.name}" must be a series, found ${nameOfType(node.type)}`, tree, hint);
}

function checkOutput(
  { name, outputs }: IndicatorDefinition,
  tree: Call,
  context: CheckContext,
  member: Member | undefined,
): number | undefined {
  const hint = `Write ${outputs.map((output) => `${name}(…).${output}`).join(' or ')}`;
  if (!member) {
    return outputs.length === 1 ? 0 : context.refuse('output', `"${name}" has several lines: choose one`, tree, hint);
  }
  const output = outputs.indexOf(member.name);
  if (output >= 0) return output;
  return context.refuse('output', `"${name}" has no line "${member.name}"`, member, hint);
}

/** An average of a volume is a volume: what takes a series and is declared in prices keeps the unit of the series. */
function indicatorUnit(
  { unit, arguments: signature }: IndicatorDefinition,
  nodes: readonly FormulaNode[],
): Unit | undefined {
  const source = nodes[signature.findIndex(({ kind }) => kind === 'series')];
  return unit === 'price' && source ? source.unit : unit;
}
