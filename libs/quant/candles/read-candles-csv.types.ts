import type { Candles, Interval } from './candles';
import type { CandleField, ColumnMapping } from './csv-columns';

export interface CsvLimits {
  bytes: number;
  rows: number;
  columns: number;
  /** Characters of one cell. */
  field: number;
}

export interface ReadCandlesOptions {
  symbol: string;
  /** Inferred from the times when absent. */
  interval?: Interval;
  columns?: ColumnMapping;
  /** Guessed among comma, semicolon, tab and bar when absent. */
  delimiter?: string;
  /** Needed for day-first and month-first dates, e.g. `DD.MM.YYYY HH:mm`; see `parseTime`. */
  timeFormat?: string;
  /** Decimal separator; `.` when absent. */
  decimal?: '.' | ',';
  /**
   * What to do about rows out of order, repeated times and empty cells. `fail` (default) reports them; `repair` sorts,
   * keeps the last row of each time, drops rows without a price, counts an empty volume as 0, and lists what it did.
   */
  onProblem?: 'fail' | 'repair';
  limits?: Partial<CsvLimits>;
}

export type CsvProblemCode =
  | 'csv.too-large'
  | 'csv.not-text'
  | 'csv.malformed'
  | 'csv.empty'
  | 'csv.columns'
  | 'csv.time'
  | 'csv.number'
  | 'csv.missing-value'
  | 'csv.price-not-positive'
  | 'csv.volume-negative'
  | 'csv.high-below-low'
  | 'csv.duplicate-time'
  | 'csv.out-of-order'
  | 'csv.interval'
  | 'csv.options';

export interface CsvProblem {
  code: CsvProblemCode;
  /** 1-based line of the file, or null when the problem is not on one line. */
  line: number | null;
  column: string | null;
  found: string | null;
  /** Begins with the line, where there is one. */
  message: string;
  expected: string;
  hint: string;
}

export interface CsvRepair {
  kind: 'sorted' | 'dropped-duplicates' | 'dropped-rows-without-price' | 'zero-for-empty-volume';
  rows: number;
  message: string;
}

export interface CsvReport {
  /** Bars read. */
  rows: number;
  delimiter: string;
  header: boolean;
  /** The column each field was read from: its name, or `column 1` (1-based) without a header. */
  columns: Partial<Record<CandleField, string>>;
  ignoredColumns: string[];
  interval: Interval;
  repairs: CsvRepair[];
  notes: string[];
}

export type ReadCandlesResult =
  | { ok: true; candles: Candles; report: CsvReport }
  /** At most 20 problems are listed; `problemCount` counts all. */
  | { ok: false; problems: CsvProblem[]; problemCount: number };
