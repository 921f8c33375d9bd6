import type { HeatmapAnswer } from '#read-models';
import {
  cellsThatFit,
  type CellState,
  type Picture,
  type PictureCell,
  renderBars,
  renderHeatmap,
} from '../terminal/heatmap';
import { valueText } from './parameters';
import type { Terminal } from '../terminal/terminal';

/** Rows a terminal shows without scrolling the legend away. */
const MOST_ROWS = 40;

/** A heatmap as a picture; of a single parameter as bars. */
export function heatmapText(map: HeatmapAnswer, terminal: Terminal): string {
  const whole = pictureOf(map);
  const { picture, note } = map.y === null ? { picture: whole, note: null } : shrink(whole, terminal);
  const drawn = map.y === null ? renderBars(picture, terminal) : renderHeatmap(picture, terminal);
  const notes = [map.note, note].filter((text) => text !== null && text !== '').join('; ');
  return notes === '' ? drawn : `${drawn}${terminal.paint.dim(` ${notes}`)}\n`;
}

function pictureOf({ x, y, z, state, peak, pick, region, metric, aggregate, direction }: HeatmapAnswer): Picture {
  const inRegion = new Set(region.map((cell) => `${cell.x} ${cell.y}`));
  return {
    x: { name: x.name, labels: x.values.map(placeText) },
    y: { name: y?.name ?? '', labels: (y?.values ?? ['']).map(placeText) },
    rows: z.map((row, j) =>
      row.map((value, i) => ({
        state: state[j]?.[i] ?? 'not-run',
        value,
        peak: peak?.x === i && peak.y === j,
        pick: pick?.x === i && pick.y === j,
        region: inRegion.has(`${i} ${j}`),
      })),
    ),
    metric: aggregate === 'count' ? 'trials' : metric,
    minimize: aggregate !== 'count' && direction === 'minimize',
  };
}

/** A value along an axis; the trials without the parameter have a place too. */
function placeText(value: HeatmapAnswer['x']['values'][number]): string {
  return value === null ? 'off' : valueText(value);
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

const BEST_STATE_FIRST: readonly CellState[] = [
  'ok',
  'criteria',
  'ruined',
  'no-score',
  'failed',
  'not-run',
  'infeasible',
];

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
