import { pad, shorten, stripColors, visibleWidth } from './text';
import type { Paint } from './terminal';

export interface TableColumn {
  title: string;
  align?: 'left' | 'right';
  /** Stays when the terminal is narrow; the others go, from the right. */
  keep?: boolean;
  /** The last column may be one that takes the room that is left, and goes where there is none. */
  fill?: boolean;
}

const GAP = '  ';
/** Less room than this is not worth a column. */
const NARROWEST = 8;

/** Cells as text, already painted. No line is wider than `width`. */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  options: { width: number; paint: Paint },
): string {
  const widths = columns.map(({ title }, c) =>
    Math.max(visibleWidth(title), ...rows.map((row) => visibleWidth(row[c] ?? ''))),
  );
  const shown = fitting(columns, widths, options.width);
  const last = shown.at(-1) ?? 0;
  const room = Math.max(NARROWEST, options.width - widthOf(shown.slice(0, -1), widths) - GAP.length);
  const cellOf = (row: readonly string[], c: number): string => {
    const cell = row[c] ?? '';
    const align = columns[c]?.align ?? 'left';
    return c === last
      ? pad(fit(cell, room), align === 'right' ? Math.min(widths[c] ?? 0, room) : 0, align)
      : pad(cell, widths[c] ?? 0, align);
  };
  const line = (row: readonly string[]): string =>
    shown
      .map((c) => cellOf(row, c))
      .join(GAP)
      .trimEnd();
  const head = options.paint.dim(line(columns.map(({ title }) => title)));
  return [head, ...rows.map(line)].map((text) => `${text}\n`).join('');
}

/** Indices of the columns that fit; whatever has to stay stays. */
function fitting(columns: readonly TableColumn[], widths: readonly number[], width: number): number[] {
  const shown = [...columns.keys()].filter((c) => columns[c]?.fill !== true);
  for (let c = columns.length - 1; c >= 0 && widthOf(shown, widths) > width; c--) {
    if (shown.includes(c) && columns[c]?.keep !== true) shown.splice(shown.indexOf(c), 1);
  }
  const filling = columns.findIndex(({ fill }) => fill === true);
  const hasRoom = widthOf(shown, widths) + GAP.length + NARROWEST <= width;
  return filling !== -1 && hasRoom ? [...shown, filling] : shown;
}

function widthOf(shown: readonly number[], widths: readonly number[]): number {
  return shown.reduce((sum, c) => sum + (widths[c] ?? 0) + GAP.length, -GAP.length);
}

function fit(cell: string, width: number): string {
  return visibleWidth(cell) <= width ? cell : shorten(stripColors(cell), width);
}
