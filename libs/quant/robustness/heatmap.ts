import { feasibleOrder, type Factor, type ParameterSet, type ParameterValue, type Space } from '#quant/space';
import { type Axis, axisOf } from './axis';
import type { Ranking } from './rank-trials';
import { codeAt, trialTable, type TrialTable } from './trial-table';

export type Aggregate = 'best' | 'mean' | 'worst' | 'count';

/**
 * `ok`: a trial that counts; `criteria`: trials, but all miss a result constraint; `failed`: all trials failed;
 * `infeasible`: the constraints leave no point; `not-run`: there are points, none was tried.
 */
export type CellState = 'ok' | 'criteria' | 'failed' | 'infeasible' | 'not-run';

export interface HeatmapInput {
  space: Space;
  codes: readonly Float64Array[];
  /** The metric as reported; NaN = failed. */
  metric: Float64Array;
  direction: 'maximize' | 'minimize';
  /** 1 = meets the result constraints. */
  feasible: Uint8Array;
  ranking: Ranking;
  x: string;
  /** Null: a line over x. */
  y: string | null;
  aggregate: Aggregate;
  /** Only trials with these values (in the same bin, where binned). */
  fixed: ParameterSet;
}

export interface Mark {
  trial: number;
  x: number;
  y: number;
}

/** Matrices are rows of y, each with one entry per x; a line has one row. */
export interface Heatmap {
  x: { name: string; values: ParameterValue[] };
  /** Null for a line. */
  y: { name: string; values: ParameterValue[] } | null;
  /** The aggregate of the metric: over the trials that count, or where none does over those that miss a constraint. */
  z: (number | null)[][];
  /** Trials of the cell that did not fail. */
  count: number[][];
  /** The highest plateau score in the cell, oriented so that higher is better. */
  plateau: (number | null)[][];
  state: CellState[][];
  /** Null when the trial is not on this map (another fixed value, x or y inactive). */
  peak: Mark | null;
  pick: Mark | null;
  /** Cells of the pick's plateau region. */
  region: { x: number; y: number }[];
  /** What was fixed, aggregated and binned: `best over exit (11 values)`. */
  note: string;
}

/** @throws RangeError when a parameter or a fixed value does not exist, or x and y are the same. */
export function heatmap(input: HeatmapInput): Heatmap {
  const { space, ranking } = input;
  if (input.x === input.y) throw new RangeError(`x and y are both "${input.x}". Choose two parameters.`);
  const table = trialTable(space, input.codes, input.metric.length);
  const x = axisOf(space, input.x);
  const y = input.y === null ? null : axisOf(space, input.y);
  const fixed = Object.entries(input.fixed).map(([name, value]) => fixedAxis(space, name, value));
  const rows = y?.values.length ?? 1;
  const columns = x.values.length;

  /** The trial's cell, row by row; −1 when it is not on this map. */
  const cellOf = (trial: number): number => {
    const isOnMap = fixed.every(({ axis, bin }) => axis.binOf(codeAt(table, axis.position, trial)) === bin);
    const column = x.binOf(codeAt(table, x.position, trial));
    const row = y === null ? 0 : y.binOf(codeAt(table, y.position, trial));
    return isOnMap && column !== -1 && row !== -1 ? row * columns + column : -1;
  };
  const cells = aggregateCells(input, table, cellOf, rows * columns);
  const isFeasible = feasibilityOf(space, x, y, fixed);
  const matrix = <T>(read: (cell: number) => T): T[][] =>
    Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (_, column) => read(row * columns + column)),
    );
  const mark = (trial: number | null): Mark | null => {
    const cell = trial === null ? -1 : cellOf(trial);
    return trial === null || cell === -1 ? null : { trial, x: cell % columns, y: Math.floor(cell / columns) };
  };
  const regionCells = [...new Set([...ranking.region].map(cellOf))].filter((cell) => cell !== -1).sort((a, b) => a - b);
  return {
    x: { name: x.name, values: x.values },
    y: y === null ? null : { name: y.name, values: y.values },
    z: matrix((cell) => cells.valueOf(cell)),
    count: matrix((cell) => cells.counted(cell)),
    plateau: matrix((cell) => cells.plateauOf(cell)),
    state: matrix(
      (cell) =>
        cells.stateOf(cell) ?? (isFeasible(cell % columns, Math.floor(cell / columns)) ? 'not-run' : 'infeasible'),
    ),
    peak: mark(ranking.peak),
    pick: mark(ranking.pick),
    region: regionCells.map((cell) => ({ x: cell % columns, y: Math.floor(cell / columns) })),
    note: noteOf(input, x, y, fixed),
  };
}

interface FixedAxis {
  axis: Axis;
  value: ParameterValue;
  code: number;
  bin: number;
}

function fixedAxis(space: Space, name: string, value: ParameterValue): FixedAxis {
  const axis = axisOf(space, name);
  const code = space.parameters[axis.position]?.levelOf(value) ?? null;
  if (code === null) throw new RangeError(`${name} has no value ${JSON.stringify(value)} in this space.`);
  return { axis, value, code, bin: axis.binOf(code) };
}

