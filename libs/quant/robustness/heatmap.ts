import type { ParameterSet, ParameterValue, Space } from '#quant/space';
import { axisOf, type MapAxis, mapAxisOf } from './axis';
import { aggregateCells, type CellsInput } from './heatmap-cells';
import { feasibilityOf, type FixedAxis } from './heatmap-feasibility';
import type { Ranking } from './rank-trials';
import type { TrialState } from './trial-state';
import { codeAt, trialTable } from './trial-table';

/**
 * The state of the cell's trials, of the best of them where they differ; `infeasible`: the constraints leave no point;
 * `not-run`: there are points, none was tried. `no-score`: the metric shown has no value there.
 */
export type CellState = TrialState | 'infeasible' | 'not-run';

export interface HeatmapInput extends CellsInput {
  space: Space;
  codes: readonly Float64Array[];
  ranking: Ranking;
  x: string;
  /** Null: a line over x. */
  y: string | null;
  /** Only trials with these values (in the same bin, where binned). */
  fixed: ParameterSet;
}

export interface Mark {
  trial: number;
  x: number;
  y: number;
}

/** Values of a parameter along a map; where it can be inactive, the last one is null: the trials without it. */
export interface MapValues {
  name: string;
  values: (ParameterValue | null)[];
}

/** Matrices are rows of y, each with one entry per x; a line has one row. */
export interface Heatmap {
  x: MapValues;
  /** Null for a line. */
  y: MapValues | null;
  /** The aggregate of the metric over the trials in the cell's state. */
  z: (number | null)[][];
  /** Trials of the cell in which the metric has a value. */
  count: number[][];
  /** The highest plateau score in the cell, oriented so that higher is better. */
  plateau: (number | null)[][];
  state: CellState[][];
  /** Null when there is none, or it has another fixed value. */
  peak: Mark | null;
  pick: Mark | null;
  /** Cells of the pick's plateau region. */
  region: { x: number; y: number }[];
  /** What was fixed, aggregated and binned, and what is not on the map: `best over exit (11 values)`. */
  note: string;
}

/** @throws RangeError when a parameter or a fixed value does not exist, or x and y are the same. */
export function heatmap(input: HeatmapInput): Heatmap {
  const { space, ranking } = input;
  if (input.x === input.y) throw new RangeError(`x and y are both "${input.x}". Choose two parameters.`);
  const table = trialTable(space, input.codes, input.metric.length);
  const x = mapAxisOf(space, input.x);
  const y = input.y === null ? null : mapAxisOf(space, input.y);
  const fixed = Object.entries(input.fixed).map(([name, value]) => fixedAxis(space, name, value));
  const rows = y?.values.length ?? 1;
  const columns = x.values.length;

  /** The trial's cell, row by row; −1 when it is not on this map. */
  const cellOf = (trial: number): number => {
    const isOnMap = fixed.every(({ axis, bin }) => axis.binOf(codeAt(table, axis.position, trial)) === bin);
    if (!isOnMap) return -1;
    const row = y === null ? 0 : y.binOf(codeAt(table, y.position, trial));
    return row * columns + x.binOf(codeAt(table, x.position, trial));
  };
  const cellOfTrials = Int32Array.from({ length: table.count }, (_, trial) => cellOf(trial));
  const cells = aggregateCells(input, cellOfTrials, rows * columns, ranking.plateau);
  const isFeasible = feasibilityOf(space, y === null ? [x] : [x, y], fixed);
  const matrix = <T>(read: (cell: number) => T): T[][] =>
    Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (_, column) => read(row * columns + column)),
    );
  const mark = (trial: number | null): Mark | null => {
    const cell = trial === null ? -1 : cellOf(trial);
    return trial === null || cell === -1 ? null : { trial, x: cell % columns, y: Math.floor(cell / columns) };
  };
  const [peak, pick] = [mark(ranking.peak), mark(ranking.pick)];
  const absence = (name: string, trial: number | null, on: Mark | null): string[] =>
    trial !== null && on === null ? [`the ${name} is not in this slice`] : [];
  const regionCells = [...new Set([...ranking.region].map(cellOf))].filter((cell) => cell !== -1).sort((a, b) => a - b);
  return {
    x: { name: x.name, values: x.values },
    y: y === null ? null : { name: y.name, values: y.values },
    z: matrix((cell) => cells.valueOf(cell)),
    count: matrix((cell) => cells.counted(cell)),
    plateau: matrix((cell) => cells.plateauOf(cell)),
    state: matrix(
      (cell) =>
        cells.stateOf(cell) ?? (isFeasible([cell % columns, Math.floor(cell / columns)]) ? 'not-run' : 'infeasible'),
    ),
    peak,
    pick,
    region: regionCells.map((cell) => ({ x: cell % columns, y: Math.floor(cell / columns) })),
    note: [
      ...howMade(input, x, y, fixed),
      ...absence('peak', ranking.peak, peak),
      ...absence('pick', ranking.pick, pick),
    ].join('; '),
  };
}

function fixedAxis(space: Space, name: string, value: ParameterValue): FixedAxis {
  const axis = axisOf(space, name);
  const code = space.parameters[axis.position]?.levelOf(value) ?? null;
  if (code === null) throw new RangeError(`${name} has no value ${JSON.stringify(value)} in this space.`);
  return { axis, value, code, bin: axis.binOf(code) };
}

function howMade(
  { space, aggregate }: HeatmapInput,
  x: MapAxis,
  y: MapAxis | null,
  fixed: readonly FixedAxis[],
): string[] {
  const named = new Set([x, ...(y === null ? [] : [y]), ...fixed.map(({ axis }) => axis)].map(({ name }) => name));
  const over = space.parameters
    .filter(({ name, levels }) => !named.has(name) && levels !== 1)
    .map(({ name, levels }) => `${name} (${levels === null ? 'continuous' : `${levels} values`})`);
  return [
    ...fixed.map(({ axis, value }) => `${axis.name} = ${value}`),
    ...(over.length > 0 ? [`${aggregate} over ${over.join(', ')}`] : []),
    ...[x, y].flatMap((axis) => axis?.note ?? []),
  ];
}
