import { Rejected } from '#kernel';
import {
  bindFormula,
  type BoundFormula,
  type Formula,
  type FormulaIssue,
  type OrderFormula,
  type ParameterKind,
  parseFormula,
  parseOrder,
  RULE_STATE,
  type StateName,
  STOP_STATE,
} from '#quant/formula';
import type { IndicatorDefinition } from '#quant/indicators';
import type { ParameterSet } from '#quant/space';
import { ORDER_SIDES, type StopRules, type StrategyDefinition, type StrategyParameter } from '#quant/strategies';

export const RULES = ['enterLong', 'exitLong', 'enterShort', 'exitShort'] as const;
export type Rule = (typeof RULES)[number];
const STOPS = [
  'stopLoss',
  'takeProfit',
  'trailingStop',
  'stopLossPercent',
  'takeProfitPercent',
  'trailingStopPercent',
  'maxBars',
] as const satisfies readonly (keyof StopRules)[];

/** A part of the strategy, as it is written there: `enterLong`, `stops.stopLoss`. */
export type RuleName = Rule | `${Rule}Order` | `stops.${keyof StopRules}` | 'size' | 'direction';

export interface StrategyIssue {
  rule: RuleName;
  message: string;
  hint?: string;
  /** Place in the formula, 0-based, end exclusive; absent when the rule as a whole is meant. */
  start?: number;
  end?: number;
}

/** Rules with a value for every parameter they read. */
export interface BoundStrategy {
  rules: Record<Rule, BoundFormula | null>;
  stops: Partial<Record<keyof StopRules, BoundFormula>>;
  orders: Partial<Record<Rule, BoundOrder>>;
  size: BoundFormula | null;
}

/** The order of a rule: its price may read the state of the position and `nextOpen`. */
export interface BoundOrder {
  kind: OrderFormula['kind'];
  price: BoundFormula;
}

/** A strategy whose formulas are read and checked, once for all trials. */
export interface CompiledStrategy {
  readonly definition: StrategyDefinition;
  /** @throws FormulaError when the rules cannot be used with these values. */
  bind(parameters: ParameterSet): BoundStrategy;
}

export type CompileStrategyResult = { ok: true; strategy: CompiledStrategy } | { ok: false; issues: StrategyIssue[] };

/** Reads all rules of a strategy, or tells everything that is wrong with them. */
export function compileStrategy(
  definition: StrategyDefinition,
  indicators: readonly IndicatorDefinition[],
): CompileStrategyResult {
  const scope = { parameters: parameterKinds(definition.parameters), indicators };
  const issues: StrategyIssue[] = [
    ...shapeIssues(definition),
    ...orderIssues(definition),
    ...stopIssues(definition.stops ?? {}),
  ];
  const note = (rule: RuleName, found: readonly FormulaIssue[]): null => {
    issues.push(...found.map(({ message, hint, start, end }) => ({ rule, message, hint, start, end })));
    return null;
  };
  const read = (
    rule: RuleName,
    text: string | undefined,
    { type, state }: { type: 'condition' | 'series'; state: readonly StateName[] },
  ): Formula | null => {
    if (text === undefined) return null;
    const parsed = parseFormula(text, { ...scope, state }, type);
    return parsed.ok ? parsed.formula : note(rule, parsed.issues);
  };
  const readOrder = (rule: Rule, text: string | undefined): OrderFormula | null => {
    if (text === undefined) return null;
    const parsed = parseOrder(text, scope, ORDER_SIDES[rule]);
    return parsed.ok ? parsed.order : note(`${rule}Order`, parsed.issues);
  };
  const texts = ruleTexts(definition);
  const rules = RULES.map((rule) => read(rule, texts[rule], { type: 'condition', state: RULE_STATE }));
  const orders = RULES.map((rule) => readOrder(rule, texts[`${rule}Order`]));
  const stops = STOPS.map((stop) =>
    read(`stops.${stop}`, definition.stops?.[stop], { type: 'series', state: stateOfStop(stop) }),
  );
  const size = read('size', definition.size, { type: 'series', state: [] });
  if (issues.length > 0) return { ok: false, issues };
  const bind = (parameters: ParameterSet) => bindStrategy({ rules, orders, stops, size }, parameters);
  return { ok: true, strategy: { definition, bind } };
}

/** Stop and target are placed at the fill, when nothing but its price is known of the position. */
function stateOfStop(stop: keyof StopRules): readonly StateName[] {
  return stop === 'stopLoss' || stop === 'takeProfit' ? STOP_STATE : [];
}

/** The same for a strategy that was checked before. @throws Rejected `strategy.invalid` with all issues. */
export function requireStrategy(
  definition: StrategyDefinition,
  indicators: readonly IndicatorDefinition[],
): CompiledStrategy {
  const result = compileStrategy(definition, indicators);
  if (result.ok) return result.strategy;
  const problems = result.issues.map(({ rule, message }) => `${rule}: ${message}`).join('; ');
  throw new Rejected({
    code: 'strategy.invalid',
    message: `The strategy ${definition.name} cannot be used. ${problems}`,
    details: { issues: result.issues },
  });
}

