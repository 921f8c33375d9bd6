import {
  type BarFormula,
  type BoundFormula,
  createBarFormula,
  type Evaluator,
  readsPositionState,
  readsState,
} from '#quant/formula';
import { ORDER_SIDES } from '#quant/strategies';
import type { LiveRules, OrderPrice } from './backtest.types';
import { type BoundOrder, type BoundStrategy, type Rule, RULES } from './compile-strategy';

/**
 * What of a strategy must be decided bar by bar: rules and levels that read the position, orders with a price, partial
 * exits, sizes, time limits, ends of sessions. Undefined when there is no such thing, and columns say all.
 */
export function liveRules(
  { rules, orders, stops, size, reduce, reduceShare }: BoundStrategy,
  evaluator: Evaluator,
  sessionEnds: Uint8Array | null,
): LiveRules | undefined {
  const column = (formula: BoundFormula | null | undefined) => (formula ? evaluator.series(formula) : null);
  const live: LiveRules = {
    rules: {},
    orders: {},
    reduce: {},
    reduceShare: column(reduceShare),
    stops: entryLevels(stops, evaluator),
    maxBars: column(stops.maxBars),
    size: column(size),
    sessionEnds,
  };
  for (const rule of RULES) {
    const formula = rules[rule];
    if (formula && readsState(formula.root)) live.rules[rule] = warmedUp(formula, evaluator);
    const order = orders[rule];
    if (order) live.orders[rule] = orderPrice(rule, order, evaluator);
  }
  for (const side of ['long', 'short'] as const) {
    const formula = reduce[side];
    if (formula) live.reduce[side] = warmedUp(formula, evaluator);
  }
  const parts = [live.rules, live.orders, live.reduce, live.stops].flatMap((part) => Object.keys(part));
  const isEmpty = parts.length === 0 && !live.maxBars && !live.size && !live.sessionEnds;
  return isEmpty ? undefined : live;
}

/** Levels that read the price of the fill; those that do not are columns. */
export function entryLevels(stops: BoundStrategy['stops'], evaluator: Evaluator): LiveRules['stops'] {
  const levels: LiveRules['stops'] = {};
  for (const stop of ['stopLoss', 'takeProfit'] as const) {
    const formula = stops[stop];
    if (formula && readsState(formula.root)) levels[stop] = createBarFormula(formula, evaluator);
  }
  return levels;
}

function orderPrice(rule: Rule, { kind, price }: BoundOrder, evaluator: Evaluator): OrderPrice {
  if (readsPositionState(price.root)) return { kind, price: createBarFormula(price, evaluator), meets: null };
  const prices = evaluator.series(price);
  const meets = evaluator.condition(meeting(price, { kind, side: ORDER_SIDES[rule] }));
  return { kind, price: (bar) => prices[bar] ?? NaN, meets };
}

/** That the next bar reaches the price: from below a stop to buy and a limit to sell, from above the others. */
function meeting(
  price: BoundFormula,
  { kind, side }: { kind: OrderPrice['kind']; side: 'buy' | 'sell' },
): BoundFormula {
  const isRise = (side === 'buy') === (kind === 'stop');
  const [field, operator] = isRise ? (['high', '>='] as const) : (['low', '<='] as const);
  const { root, warmup } = price;
  const key = `(${field}[-1] ${operator} ${price.key})`;
  const extreme = { kind: 'bar', field, key: field, warmup: 0 } as const;
  const left = { kind: 'history', operand: extreme, bars: -1, key: `${field}[-1]`, warmup: 0 } as const;
  return { type: 'condition', root: { kind: 'compare', operator, left, right: root, key, warmup }, key, warmup };
}

/** As a column of a rule, it speaks from the first bar on which it can be defined. */
function warmedUp(rule: BoundFormula, evaluator: Evaluator): BarFormula {
  const value = createBarFormula(rule, evaluator);
  const first = evaluator.firstBar(rule);
  return (bar, state) => (bar < first ? 0 : value(bar, state));
}
