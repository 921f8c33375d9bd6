import { compact } from './numbers';
import { onViridis } from './palette';
import type { Terminal } from './terminal';
import { pad } from './text';

/** What a cell stands for: marks, not colours. `ok`: its value counts; `criteria`: it misses a constraint. */
export type CellState = 'ok' | 'criteria' | 'ruined' | 'no-score' | 'failed' | 'infeasible' | 'not-run';

export interface PictureCell {
  state: CellState;
  /** Null unless the cell has one. */
  value: number | null;
  peak?: boolean;
  pick?: boolean;
  /** Inside the recommended region. */
  region?: boolean;
}

export interface Picture {
  x: { name: string; labels: readonly string[] };
  y: { name: string; labels: readonly string[] };
  /** Rows from the smallest y up; columns from the smallest x on. */
  rows: readonly (readonly PictureCell[])[];
  metric: string;
  /** Smaller is better: the bright end of the scale is the smallest value. */
  minimize: boolean;
}

const MARKS: Readonly<Record<Exclude<CellState, 'ok'>, string>> = {
  criteria: '·',
  ruined: '†',
  'no-score': '?',
  infeasible: '╱',
  'not-run': '▫',
  failed: '✗',
};
const MARK_NAMES: Readonly<Record<Exclude<CellState, 'ok'>, string>> = {
  criteria: 'criteria not met',
  ruined: 'account lost',
  'no-score': 'no score',
  infeasible: 'infeasible',
  'not-run': 'not run',
  failed: 'failed',
};
const PEAK = '◆';
const PICK = '●';
const SHADES = ['░', '▒', '▓', '█'] as const;
const BAR_STEPS = 24;

/** Columns of the terminal a picture needs beside its cells. */
const margin = (picture: Picture): number => Math.max(...picture.y.labels.map((label) => label.length), 0) + 3;

/** Cells that fit side by side, one character each. */
export function cellsThatFit(picture: Picture, columns: number): number {
  return Math.max(4, columns - margin(picture) - 1);
}

