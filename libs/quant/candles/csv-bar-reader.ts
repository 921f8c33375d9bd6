import type { CandleField, ColumnLayout } from './csv-columns';
import { csvProblem, type CsvRow } from './csv-table';
import type { CsvProblem } from './read-candles-csv.types';
import { parseTime } from './time-text';

export interface RawBar {
  line: number;
  time: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  /** Cells without a value: the bar has no price, or only no volume. */
  missing: 'price' | 'volume' | null;
}

export interface BarFormat {
  timeFormat: string | undefined;
  decimal: '.' | ',';
}

/** What databases, spreadsheets and pandas (`na_rep='NaN'`) write for no value. */
const EMPTY = /^(null|nan|#?n\/a|na|-)?$/i;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const PRICES = ['open', 'high', 'low', 'close'] as const;

/** One row → one bar, or the first problem of the row. */
export function readBar(row: CsvRow, layout: ColumnLayout, format: BarFormat): RawBar | CsvProblem {
  const time = readTime(row, layout, format);
  if (typeof time !== 'number') return time;
  const bar: RawBar = { line: row.line, time, open: 0, high: 0, low: 0, close: 0, volume: 0, missing: null };
  for (const field of PRICES) {
    const value = readNumber(row, field, layout[field], format);
    if (value === null) bar.missing = 'price';
    else if (typeof value !== 'number') return value;
    else if (value <= 0) return badPrice(row, field, layout[field]);
    else bar[field] = value;
  }
  const volume = layout.volume === null ? 0 : readNumber(row, 'volume', layout.volume, format);
  if (volume !== null && typeof volume !== 'number') return volume;
  if (volume === null) bar.missing ??= 'volume';
  else if (volume < 0) return badVolume(row, layout.volume);
  else bar.volume = volume;
  return bar.missing !== 'price' && bar.high < bar.low ? highBelowLow(bar) : bar;
}

function cellOf(row: CsvRow, index: number | null): string {
  return index === null ? '' : (row.cells[index] ?? '').trim();
}

function readTime(row: CsvRow, layout: ColumnLayout, format: BarFormat): number | CsvProblem {
  const date = cellOf(row, layout.time);
  const clock = cellOf(row, layout.clock);
  const text = clock === '' ? date : `${date} ${/^\d+$/.test(clock) ? clockWithColons(clock) : clock}`;
  const parsed = parseTime(clock === '' ? text : withDashes(text), format.timeFormat);
  if (parsed) return parsed.ms;
  return csvProblem({
    code: 'csv.time',
    line: row.line,
    column: 'time',
    found: text.slice(0, 60),
    message: `time is ${JSON.stringify(text.slice(0, 60))}`,
    expected: format.timeFormat ?? '2024-01-31, 2024-01-31T09:30:00Z or the Unix epoch in s, ms or µs (all UTC)',
    hint: 'day-first and month-first dates need a time format, e.g. time_format: "DD.MM.YYYY HH:mm"',
  });
}

/** `093000` → `09:30:00`. */
function clockWithColons(digits: string): string {
  return digits.replace(/^(\d{2})(\d{2})(\d{2})?$/, (_, h, m, s) => (s === undefined ? `${h}:${m}` : `${h}:${m}:${s}`));
}

/** `20240131 09:30` → `2024-01-31 09:30`. */
function withDashes(text: string): string {
  return text.replace(/^(\d{4})(\d{2})(\d{2}) /, '$1-$2-$3 ');
}

/** Null for an empty cell. */
function readNumber(row: CsvRow, field: CandleField, index: number, format: BarFormat): number | null | CsvProblem {
  const cell = cellOf(row, index);
  if (EMPTY.test(cell)) return null;
  const plain = format.decimal === ',' ? cell.replace(',', '.') : cell;
  const value = NUMBER.test(plain) ? Number(plain) : Number.NaN;
  if (Number.isFinite(value)) return value;
  return csvProblem({
    code: 'csv.number',
    line: row.line,
    column: field,
    found: cell.slice(0, 60),
    message: `${field} is ${JSON.stringify(cell.slice(0, 60))}`,
    expected: 'a finite number such as 1234.5, without thousands separators or units',
    hint: cell.includes(',') ? 'if the comma is the decimal point, say decimal: ","' : 'correct or remove the line',
  });
}

function badPrice(row: CsvRow, field: CandleField, index: number): CsvProblem {
  const found = cellOf(row, index);
  return csvProblem({
    code: 'csv.price-not-positive',
    line: row.line,
    column: field,
    found,
    message: `${field} is ${found}`,
    expected: 'a price above 0',
    hint: 'returns and costs are relative to the price; remove the line or shift the series upwards',
  });
}

function badVolume(row: CsvRow, index: number | null): CsvProblem {
  const found = cellOf(row, index);
  return csvProblem({
    code: 'csv.volume-negative',
    line: row.line,
    column: 'volume',
    found,
    message: `volume is ${found}`,
    expected: '0 or more',
    hint: 'check that this column is the volume',
  });
}

function highBelowLow({ line, high, low }: RawBar): CsvProblem {
  return csvProblem({
    code: 'csv.high-below-low',
    line,
    column: 'high',
    found: String(high),
    message: `high ${high} is below low ${low}`,
    expected: 'high ≥ low',
    hint: 'check that the columns are not swapped; otherwise correct or remove the line',
  });
}
