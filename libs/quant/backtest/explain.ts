import { type Candles, sliceCandles } from '#quant/candles';
import { type BoundNode, boundOperandsOf, isConditionNode, readsState } from '#quant/formula';
import { INDICATORS } from '#quant/indicators';
import { planSets } from '#quant/space';
import type { EvaluationTask } from './backtest.types';
import { formulasOf, requireStrategy } from './compile-strategy';
import { requireSpace } from './evaluate-batch';
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
      const bound = strategy.bind({ ...task.fixed, ...set });
      for (const { root } of formulasOf(bound)) collect(root, columns, comparisons);
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
    memoryBytes: 2 * columnBytes + TABLE_BYTES * bars,
  };
}

/** What reads the position is no column. Columns of higher bars are shorter and not counted, what they say is. */
function collect(node: BoundNode, columns: Set<string>, comparisons: Set<string>): void {
  if (node.kind === 'number' || node.kind === 'boolean') return;
  if (!readsState(node)) {
    const compared = comparedBy(node);
    if (compared.length > 1) comparisons.add(compared.sort().join(' ? '));
    else if (!isConditionNode(node)) columns.add(node.key);
  }
  if (node.kind === 'htf') return;
  for (const part of boundOperandsOf(node)) collect(part, columns, comparisons);
}

/** Keys of the two sides that a condition compares; in either order it is one comparison. */
function comparedBy(node: BoundNode): string[] {
  if (node.kind === 'compare') return [node.left.key, node.right.key];
  return node.kind === 'call' && node.function.kind === 'condition' ? node.series.map(({ key }) => key) : [];
}
