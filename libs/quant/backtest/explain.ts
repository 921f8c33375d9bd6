import { type Candles, sliceCandles } from '#quant/candles';
import { type BoundNode, boundOperandsOf, isConditionNode, readsState } from '#quant/formula';
import { INDICATORS } from '#quant/indicators';
import { type ParameterSet, planSets } from '#quant/space';
import type { EvaluationTask } from './backtest.types';
import { BatchEvaluator } from './batch-evaluator';
import { formulasOf, requireStrategy } from './compile-strategy';
import { requireSpace } from './evaluate-batch';
import { explainTier } from './explain-tier';
import { type ExplainedRule, explainTrees } from './explain-tree';
import type { Tier } from './tier';

/** How a batch is going to be evaluated, before it is. */
export interface BatchExplanation {
  tier: Tier;
  /** Why this tier, in words. */
  tierReason: string;
  trials: number;
  bars: number;
  /** Distinct columns of numbers that the trials read, and distinct comparisons of them. */
  columns: number;
  comparisons: number;
  /** Distinct nodes that are true or false at each bar: comparisons, crossings, and what combines them. */
  conditions: number;
  /** Nodes of all trials, before what they share is counted once. */
  nodesOfTrials: number;
  /** Trials that cannot be bound: they will be failures. */
  unusable: number;
  /** Columns that stay in memory for later trials; where there are more, some are computed again. */
  columnsKept: number;
  /**
   * What columns, tables and the memory of the engine module take at most, in bytes; it does not grow with the number of
   * trials.
   */
  memoryBytes: number;
  /** The first trial that can be bound; null when none can. */
  example: { parameters: ParameterSet; rules: ExplainedRule[] } | null;
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
  const { kernel, runner } = new BatchEvaluator(task.strategy, cut, task.settings);
  const { tier } = runner;
  const strategy = requireStrategy(task.strategy, INDICATORS);
  const graph = { columns: new Set<string>(), comparisons: new Set<string>(), conditions: new Set<string>() };
  const { columns, comparisons, conditions } = graph;
  let [unusable, nodesOfTrials] = [0, 0];
  let example: BatchExplanation['example'] = null;
  for (const set of planSets(requireSpace(task.space), task.plan)) {
    const parameters = { ...task.fixed, ...set };
    const bound = tryTo(() => strategy.bind(parameters));
    if (bound === null) unusable++;
    else {
      example ??= { parameters, rules: explainTrees(bound) };
      for (const { root } of formulasOf(bound)) nodesOfTrials += collect(root, graph);
    }
  }
  return {
    tier,
    tierReason: explainTier(tier, strategy, task.settings),
    trials: task.plan.count,
    bars,
    columns: columns.size,
    comparisons: comparisons.size,
    conditions: conditions.size,
    nodesOfTrials,
    unusable,
    columnsKept: kernel?.columnsKept ?? runner.columnsKept,
    memoryBytes:
      (8 * Math.min(columns.size, runner.columnsKept) + TABLE_BYTES) * bars + (kernel?.bytesWith(columns.size) ?? 0),
    example,
  };
}

/** What a trial cannot be bound with is told when it is evaluated. */
function tryTo<T>(bind: () => T): T | null {
  try {
    return bind();
  } catch {
    return null;
  }
}

interface Graph {
  columns: Set<string>;
  comparisons: Set<string>;
  conditions: Set<string>;
}

/**
 * Returns how many nodes it met. What reads the position is no column. Columns of higher bars are shorter and not
 * counted, what they say is.
 */
function collect(node: BoundNode, graph: Graph): number {
  const { columns, comparisons, conditions } = graph;
  if (node.kind === 'number' || node.kind === 'boolean') return 0;
  if (!readsState(node)) {
    if (isConditionNode(node)) conditions.add(node.key);
    const compared = comparedBy(node);
    if (compared.length > 1) comparisons.add(compared.sort().join(' ? '));
    else if (!isConditionNode(node)) columns.add(node.key);
  }
  if (node.kind === 'htf') return 1;
  return boundOperandsOf(node).reduce((nodes, part) => nodes + collect(part, graph), 1);
}

/** Keys of the two sides that a condition compares; in either order it is one comparison. */
function comparedBy(node: BoundNode): string[] {
  if (node.kind === 'compare') return [node.left.key, node.right.key];
  return node.kind === 'call' && node.function.kind === 'condition' ? node.series.map(({ key }) => key) : [];
}
