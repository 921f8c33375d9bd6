import { findMetric } from '#quant/metrics';
import { type Heatmap, heatmap, type HeatmapInput, parameterStatistics } from '#quant/robustness';
import type { ParameterSet, ParameterValue } from '#quant/space';
import type { RankedTable } from '#read-models';
import { UsageError } from '../errors';
import {
  cellsThatFit,
  type CellState,
  type Picture,
  type PictureCell,
  renderBars,
  renderHeatmap,
} from '../terminal/heatmap';
import type { Terminal } from '../terminal/terminal';

export interface HeatmapRequest {
  /** Default: the two parameters that explain most of the score, the stronger one as x. */
  x?: string;
  y?: string;
  /** Default: the objective. */
  metric?: string;
  aggregate?: HeatmapInput['aggregate'];
  fixed?: ParameterSet;
}

export interface DrawnHeatmap {
  map: Heatmap;
  metric: string;
  direction: 'maximize' | 'minimize';
  aggregate: HeatmapInput['aggregate'];
}

/** Rows a terminal shows without scrolling the legend away. */
const MOST_ROWS = 40;

export function heatmapOf({ table, ranking }: RankedTable, request: HeatmapRequest): DrawnHeatmap {
  const { space, codes, feasible, scores, metrics } = table;
  const { metric, direction } = metricOf(table, request.metric);
  const column = metrics.get(metric);
  if (column === undefined) {
    const recorded = [...metrics.keys()].join(', ');
    throw new UsageError(`${metric} was not recorded for these trials.`, `There is: ${recorded}.`);
  }
  const { fixed = {}, aggregate = 'best' } = request;
  const strongest = parameterStatistics({ space, codes, scores, feasible })
    .filter(({ name }) => !Object.hasOwn(fixed, name))
    .sort((a, b) => (b.varianceExplained ?? 0) - (a.varianceExplained ?? 0))
    .map(({ name }) => name);
  const x = request.x ?? strongest.find((name) => name !== request.y);
  const y = request.y ?? strongest.find((name) => name !== x) ?? null;
  if (x === undefined) throw new UsageError('There is no parameter left to draw.', 'Fix fewer of them with --z.');
  try {
    const map = heatmap({ space, codes, metric: column, direction, feasible, ranking, x, y, aggregate, fixed });
    return { map, metric, direction, aggregate };
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

function metricOf(
  { spec }: RankedTable['table'],
  asked: string | undefined,
): Pick<DrawnHeatmap, 'metric' | 'direction'> {
  if (asked === undefined) return spec.objective;
  const { id, direction } = findMetric(asked);
  if (id === spec.objective.metric) return spec.objective;
  return { metric: id, direction: direction === 'minimize' ? 'minimize' : 'maximize' };
}

/** `c=55`, `ma=ema`, `filter=true`: the value as the space spells it. */
export function fixedValues({ table: { space } }: RankedTable, assignments: readonly string[]): ParameterSet {
  return Object.fromEntries(
    assignments.map((assignment) => {
      const [, name = '', text = ''] = /^([^=]+)=(.*)$/.exec(assignment) ?? [];
      const parameter = space.parameters.find((known) => known.name === name);
      const candidates: ParameterValue[] = [Number(text), text === 'true', text];
      const value = candidates.find(
        (candidate) => String(candidate) === text && (parameter?.levelOf(candidate) ?? null) !== null,
      );
      if (value !== undefined) return [name, value];
      const known = space.parameters.map((one) => one.name).join(', ');
      throw new UsageError(
        `--z ${assignment} names no value of this space.`,
        `Write name=value; parameters are ${known}.`,
      );
    }),
  );
}

export function heatmapText(ranked: RankedTable, request: HeatmapRequest, terminal: Terminal): string {
  return drawnText(heatmapOf(ranked, request), terminal);
}

export function drawnText({ map, metric, direction }: DrawnHeatmap, terminal: Terminal): string {
  const whole = pictureOf(map, metric, direction === 'minimize');
  const { picture, note } = map.y === null ? { picture: whole, note: null } : shrink(whole, terminal);
  const drawn = map.y === null ? renderBars(picture, terminal) : renderHeatmap(picture, terminal);
  const notes = [map.note, note].filter((text) => text !== null && text !== '').join('; ');
  return notes === '' ? drawn : `${drawn}${terminal.paint.dim(` ${notes}`)}\n`;
}

function pictureOf({ x, y, z, state, peak, pick, region }: Heatmap, metric: string, minimize: boolean): Picture {
  const inRegion = new Set(region.map((cell) => `${cell.x} ${cell.y}`));
  return {
    x: { name: x.name, labels: x.values.map(String) },
    y: { name: y?.name ?? '', labels: (y?.values ?? ['']).map(String) },
    rows: z.map((row, j) =>
      row.map((value, i) => ({
        state: state[j]?.[i] ?? 'not-run',
        value,
        peak: peak?.x === i && peak.y === j,
        pick: pick?.x === i && pick.y === j,
        region: inRegion.has(`${i} ${j}`),
      })),
    ),
    metric,
    minimize,
  };
}

/** A picture that fits: neighbouring cells are drawn as one, which shows the best of them. */
function shrink(picture: Picture, terminal: Terminal): { picture: Picture; note: string | null } {
  const wide = Math.ceil(picture.x.labels.length / cellsThatFit(picture, terminal.columns));
  const high = terminal.interactive ? Math.ceil(picture.y.labels.length / MOST_ROWS) : 1;
  if (wide === 1 && high === 1) return { picture, note: null };
  const rows = chunks(picture.rows, high).map((group) =>
    chunks([...picture.x.labels.keys()], wide).map((columns) =>
      merge(
        group.flatMap((row) => columns.flatMap((column) => row[column] ?? [])),
        picture.minimize,
      ),
    ),
  );
  const first = (labels: readonly string[], size: number): string[] =>
    chunks(labels, size).map(([label = '']) => label);
  return {
    picture: {
      ...picture,
      x: { ...picture.x, labels: first(picture.x.labels, wide) },
      y: { ...picture.y, labels: first(picture.y.labels, high) },
      rows,
    },
    note: `each cell is the best of ${wide} × ${high}, named by its first`,
  };
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

const BEST_STATE_FIRST: readonly CellState[] = ['ok', 'criteria', 'failed', 'not-run', 'infeasible'];

function merge(cells: readonly PictureCell[], minimize: boolean): PictureCell {
  const state = BEST_STATE_FIRST.find((candidate) => cells.some((cell) => cell.state === candidate)) ?? 'not-run';
  const values = cells.flatMap((cell) => (cell.state === state && cell.value !== null ? [cell.value] : []));
  return {
    state,
    value: values.length === 0 ? null : minimize ? Math.min(...values) : Math.max(...values),
    peak: cells.some(({ peak }) => peak),
    pick: cells.some(({ pick }) => pick),
    region: cells.some(({ region }) => region),
  };
}