/** A heatmap of blocks: coloured where the terminal can, shaded where it cannot, readable in both. */
export function renderHeatmap(picture: Picture, terminal: Pick<Terminal, 'columns' | 'depth' | 'paint'>): string {
  const left = margin(picture);
  const cells = picture.x.labels.length;
  const cellWidth = left + cells * 2 <= terminal.columns ? 2 : 1;
  const scale = scaleOf(picture);
  const lines = picture.rows.map((row, y) => {
    const label = pad(picture.y.labels[y] ?? '', left - 3, 'right');
    const drawn = row.map((cell, x) =>
      drawCell(cell, {
        cellWidth,
        depth: terminal.depth,
        share: scale.share(cell.value),
        edges: edgesOf(picture, x, y),
      }),
    );
    return ` ${label} ┤${drawn.join('')}`;
  });
  lines.reverse();
  const { dim } = terminal.paint;
  return [
    dim(` ${picture.y.name}`),
    ...lines,
    dim(`${' '.repeat(left - 1)}└${'─'.repeat(cells * cellWidth)}`),
    ...axis(picture, left, cellWidth).map(dim),
    '',
    ` ${colorBar(scale, terminal)} ${picture.metric}`,
    ` ${legend(picture)}`,
  ]
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

interface Scale {
  worst: number;
  best: number;
  share(value: number | null): number;
}

function scaleOf({ rows, minimize }: Picture): Scale {
  let low = Infinity;
  let high = -Infinity;
  for (const { value } of rows.flat()) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const share = (value: number | null): number => {
    if (value === null || high === low) return 0.5;
    return minimize ? (high - value) / (high - low) : (value - low) / (high - low);
  };
  return { worst: minimize ? high : low, best: minimize ? low : high, share };
}

/** Where the region ends around a cell; `below` also draws the upper edge of a region that begins one row down. */
function edgesOf({ rows }: Picture, x: number, y: number): { left: boolean; right: boolean; below: boolean } {
  const inside = (column: number, row: number): boolean => rows[row]?.[column]?.region === true;
  const here = inside(x, y);
  return { left: here && !inside(x - 1, y), right: here && !inside(x + 1, y), below: here !== inside(x, y - 1) };
}

function drawCell(
  cell: PictureCell,
  how: {
    cellWidth: number;
    depth: Terminal['depth'];
    share: number;
    edges: { left: boolean; right: boolean; below: boolean };
  },
): string {
  const { cellWidth, depth, share, edges } = how;
  const colored = depth >= 8 && cell.value !== null;
  const shade = SHADES[Math.min(SHADES.length - 1, Math.floor(share * SHADES.length))] ?? '█';
  const isShaded = !colored && cell.state === 'ok' && cell.value !== null;
  const fill = isShaded ? shade : ' ';
  const mark = markOf(cell, cellWidth) ?? fill;
  const text = cellWidth === 1 ? mark : borders(mark, fill, edges, colored);
  if (colored) return onViridis(text, share, depth, edges.below);
  return text;
}

/** What is drawn instead of the bare value, or null. */
function markOf({ peak, pick, state }: PictureCell, cellWidth: number): string | null {
  if (peak && pick && cellWidth === 2) return PEAK + PICK;
  if (peak) return PEAK;
  if (pick) return PICK;
  return state === 'ok' ? null : MARKS[state];
}

/** Two characters: the mark, and the region's edge where there is one. */
function borders(mark: string, fill: string, edges: { left: boolean; right: boolean }, colored: boolean): string {
  const [opening, closing] = colored ? ['▏', '▕'] : ['[', ']'];
  if (edges.left && mark === fill) return opening + (edges.right ? closing : fill);
  return mark.length === 2 ? mark : mark + (edges.right ? closing : fill);
}

/** Labels where there is room for them, each at the first character of its column; then the name. */
function axis({ x }: Picture, left: number, cellWidth: number): string[] {
  let line = '';
  x.labels.forEach((label, i) => {
    const place = i * cellWidth;
    const fits = line === '' || line.length + 1 <= place;
    if (fits) line = line.padEnd(place) + label;
  });
  const indent = ' '.repeat(left);
  return [indent + line, `${indent}${x.name} →`];
}

function colorBar({ worst, best }: Scale, { depth, paint }: Pick<Terminal, 'depth' | 'paint'>): string {
  const steps = Array.from({ length: BAR_STEPS }, (_, i) => i / (BAR_STEPS - 1));
  const bar =
    depth >= 8
      ? steps.map((share) => onViridis(' ', share, depth)).join('')
      : steps.map((share) => SHADES[Math.min(3, Math.floor(share * 4))] ?? '').join('');
  return Number.isFinite(best) ? `${compact(worst)} ${bar} ${compact(best)}` : paint.dim('no value to show');
}

/** Only what is in the picture. */
function legend({ rows }: Picture): string {
  const cells = rows.flat();
  const states = (Object.keys(MARKS) as Exclude<CellState, 'ok'>[]).filter((state) =>
    cells.some((cell) => cell.state === state),
  );
  return [
    ...(cells.some(({ peak }) => peak) ? [`${PEAK} peak`] : []),
    ...(cells.some(({ pick }) => pick) ? [`${PICK} pick`] : []),
    ...(cells.some(({ region }) => region) ? ['[ ] plateau'] : []),
    ...states.map((state) => `${MARKS[state]} ${MARK_NAMES[state]}`),
  ].join('   ');
}

/** One parameter: a line of bars, since there is nothing to spread over a second axis. */
export function renderBars(picture: Picture, terminal: Pick<Terminal, 'columns' | 'depth' | 'paint'>): string {
  const scale = scaleOf(picture);
  const [cells = []] = picture.rows;
  const widest = Math.max(...picture.x.labels.map((label) => label.length));
  const room = Math.max(10, Math.min(60, terminal.columns - widest - 16));
  const lines = cells.map((cell, x) => {
    const label = pad(picture.x.labels[x] ?? '', widest, 'right');
    if (cell.value === null) return ` ${label} ┤${markOf(cell, 2) ?? ''}`;
    const share = scale.share(cell.value);
    const length = Math.max(1, Math.round(share * room));
    const bar = terminal.depth >= 8 ? onViridis(' '.repeat(length), share, terminal.depth) : '█'.repeat(length);
    return ` ${label} ┤${bar} ${compact(cell.value)} ${markOf(cell, 2) ?? ''}`;
  });
  return [terminal.paint.dim(` ${picture.x.name} → ${picture.metric}`), ...lines, '', ` ${legend(picture)}`]
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}
