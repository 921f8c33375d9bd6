import type { TrialState } from './trial-state';

export type Aggregate = 'best' | 'mean' | 'worst' | 'count';

export interface CellsInput {
  /** The metric as reported; NaN = no value. */
  metric: Float64Array;
  direction: 'maximize' | 'minimize';
  stateOf(trial: number): TrialState;
  aggregate: Aggregate;
}

/** What became of the trials of each cell. */
export interface Cells {
  /** Trials that have a value. */
  counted(cell: number): number;
  valueOf(cell: number): number | null;
  plateauOf(cell: number): number | null;
  /** Null: no trial. */
  stateOf(cell: number): TrialState | null;
}

/** The best one of a cell's trials is what the cell stands for. */
const BEST_FIRST: readonly TrialState[] = ['ok', 'criteria', 'ruined', 'no-score', 'failed'];

/** `cells` has the cell of each trial (−1: none), of `size` in all. The aggregate is over the trials in the cell's state. */
export function aggregateCells(input: CellsInput, cells: Int32Array, size: number, plateaus: Float64Array): Cells {
  const { metric, aggregate } = input;
  const sign = input.direction === 'maximize' ? 1 : -1;
  const states = new Uint8Array(size).fill(BEST_FIRST.length);
  const counted = new Int32Array(size);
  const used = new Int32Array(size);
  const sums = new Float64Array(size);
  const best = new Float64Array(size).fill(-Infinity);
  const worst = new Float64Array(size).fill(Infinity);
  const plateau = new Float64Array(size).fill(NaN);
  const stateAt = (trial: number) => BEST_FIRST.indexOf(shownState(input, trial));
  cells.forEach((cell, trial) => {
    if (cell !== -1) states[cell] = Math.min(states[cell] ?? 0, stateAt(trial));
  });
  cells.forEach((cell, trial) => {
    if (cell === -1 || Number.isNaN(metric[trial])) return;
    counted[cell] = (counted[cell] ?? 0) + 1;
    const score = plateaus[trial] ?? NaN;
    if (!(score <= (plateau[cell] ?? NaN)) && !Number.isNaN(score)) plateau[cell] = score;
    if (stateAt(trial) !== states[cell]) return;
    const value = sign * (metric[trial] ?? NaN);
    used[cell] = (used[cell] ?? 0) + 1;
    sums[cell] = (sums[cell] ?? 0) + value;
    best[cell] = Math.max(best[cell] ?? value, value);
    worst[cell] = Math.min(worst[cell] ?? value, value);
  });
  const oriented = (cell: number): number => {
    if (aggregate === 'mean') return (sums[cell] ?? NaN) / (used[cell] ?? 0);
    return (aggregate === 'best' ? best[cell] : worst[cell]) ?? NaN;
  };
  return {
    counted: (cell) => counted[cell] ?? 0,
    valueOf: (cell) => {
      const trials = used[cell] ?? 0;
      if (trials === 0) return null;
      return aggregate === 'count' ? trials : sign * oriented(cell);
    },
    plateauOf: (cell) => (Number.isNaN(plateau[cell]) ? null : (plateau[cell] ?? null)),
    stateOf: (cell) => BEST_FIRST[states[cell] ?? BEST_FIRST.length] ?? null,
  };
}

/** The state of a trial as far as the metric shown is concerned, which need not be the objective. */
function shownState({ metric, stateOf }: CellsInput, trial: number): TrialState {
  const state = stateOf(trial);
  if (Number.isNaN(metric[trial])) return state === 'failed' ? 'failed' : 'no-score';
  return state === 'no-score' ? 'ok' : state;
}
