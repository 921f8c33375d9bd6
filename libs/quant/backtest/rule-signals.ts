import { type BoundFormula, type BoundNode, type Evaluator, isConditionNode, readsState } from '#quant/formula';
import type { BacktestSettings, StopColumns, TradeSignals } from './backtest.types';
import { liveRules } from './live-rules';
import type { BoundStrategy } from './compile-strategy';

/** Evaluates the rules of one trial. The columns may be shared with other trials: they are read, never written. */
export function ruleSignals(
  strategy: BoundStrategy,
  evaluator: Evaluator,
  { warmup, sessionEnds }: { warmup: BacktestSettings['warmup']; sessionEnds: Uint8Array | null },
): TradeSignals {
  const { rules, orders, size } = strategy;
  const { maxBars, ...stops } = strategy.stops;
  const column = (rule: BoundFormula | null) =>
    rule && !readsState(rule.root) ? warmedUp(evaluator.condition(rule), evaluator.firstBar(rule)) : null;
  const levels = Object.entries(stops)
    .filter(([, formula]) => !readsState(formula.root))
    .map(([stop, formula]) => [stop, evaluator.series(formula)] as const);
  const prices = Object.values(orders).map(({ price }) => price);
  const live = liveRules(strategy, evaluator, sessionEnds);
  return {
    enterLong: column(rules.enterLong),
    exitLong: column(rules.exitLong),
    enterShort: column(rules.enterShort),
    exitShort: column(rules.exitShort),
    firstBar:
      warmup === 'per-rule'
        ? 0
        : firstBarAfterAll(
            [...Object.values(rules), ...Object.values(stops), ...prices, maxBars ?? null, size],
            evaluator,
          ),
    stops: Object.fromEntries(levels) as StopColumns,
    ...(live && { live }),
  };
}

/** A rule speaks from the first bar on which it can be defined: before, `not (close > sma(close, 200))` means nothing. */
function warmedUp(column: Uint8Array, warmup: number): Uint8Array {
  const early = column.subarray(0, warmup);
  return early.includes(1) ? column.slice().fill(0, 0, warmup) : column;
}

/** One bar after every series that a rule compares, and every stop level, has its first value. */
function firstBarAfterAll(formulas: readonly (BoundFormula | null)[], evaluator: Evaluator): number {
  return (
    1 + formulas.reduce((latest, formula) => Math.max(latest, formula ? seriesWarmup(formula.root, evaluator) : 0), 0)
  );
}

/** Warm-up of the series in a condition, without the bars that looking back at the condition itself adds. */
function seriesWarmup(node: BoundNode, evaluator: Evaluator): number {
  if (!isConditionNode(node)) return evaluator.firstBar({ root: node });
  const of = (part: BoundNode): number => seriesWarmup(part, evaluator);
  switch (node.kind) {
    case 'compare':
    case 'logic':
      return Math.max(of(node.left), of(node.right));
    case 'htf':
      return evaluator.firstBar({ root: node });
    case 'not':
    case 'history':
      return of(node.operand);
    case 'call':
      return [...node.series, ...node.conditions].reduce((latest, part) => Math.max(latest, of(part)), 0);
    default:
      return 0;
  }
}