interface ParsedStrategy {
  /** In the order of `RULES`, as are the orders. */
  rules: readonly (Formula | null)[];
  orders: readonly (OrderFormula | null)[];
  /** In the order of `STOPS`. */
  stops: readonly (Formula | null)[];
  size: Formula | null;
}

function bindStrategy({ rules, orders, stops, size }: ParsedStrategy, parameters: ParameterSet): BoundStrategy {
  const bind = (formula: Formula | null | undefined) => (formula ? bindFormula(formula, parameters) : null);
  const [enterLong, exitLong, enterShort, exitShort] = rules.map(bind);
  const bound: BoundStrategy = {
    rules: {
      enterLong: enterLong ?? null,
      exitLong: exitLong ?? null,
      enterShort: enterShort ?? null,
      exitShort: exitShort ?? null,
    },
    stops: {},
    orders: {},
    size: bind(size),
  };
  RULES.forEach((rule, i) => {
    const order = orders[i];
    if (order) bound.orders[rule] = { kind: order.kind, price: bindFormula(order.price, parameters) };
  });
  STOPS.forEach((stop, i) => {
    const formula = bind(stops[i]);
    if (formula) bound.stops[stop] = formula;
  });
  return bound;
}

/** The rules that are traded: those of the strategy's direction, a reversing strategy's short side mirrored. */
function ruleTexts(definition: StrategyDefinition): Partial<Record<Rule | `${Rule}Order`, string | undefined>> {
  const { direction, enterLong, exitLong, enterShort, exitShort } = definition;
  const { enterLongOrder, exitLongOrder, enterShortOrder, exitShortOrder } = definition;
  const long = { enterLong, exitLong, enterLongOrder, exitLongOrder };
  const short = { enterShort, exitShort, enterShortOrder, exitShortOrder };
  switch (direction) {
    case 'long':
      return long;
    case 'short':
      return short;
    case 'long-short':
      return { ...long, ...short };
    case 'reverse':
      return {
        ...long,
        enterShort: enterShort ?? exitLong,
        exitShort: exitShort ?? enterLong,
        enterShortOrder: enterShort === undefined ? exitLongOrder : enterShortOrder,
        exitShortOrder: exitShort === undefined ? enterLongOrder : exitShortOrder,
      };
  }
}

function parameterKinds(parameters: Record<string, StrategyParameter>): Record<string, ParameterKind> {
  return Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, kindOf(parameter)]));
}

function kindOf({ default: value }: StrategyParameter): ParameterKind {
  return typeof value === 'string' ? 'string' : typeof value === 'boolean' ? 'boolean' : 'number';
}

function shapeIssues({ direction, ...definition }: StrategyDefinition): StrategyIssue[] {
  const needed = (
    { long: ['enterLong'], short: ['enterShort'], reverse: ['enterLong', 'exitLong'], 'long-short': [] } as const
  )[direction];
  const missing = needed.filter((rule) => definition[rule] === undefined);
  const foreign = foreignRules(direction).filter((rule) => definition[rule] !== undefined);
  const issues: StrategyIssue[] = [
    ...missing.map((rule) => ({ rule, message: `A strategy of direction "${direction}" needs the rule ${rule}.` })),
    ...foreign.map((rule) => ({
      rule,
      message: `A strategy of direction "${direction}" does not use the rule ${rule}.`,
      hint: 'Use the direction "long-short", or leave the rule out.',
    })),
  ];
  if (direction === 'long-short' && definition.enterLong === undefined && definition.enterShort === undefined) {
    issues.push({
      rule: 'direction',
      message: 'The strategy has neither enterLong nor enterShort: it would never trade.',
    });
  }
  return issues;
}

/** An order belongs to a rule. */
function orderIssues(definition: StrategyDefinition): StrategyIssue[] {
  return RULES.filter((rule) => definition[`${rule}Order`] !== undefined && definition[rule] === undefined).map(
    (rule) => ({
      rule: `${rule}Order` as const,
      message: `${rule}Order is the order of the rule ${rule}, which is missing.`,
      hint: `Write ${rule}: true for an order at every close.`,
    }),
  );
}

function foreignRules(direction: StrategyDefinition['direction']): readonly (typeof RULES)[number][] {
  if (direction === 'long') return ['enterShort', 'exitShort'];
  return direction === 'short' ? ['enterLong', 'exitLong'] : [];
}

function stopIssues(stops: StopRules): StrategyIssue[] {
  return (['stopLoss', 'takeProfit', 'trailingStop'] as const)
    .filter((stop) => stops[stop] !== undefined && stops[`${stop}Percent`] !== undefined)
    .map((stop) => ({
      rule: `stops.${stop}` as const,
      message: `${stop} is given as a price and as a percentage.`,
      hint: `Keep either ${stop} or ${stop}Percent.`,
    }));
}