/** Per cell: first the trials that count, else those that miss a constraint, else that something failed. */
function aggregateCells(input: HeatmapInput, table: TrialTable, cellOf: (trial: number) => number, size: number) {
  const { metric, feasible, ranking, aggregate } = input;
  const sign = input.direction === 'maximize' ? 1 : -1;
  const ok = new Int32Array(size);
  const missed = new Int32Array(size);
  const failed = new Int32Array(size);
  const sums = new Float64Array(size);
  const best = new Float64Array(size).fill(-Infinity);
  const worst = new Float64Array(size).fill(Infinity);
  const plateau = new Float64Array(size).fill(NaN);
  const isUsable = (trial: number) => !Number.isNaN(metric[trial]);
  const add = (cell: number, trial: number) => {
    const value = sign * (metric[trial] ?? NaN);
    sums[cell] = (sums[cell] ?? 0) + value;
    best[cell] = Math.max(best[cell] ?? value, value);
    worst[cell] = Math.min(worst[cell] ?? value, value);
  };
  const cells = Int32Array.from({ length: table.count }, (_, trial) => cellOf(trial));
  cells.forEach((cell, trial) => {
    if (cell === -1) return;
    const counter = !isUsable(trial) ? failed : feasible[trial] === 1 ? ok : missed;
    counter[cell] = (counter[cell] ?? 0) + 1;
  });
  cells.forEach((cell, trial) => {
    if (cell === -1 || !isUsable(trial)) return;
    if (feasible[trial] === 1 || ok[cell] === 0) add(cell, trial);
    const score = ranking.plateau[trial] ?? NaN;
    if (!(score <= (plateau[cell] ?? NaN)) && !Number.isNaN(score)) plateau[cell] = score;
  });
  const used = (cell: number) => ok[cell] || (missed[cell] ?? 0);
  const oriented = (cell: number): number => {
    if (aggregate === 'mean') return (sums[cell] ?? NaN) / used(cell);
    return (aggregate === 'best' ? best[cell] : worst[cell]) ?? NaN;
  };
  return {
    counted: (cell: number) => (ok[cell] ?? 0) + (missed[cell] ?? 0),
    valueOf: (cell: number): number | null => {
      if (used(cell) === 0) return null;
      return aggregate === 'count' ? used(cell) : sign * oriented(cell);
    },
    plateauOf: (cell: number): number | null => (Number.isNaN(plateau[cell]) ? null : (plateau[cell] ?? null)),
    stateOf: (cell: number): CellState | null => {
      if (ok[cell]) return 'ok';
      if (missed[cell]) return 'criteria';
      return failed[cell] ? 'failed' : null;
    },
  };
}

/** Whether any feasible point with the fixed values lies in a cell. Where that cannot be told (bins, huge tables): yes. */
function feasibilityOf(
  space: Space,
  x: Axis,
  y: Axis | null,
  fixed: readonly FixedAxis[],
): (column: number, row: number) => boolean {
  const shown = y === null ? [x] : [x, y];
  const isWhole = [...shown, ...fixed.map(({ axis }) => axis)].every(({ note }) => note === null);
  if (!isWhole) return () => true;
  const active = [...shown, ...fixed.map(({ axis }) => axis)].map(({ position }) => activeFactor(space, position));
  const chosen = fixed.map(({ axis, code }) => ({
    scope: [axis.position],
    holds: (levels: ArrayLike<number>) => levels[axis.position] === code,
  }));
  const first = shown.map(({ position }) => position);
  const rest = [...space.parameters.keys()].filter((position) => !first.includes(position));
  const factors = [...space.discrete.factors, ...active.filter((factor) => factor !== null), ...chosen];
  const order = feasibleOrder({ ...space.discrete, factors }, [...first, ...rest]);
  if (order === null) return () => true;
  const levels = new Float64Array(space.parameters.length);
  return (column, row) => {
    levels[x.position] = column;
    if (y !== null) levels[y.position] = row;
    return order.completions(levels, first.length) > 0n;
  };
}

/** The parameter is active; null where it always is, or a continuous parameter decides. */
function activeFactor(space: Space, position: number): Factor | null {
  const scope = space.deciders(position);
  if (scope.length < 2 || scope.some((decider) => space.parameters[decider]?.levels === null)) return null;
  return { scope, holds: (levels) => space.isActive(position, levels) };
}

function noteOf({ space, aggregate }: HeatmapInput, x: Axis, y: Axis | null, fixed: readonly FixedAxis[]): string {
  const named = new Set([x, ...(y === null ? [] : [y]), ...fixed.map(({ axis }) => axis)].map(({ name }) => name));
  const over = space.parameters
    .filter(({ name, levels }) => !named.has(name) && levels !== 1)
    .map(({ name, levels }) => `${name} (${levels === null ? 'continuous' : `${levels} values`})`);
  return [
    ...fixed.map(({ axis, value }) => `${axis.name} = ${value}`),
    ...(over.length > 0 ? [`${aggregate} over ${over.join(', ')}`] : []),
    ...[x, y].flatMap((axis) => axis?.note ?? []),
  ].join('; ');
}
