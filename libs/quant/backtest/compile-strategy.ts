import { Rejected } from '#kernel';
import {
  type BoundFormula,
  createBinder,
  type Formula,
  type FormulaIssue,
  type FormulaNode,
  type OrderFormula,
  type ParameterKind,
  parseFormula,
  parseOrder,
  readsOnlyAge,
  readsPosition,
  RULE_STATE,
  type StateName,
  STOP_STATE,
} from '#quant/formula';
import type { IndicatorDefinition } from '#quant/indicators';
import { STOP_COLUMNS } from '#quant/kernels';
import type { ParameterSet } from '#quant/space';
import { ORDER_SIDES, type StopRules, type StrategyDefinition, type StrategyParameter } from '#quant/strategies';

export const RULES = ['enterLong', 'exitLong', 'enterShort', 'exitShort'] as const;
export type Rule = (typeof RULES)[number];
const STOPS = [...STOP_COLUMNS, 'maxBars'] as const satisfies readonly (keyof StopRules)[];

/** A part of the strategy, as it is written there: `enterLong`, `stops.stopLoss`. */
export type RuleName =
  | Rule | `${Rule}Order` | Reduction | 'reduceShare' | `stops.${keyof StopRules}` | 'size' | 'direction'; // prettier-ignore

/** Partial exits, by the side that is held. */
const REDUCTIONS = { long: 'reduceLong', short: 'reduceShort' } as const;
type Reduction = (typeof REDUCTIONS)[keyof typeof REDUCTIONS];

export interface StrategyIssue {
  rule: RuleName;
  message: string;
  hint?: string;
  /** Place in the formula, 0-based, end exclusive; absent when the rule as a whole is meant. */
  start?: number;
  end?: number;
}

/**
 * What can be decided only while trading, whatever the parameters; see `LiveRules`.
 * - `state`: rules that read the state of the position.
 * - `exit-age`: exit rules that read nothing of it but that it is held for so many bars, see `readsOnlyAge`.
 * - `max-bars`, `size`, `session-ends`: time limits, multiples of the size, nothing held overnight.
 * - `entry-levels`: stops and targets that read the price of the fill.
 * - `order-prices`, `reductions`: orders with a price, partial exits.
 */
export type LiveFeature = (typeof LIVE_FEATURES)[number];
const LIVE_FEATURES = [
  'state', 'exit-age', 'max-bars', 'size', 'session-ends', 'entry-levels', 'order-prices', 'reductions',
] as const; // prettier-ignore

/** Rules with a value for every parameter they read. */
export interface BoundStrategy {
  rules: Record<Rule, BoundFormula | null>;
  stops: Partial<Record<keyof StopRules, BoundFormula>>;
  orders: Partial<Record<Rule, BoundOrder>>;
  reduce: Partial<Record<keyof typeof REDUCTIONS, BoundFormula>>;
  reduceShare: BoundFormula | null;
  size: BoundFormula | null;
}

/** The order of a rule: its price may read the state of the position and `nextOpen`. */
export interface BoundOrder {
  kind: OrderFormula['kind'];
  price: BoundFormula;
}

/** Every formula of a strategy, in no special order. */
export function formulasOf({ rules, stops, orders, reduce, reduceShare, size }: BoundStrategy): BoundFormula[] {
  const prices = Object.values(orders).map(({ price }) => price);
  const others = [...Object.values(stops), ...prices, ...Object.values(reduce), reduceShare, size];
  return [...Object.values(rules), ...others].filter((formula) => formula !== null);
}

/** A strategy whose formulas are read and checked, once for all trials. */
export interface CompiledStrategy {
  readonly definition: StrategyDefinition;
  /** What of it is decided while trading; empty where columns say all. */
  readonly live: readonly LiveFeature[];
  /** Rules and protective rules before parameters are put in. */
  readonly formulas: StrategyFormulas;
  /** @throws FormulaError when the rules cannot be used with these values. */
  bind(parameters: ParameterSet): BoundStrategy;
}

export interface StrategyFormulas {
  rules: Partial<Record<Rule, FormulaNode>>;
  stops: Partial<Record<keyof StopRules, FormulaNode>>;
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
    ...reductionIssues(definition),
    ...stopIssues(definition.stops ?? {}),
  ];
  const binders = new Map<string, Binder>();
  const roots = new Map<RuleName, FormulaNode>();
  const note = (rule: RuleName, found: readonly FormulaIssue[]): null => {
    issues.push(...found.map(({ message, hint, start, end }) => ({ rule, message, hint, start, end })));
    return null;
  };
  const read = (
    rule: RuleName,
    text: string | undefined,
    { type, state }: { type: 'condition' | 'series'; state: readonly StateName[] },
  ): Binder | null => {
    if (text === undefined) return null;
    const parsed = parseFormula(text, { ...scope, state }, type);
    if (!parsed.ok) return note(rule, parsed.issues);
    roots.set(rule, parsed.formula.root);
    return shared(binders, `${type} ${text}`, parsed.formula);
  };
  const readOrder = (rule: Rule, text: string | undefined): OrderBinder | null => {
    if (text === undefined) return null;
    const parsed = parseOrder(text, scope, ORDER_SIDES[rule]);
    if (!parsed.ok) return note(`${rule}Order`, parsed.issues);
    return { kind: parsed.order.kind, price: createFormulaBinder(parsed.order.price) };
  };
  const texts = ruleTexts(definition);
  const rules = RULES.map((rule) => read(rule, texts[rule], { type: 'condition', state: RULE_STATE }));
  const orders = RULES.map((rule) => readOrder(rule, texts[`${rule}Order`]));
  const stops = STOPS.map((stop) =>
    read(`stops.${stop}`, definition.stops?.[stop], { type: 'series', state: stateOfStop(stop) }),
  );
  const reduce = {
    long: read(REDUCTIONS.long, definition.reduceLong, { type: 'condition', state: RULE_STATE }),
    short: read(REDUCTIONS.short, definition.reduceShort, { type: 'condition', state: RULE_STATE }),
  };
  const reduceShare = read('reduceShare', definition.reduceShare, { type: 'series', state: [] });
  const size = read('size', definition.size, { type: 'series', state: [] });
  if (issues.length > 0) return { ok: false, issues };
  const parts = { rules, orders, stops, reduce, reduceShare, size };
  const bind = (parameters: ParameterSet) => bindStrategy(parts, parameters);
  return {
    ok: true,
    strategy: { definition, live: liveFeatures(definition, parts), formulas: formulasFrom(roots), bind },
  };
}

