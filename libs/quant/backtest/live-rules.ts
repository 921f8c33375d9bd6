import { type BarFormula, type BoundFormula, createBarFormula, type Evaluator, readsState } from '#quant/formula';
import type { LiveRules } from './backtest.types';
import { type BoundStrategy, RULES } from './compile-strategy';

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
    stops: {},
    maxBars: column(stops.maxBars),
    size: column(size),
    sessionEnds,
  };
  for (const rule of RULES) {
    const formula = rules[rule];
    if (formula && readsState(formula.root)) live.rules[rule] = warmedUp(formula, evaluator);
    const order = orders[rule];
    if (order) live.orders[rule] = { kind: order.kind, price: createBarFormula(order.price, evaluator) };
  }
  for (const stop of ['stopLoss', 'takeProfit'] as const) {
    const formula = stops[stop];
    if (formula && readsState(formula.root)) live.stops[stop] = createBarFormula(formula, evaluator);
  }
  for (const side of ['long', 'short'] as const) {
    const formula = reduce[side];
    if (formula) live.reduce[side] = warmedUp(formula, evaluator);
  }
  const parts = [live.rules, live.orders, live.reduce, live.stops].flatMap((part) => Object.keys(part));
  const isEmpty = parts.length === 0 && !live.maxBars && !live.size && !live.sessionEnds;
  return isEmpty ? undefined : live;
}

/** As a column of a rule, it speaks from the first bar on which it can be defined. */
function warmedUp(rule: BoundFormula, evaluator: Evaluator): BarFormula {
  const value = createBarFormula(rule, evaluator);
  const first = evaluator.firstBar(rule);
  return (bar, state) => (bar < first ? 0 : value(bar, state));
}
