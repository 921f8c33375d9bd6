import type { BoundFormula, BoundNode, Evaluator } from '#quant/formula';
import type { BacktestSettings, StopColumns, TradeSignals } from './backtest.types';
import type { BoundStrategy } from './compile-strategy';

/** Evaluates the rules of one trial. The columns may be shared with other trials: they are read, never written. */
export function ruleSignals(
  { rules, stops }: BoundStrategy,
  evaluator: Evaluator,
  warmup: BacktestSettings['warmup'],
): TradeSignals {
  const column = (rule: BoundFormula | null) => rule && warmedUp(evaluator.condition(rule), evaluator.firstBar(rule));
  const levels = Object.entries(stops).map(([stop, formula]) => [stop, evaluator.series(formula)] as const);
  return {
    enterLong: column(rules.enterLong),
    exitLong: column(rules.exitLong),
    enterShort: column(rules.enterShort),
    exitShort: column(rules.exitShort),
    firstBar:
      warmup === 'per-rule' ? 0 : firstBarAfterAll([...Object.values(rules), ...Object.values(stops)], evaluator),
    stops: Object.fromEntries(levels) as StopColumns,
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
  if (!isCondition(node)) return evaluator.firstBar({ root: node });
  const of = (part: BoundNode): number => seriesWarmup(part, evaluator);
  switch (node.kind) {
    case 'compare':
    case 'logic':
      return Math.max(of(node.left), of(node.right));
    case 'not':
    case 'history':
      return of(node.operand);
    case 'call':
      return [...node.series, ...node.conditions].reduce((latest, part) => Math.max(latest, of(part)), 0);
    default:
      return 0;
  }
}

function isCondition(node: BoundNode): boolean {
  switch (node.kind) {
    case 'boolean':
    case 'compare':
    case 'logic':
    case 'not':
      return true;
    case 'history':
      return isCondition(node.operand);
    case 'call':
      return node.function.kind === 'condition';
    default:
      return false;
  }
}
