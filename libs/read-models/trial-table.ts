import type { BatchEvaluated, OptimizationEvent } from '#domain/optimization';
import { compileSpace, planColumns, type Space } from '#quant/space';
import { type Ranking, rankTrials, type TrialState } from '#quant/robustness';
import type { OptimizationSpec } from '#spec';

type PlannedBatch = Extract<OptimizationEvent, { type: 'BatchPlanned' }>['data'];

/**
 * All evaluated trials of one optimization as columns; row i is the trial with number `numbers[i]`, ascending.
 * Eight bytes per trial and column, whatever their number: nothing here is an object per trial.
 */
export interface TrialTable {
  spec: OptimizationSpec;
  space: Space;
  rows: number;
  numbers: Int32Array;
  /** One column per parameter, in the order of the space: level index, value (continuous) or NaN (inactive). */
  codes: Float64Array[];
  /** Metric id → column. */
  metrics: ReadonlyMap<string, Float64Array>;
  /** Objective, oriented: higher is better; NaN without a score. The metric's own column where that is so already. */
  scores: Float64Array;
  /** 1 where every result constraint is met and the account was not lost. */
  feasible: Uint8Array;
  /** Trial number → why it could not be evaluated. */
  failures: ReadonlyMap<number, string>;
}

export interface RankedTable {
  table: TrialTable;
  /** Row indices, not trial numbers, in `peak`, `pick` and `region`. */
  ranking: Ranking;
}

/** What a table is made of; one batch of it is in memory at a time. */
export interface TrialRecords {
  /** Trials planned: the table has room for so many. */
  capacity: number;
  /** In the order of the batches. Those without a result (the optimization is running) are left out. */
  results: AsyncIterable<BatchEvaluated>;
  planOf(batch: number): Promise<PlannedBatch | undefined>;
}

/** Puts plans and results together. */
export async function buildTrialTable(
  spec: OptimizationSpec,
  { capacity, results, planOf }: TrialRecords,
): Promise<TrialTable> {
  const compiled = compileSpace(spec.space);
  if (!compiled.ok) throw new Error(`The recorded space no longer compiles: ${compiled.issues[0]?.message ?? ''}`);
  const { space } = compiled;
  const numbers = new Int32Array(capacity);
  const codes = spec.space.parameters.map(() => new Float64Array(capacity));
  const columns = spec.metrics.map(() => new Float64Array(capacity));
  const failures = new Map<number, string>();
  let rows = 0;
  for await (const result of results) {
    const planned = await planOf(result.batch);
    if (planned === undefined) continue;
    planColumns(space, planned.plan).forEach((column, p) => codes[p]?.set(column, rows));
    result.columns.forEach((column, m) => columns[m]?.set(column, rows));
    for (let i = 0; i < result.count; i++) numbers[rows + i] = result.firstTrial + i;
    for (const { index, reason } of result.failures) failures.set(result.firstTrial + index, reason);
    rows += result.count;
  }
  const metrics = new Map(spec.metrics.map((id, m) => [id, (columns[m] ?? new Float64Array()).subarray(0, rows)]));
  return {
    spec,
    space,
    rows,
    numbers: numbers.subarray(0, rows),
    codes: codes.map((column) => column.subarray(0, rows)),
    metrics,
    scores: orientedScores(spec, metrics, rows),
    feasible: criteriaMet(spec, metrics, rows),
    failures,
  };
}

function orientedScores(spec: OptimizationSpec, metrics: TrialTable['metrics'], rows: number): Float64Array {
  const { metric, direction } = spec.objective;
  const column = metrics.get(metric) ?? new Float64Array(rows).fill(Number.NaN);
  return direction === 'maximize' ? column : column.map((value) => -value);
}

/** Tells accounts that lost everything: equity reached zero (`ruin` in docs/reference/execution.md). */
function ruinTest(metrics: TrialTable['metrics']): (row: number) => boolean {
  const returns = metrics.get('total_return_percent');
  return (row) => (returns?.[row] ?? Number.NaN) <= -100;
}

/** A criterion on a metric without a value is not met, and an account that was lost meets none. */
function criteriaMet(spec: OptimizationSpec, metrics: TrialTable['metrics'], rows: number): Uint8Array {
  const met = new Uint8Array(rows).fill(1);
  for (const { metric, min = -Infinity, max = Infinity } of spec.criteria) {
    const column = metrics.get(metric);
    for (let i = 0; i < rows; i++) {
      const value = column?.[i] ?? Number.NaN;
      if (!(value >= min && value <= max)) met[i] = 0;
    }
  }
  const isRuined = ruinTest(metrics);
  for (let i = 0; i < rows; i++) if (isRuined(i)) met[i] = 0;
  return met;
}

/** Ranks rows; `peak` and `pick` of the answer are row indices. */
export function rankTable(table: TrialTable): Ranking {
  const { space, codes, scores, feasible, spec } = table;
  return rankTrials({ space, codes, scores, feasible, direction: spec.objective.direction });
}

/** The state of a row; asked of many rows, take the function `trialStates` gives. */
export function trialState(table: TrialTable, row: number): TrialState {
  return trialStates(table)(row);
}

export function trialStates({ failures, numbers, metrics, scores, feasible }: TrialTable): (row: number) => TrialState {
  const isRuined = ruinTest(metrics);
  return (row) => {
    if (failures.size > 0 && failures.has(numbers[row] ?? -1)) return 'failed';
    if (isRuined(row)) return 'ruined';
    if (Number.isNaN(scores[row])) return 'no-score';
    return feasible[row] === 1 ? 'ok' : 'criteria';
  };
}

/** How many trials there are in each state. */
export function stateCounts(table: TrialTable): Record<TrialState, number> {
  const counts = { ok: 0, criteria: 0, ruined: 0, 'no-score': 0, failed: 0 };
  const stateOf = trialStates(table);
  for (let row = 0; row < table.rows; row++) counts[stateOf(row)]++;
  return counts;
}

/** Row of a trial number, or −1. */
export function rowOf(table: TrialTable, trial: number): number {
  let low = 0;
  let high = table.rows - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const number = table.numbers[middle] ?? -1;
    if (number === trial) return middle;
    if (number < trial) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
