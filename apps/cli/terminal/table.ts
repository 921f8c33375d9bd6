import { pad, shorten, stripColors, visibleWidth } from './text';
import type { Paint } from './terminal';

export interface TableColumn {
  title: string;
  align?: 'left' | 'right';
  /** Stays when the terminal is narrow; the others go, from the right. */
  keep?: boolean;
}

const GAP = '  ';
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
  const room = options.width - shown.slice(0, -1).reduce((sum, c) => sum + (widths[c] ?? 0) + GAP.length, 0);
  const line = (cells: readonly string[]): string =>
    shown
      .map((c) => {
        const align = columns[c]?.align ?? 'left';
        if (c !== last) return pad(cells[c] ?? '', widths[c] ?? 0, align);
        const cell = fit(cells[c] ?? '', Math.max(NARROWEST, room));
        return align === 'right' ? pad(cell, Math.min(widths[c] ?? 0, room), align) : cell;
      })
      .join(GAP)
      .trimEnd();
  const head = options.paint.dim(line(columns.map(({ title }) => title)));
  return [head, ...rows.map(line)].map((text) => `${text}\n`).join('');
}

/** Indices of the columns that fit; whatever has to stay stays. */
function fitting(columns: readonly TableColumn[], widths: readonly number[], width: number): number[] {
  const shown = [...columns.keys()];
  const total = (): number => shown.reduce((sum, c) => sum + (widths[c] ?? 0) + GAP.length, -GAP.length);
  for (let c = columns.length - 1; c >= 0 && total() > width; c--) {
    if (columns[c]?.keep !== true) shown.splice(shown.indexOf(c), 1);
  }
  return shown;
}

function fit(cell: string, width: number): string {
  return visibleWidth(cell) <= width ? cell : shorten(stripColors(cell), width);
}