function formulasFrom(roots: ReadonlyMap<RuleName, FormulaNode>): StrategyFormulas {
  const formulas: StrategyFormulas = { rules: {}, stops: {} };
  for (const rule of RULES) {
    const root = roots.get(rule);
    if (root) formulas.rules[rule] = root;
  }
  for (const stop of STOPS) {
    const root = roots.get(`stops.${stop}`);
    if (root) formulas.stops[stop] = root;
  }
  return formulas;
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

/** A formula that parameters can be put into. */
interface Binder {
  bind: (parameters: ParameterSet) => BoundFormula;
  /** What it reads of the position. */
  reads: 'nothing' | 'age' | 'state';
}

interface OrderBinder {
  kind: OrderFormula['kind'];
  price: Binder;
}

interface StrategyBinders {
  /** In the order of `RULES`, as are the orders. */
  rules: readonly (Binder | null)[];
  orders: readonly (OrderBinder | null)[];
  /** In the order of `STOPS`. */
  stops: readonly (Binder | null)[];
  reduce: Record<keyof typeof REDUCTIONS, Binder | null>;
  reduceShare: Binder | null;
  size: Binder | null;
}

/** One binder per text: a reversing strategy has each of its rules twice. */
function shared(binders: Map<string, Binder>, key: string, formula: Formula): Binder {
  const known = binders.get(key) ?? createFormulaBinder(formula);
  binders.set(key, known);
  return known;
}

function createFormulaBinder(formula: Formula): Binder {
  const reads = !readsPosition(formula) ? 'nothing' : readsOnlyAge(formula) ? 'age' : 'state';
  return { bind: createBinder(formula), reads };
}

function liveFeatures(
  { flatAtSessionEnd }: StrategyDefinition,
  { rules, orders, stops, reduce, size }: StrategyBinders,
): LiveFeature[] {
  const [enterLong, exitLong, enterShort, exitShort] = rules;
  const [entries, exits] = [[enterLong, enterShort], [exitLong, exitShort]]; // prettier-ignore
  const has: Record<LiveFeature, boolean> = {
    state: rules.some((rule) => rule?.reads === 'state') || entries.some((rule) => rule?.reads === 'age'),
    'exit-age': exits.some((rule) => rule?.reads === 'age'),
    'max-bars': stops[STOPS.indexOf('maxBars')] !== null,
    size: size !== null,
    'session-ends': flatAtSessionEnd === true,
    'entry-levels': stops.some((stop) => stop && stop.reads !== 'nothing'),
    'order-prices': orders.some((order) => order !== null),
    reductions: reduce.long !== null || reduce.short !== null,
  };
  return LIVE_FEATURES.filter((feature) => has[feature]);
}

function bindStrategy(
  { rules, orders, stops, reduce, reduceShare, size }: StrategyBinders,
  parameters: ParameterSet,
): BoundStrategy {
  const bind = (binder: Binder | null | undefined) => binder?.bind(parameters) ?? null;
  const [enterLong, exitLong, enterShort, exitShort] = rules;
  const long = bind(enterLong);
  const away = bind(exitLong);
  const bound: BoundStrategy = {
    rules: {
      enterLong: long,
      exitLong: away,
      enterShort: enterShort === exitLong ? away : bind(enterShort),
      exitShort: exitShort === enterLong ? long : bind(exitShort),
    },
    stops: {},
    orders: {},
    reduce: {},
    reduceShare: bind(reduceShare),
    size: bind(size),
  };
  for (const side of ['long', 'short'] as const) {
    const formula = bind(reduce[side]);
    if (formula) bound.reduce[side] = formula;
  }
  RULES.forEach((rule, i) => {
    const order = orders[i];
    if (order) bound.orders[rule] = { kind: order.kind, price: order.price.bind(parameters) };
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

function reductionIssues({ reduceLong, reduceShort, reduceShare }: StrategyDefinition): StrategyIssue[] {
  if (reduceShare === undefined || reduceLong !== undefined || reduceShort !== undefined) return [];
  const message = 'reduceShare is the share that reduceLong or reduceShort sells, and both are missing.';
  return [{ rule: 'reduceShare', message, hint: 'Write reduceLong: reductions == 0 and close > entry * 1.05.' }];
}

function foreignRules(direction: StrategyDefinition['direction']): readonly (Rule | Reduction)[] {
  if (direction === 'long') return ['enterShort', 'exitShort', 'reduceShort'];
  return direction === 'short' ? ['enterLong', 'exitLong', 'reduceLong'] : [];
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
