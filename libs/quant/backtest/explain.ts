import { type Candles, sliceCandles } from '#quant/candles';
import type { BoundFormula, BoundNode } from '#quant/formula';
import { INDICATORS } from '#quant/indicators';
import { VECTOR_COLUMN_BYTES } from '#quant/kernels';
import { planSets } from '#quant/space';
import type { EvaluationTask } from './backtest.types';
import { requireStrategy } from './compile-strategy';
import { requireSpace } from './evaluate-batch';
import { isCondition } from './rule-signals';
import type { Tier } from './tier';
import { TrialRunner } from './trial-runner';

/** How a batch is going to be evaluated, before it is. */
export interface BatchExplanation {
  tier: Tier;
  trials: number;
  bars: number;
  /** Distinct columns of numbers that the trials read, and distinct comparisons of them. */
  columns: number;
  comparisons: number;
  /** Trials that cannot be bound: they will be failures. */
  unusable: number;
  /** Columns that stay in memory for later trials; where there are more, some are computed again. */
  columnsKept: number;
  /**
   * What columns, their copies in the vector unit and the tables take at most, in bytes; it does not grow with the number
   * of trials.
   */
  memoryBytes: number;
}

/** Bytes per bar of the market tables: extremes (nine levels of two), return sums, blocks. */
const TABLE_BYTES = 170;

/**
 * Tells the tier, the size of the shared graph and the memory of a batch. Binds every trial, evaluates none.
 * @throws what `evaluateBatch` throws for the whole batch.
 */
export function explainBatch(task: EvaluationTask, candles: Candles): BatchExplanation {
  const cut = sliceCandles(candles, task.bars.from, task.bars.to);
  const bars = cut.close.length;
  const { tier, columnsKept } = new TrialRunner(task.strategy, cut, task.settings);
  const strategy = requireStrategy(task.strategy, INDICATORS);
  const columns = new Set<string>();
  const comparisons = new Set<string>();
  let unusable = 0;
  for (const set of planSets(requireSpace(task.space), task.plan)) {
    try {
      const { rules, stops } = strategy.bind({ ...task.fixed, ...set });
      const formulas: (BoundFormula | null)[] = [...Object.values(rules), ...Object.values(stops)];
      for (const formula of formulas) if (formula) collect(formula.root, columns, comparisons);
    } catch {
      unusable++;
    }
  }
  const columnBytes = 8 * bars * Math.min(columns.size, columnsKept);
  return {
    tier,
    trials: task.plan.count,
    bars,
    columns: columns.size,
    comparisons: comparisons.size,
    unusable,
    columnsKept,
    memoryBytes: columnBytes + Math.min(columnBytes, VECTOR_COLUMN_BYTES) + TABLE_BYTES * bars,
  };
}

function collect(node: BoundNode, columns: Set<string>, comparisons: Set<string>): void {
  if (node.kind === 'number' || node.kind === 'boolean') return;
  const compared = comparedBy(node);
  if (compared.length > 1) comparisons.add(compared.sort().join(' ? '));
  else if (!isCondition(node)) columns.add(node.key);
  for (const part of partsOf(node)) collect(part, columns, comparisons);
}

/** Keys of the two sides that a condition compares; in either order it is one comparison. */
function comparedBy(node: BoundNode): string[] {
  if (node.kind === 'compare') return [node.left.key, node.right.key];
  return node.kind === 'call' && node.function.kind === 'condition' ? node.series.map(({ key }) => key) : [];
}

function partsOf(node: BoundNode): readonly BoundNode[] {
  switch (node.kind) {
    case 'compare':
    case 'logic':
    case 'arithmetic':
      return [node.left, node.right];
    case 'not':
    case 'negate':
    case 'history':
      return [node.operand];
    case 'if':
      return [node.condition, node.then, node.otherwise];
    case 'call':
      return [...node.series, ...node.conditions];
    case 'indicator':
      return node.series;
    default:
      return [];
  }
}
