/** Tables for the terminal, a row as soon as it is known; and the numbers in them. */

/**
 * @param columns [title, width] each; the first is aligned left. No line is longer than its columns.
 * @param write takes a line
 */
export function openTable(columns, write) {
  const line = (cells) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(columns[i][1]) : cell.padStart(columns[i][1]))).join('  ');
  write(line(columns.map(([title]) => title)));
  return (...cells) => write(line(cells.map(String)));
}

/** Labels down the side, one column per thing. */
export function writeSideways(rows, things, write) {
  const width = Math.max(...rows.map(([label]) => label.length));
  for (const [label, cell] of rows) {
    write(label.padEnd(width) + things.map((thing) => `  ${String(cell(thing)).padStart(12)}`).join(''));
  }
}

/** Three significant digits, thousands apart. */
export function short(value) {
  if (!Number.isFinite(value)) return '–';
  return Math.abs(value) >= 100 ? count(value) : String(Number(value.toPrecision(3)));
}

export const count = (value) => Math.round(value).toLocaleString('en');
export const times = (value) => (Number.isFinite(value) ? `× ${short(value)}` : '–');

/** Infinite where only one of two values is a number; NaN where nothing was compared. */
export function gapText(gap) {
  if (Number.isNaN(gap)) return '–';
  if (gap === 0) return '0';
  return gap < Infinity ? gap.toExponential(1) : 'differs';
}
