/** Where a row keeps a bar: cell indexes. `clock` is a time-of-day cell beside a date (MetaTrader, Stooq). */
export interface ColumnLayout {
  time: number;
  clock: number | null;
  open: number;
  high: number;
  low: number;
  close: number;
  /** Null: the file has no volume; every bar gets 0. */
  volume: number | null;
}

export type CandleField = 'time' | 'clock' | 'open' | 'high' | 'low' | 'close' | 'volume';

/** Names (or 0-based positions) of columns, for files whose header paramo does not guess. */
export type ColumnMapping = Partial<Record<CandleField, string | number>>;

export interface LayoutProblem {
  column: string | null;
  message: string;
  expected: string;
  hint: string;
}

const PRICES = ['open', 'high', 'low', 'close'] as const;

/** Header spellings in order of preference, as `normalise` writes them. */
const SPELLINGS: Record<CandleField, string[]> = {
  time: ['timestamp', 'opentime', 'datetime', 'unixtimestamp', 'unix', 'date', 'time', 'gmttime', 'ts', ''],
  clock: ['time'],
  open: ['open', 'o', 'openprice'],
  high: ['high', 'h', 'highprice'],
  low: ['low', 'l', 'lowprice'],
  close: ['close', 'c', 'closeprice', 'closelast'],
  volume: ['volume', 'tickvol', 'tickvolume', 'vol', 'v', 'basevolume', 'volumebtc'],
};
const CLOCK = /^(\d{1,2}:\d{2}(:\d{2})?|\d{4}(\d{2})?)$/;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** A first row of which some cell spells a price column is a header; numbers and times only are data. */
export function looksLikeHeader(row: readonly string[]): boolean {
  return row.some((cell) => /[a-z]/i.test(cell) && !/^\s*(null|nan|-?inf(inity)?)\s*$/i.test(cell) && !/\d/.test(cell));
}

/**
 * Finds the columns by a header. Case, spaces, brackets and punctuation do not count (`Open Time`, `open_time`, `<OPEN>`).
 * `firstRow` decides whether `time` beside `date` is a time of day.
 */
export function layoutFromHeader(
  header: readonly string[],
  firstRow: readonly string[],
  mapping: ColumnMapping = {},
): ColumnLayout | LayoutProblem {
  const bad = badHeader(header);
  if (bad) return bad;
  const at = (field: CandleField) => locate(header, field, mapping[field]);
  const found = { time: at('time'), open: at('open'), high: at('high'), low: at('low'), close: at('close') };
  for (const [field, index] of Object.entries(found)) if (index === null) return missingColumn(field, header, mapping);
  const { time, open, high, low, close } = found;
  if (time === null || open === null || high === null || low === null || close === null) {
    return missingColumn('time', header, mapping);
  }
  const volume = at('volume');
  if (volume === null && mapping.volume !== undefined) return missingColumn('volume', header, mapping);
  const clock = clockColumn(header, firstRow, time, mapping);
  return { time, clock, open, high, low, close, volume };
}

/** Files without a header: `time,open,high,low,close[,volume,…]` (Binance klines) or with the time of day second (MetaTrader 4). */
export function layoutWithoutHeader(row: readonly string[], mapping: ColumnMapping = {}): ColumnLayout | LayoutProblem {
  const positions = Object.entries(mapping);
  if (positions.some(([, position]) => typeof position === 'string')) {
    return {
      column: null,
      message: 'columns are mapped by name, but the file has no header line',
      expected: 'a first line with column names',
      hint: 'add a header line or map by 0-based position, e.g. { time: 0, open: 1, high: 2, low: 3, close: 4 }',
    };
  }
  const clock = row.length >= 6 && /^\d{1,2}:\d{2}/.test((row[1] ?? '').trim()) ? 1 : null;
  const shift = clock === null ? 0 : 1;
  const wide = row.length > 5 + shift;
  const layout: ColumnLayout = {
    time: 0,
    clock,
    open: 1 + shift,
    high: 2 + shift,
    low: 3 + shift,
    close: 4 + shift,
    volume: wide ? 5 + shift : null,
  };
  for (const [field, position] of positions) Object.assign(layout, { [field]: position });
  if (row.length >= 5 + shift) return layout;
  return {
    column: null,
    message: `a row has ${row.length} column(s) and no header names them`,
    expected: 'a header line, or the columns time,open,high,low,close,volume in this order',
    hint: 'check the delimiter, or add a header line: time,open,high,low,close,volume',
  };
}

function locate(header: readonly string[], field: CandleField, wanted: string | number | undefined): number | null {
  if (typeof wanted === 'number') return wanted in header ? wanted : null;
  const names = header.map(normalise);
  const spellings = wanted === undefined ? SPELLINGS[field] : [normalise(wanted)];
  for (const spelling of spellings) {
    const index = names.indexOf(spelling);
    if (index >= 0 && (spelling !== '' || index === 0)) return index;
  }
  return null;
}

function clockColumn(
  header: readonly string[],
  firstRow: readonly string[],
  time: number,
  mapping: ColumnMapping,
): number | null {
  const clock = locate(header, 'clock', mapping.clock);
  if (clock === null || clock === time) return null;
  if (mapping.clock !== undefined) return clock;
  return normalise(header[time] ?? '') === 'date' && CLOCK.test((firstRow[clock] ?? '').trim()) ? clock : null;
}

function badHeader(header: readonly string[]): LayoutProblem | null {
  const names = header.map((name) => name.trim()).filter((name) => name !== '');
  const forbidden = names.find((name) => FORBIDDEN.has(name.toLowerCase()));
  const duplicate = names.find((name, i) => names.indexOf(name) !== i);
  const culprit = forbidden ?? duplicate;
  if (culprit === undefined) return null;
  return {
    column: culprit,
    message: forbidden === undefined ? 'two columns have the same name' : 'this column name is not allowed',
    expected: 'a different plain name for every column',
    hint: `rename or remove the column ${JSON.stringify(culprit)}`,
  };
}

function missingColumn(field: string, header: readonly string[], mapping: ColumnMapping): LayoutProblem {
  const wanted = mapping[field as CandleField];
  return {
    column: field,
    message:
      wanted === undefined
        ? `no column looks like ${field}`
        : `there is no column ${JSON.stringify(wanted)} for ${field}`,
    expected: `columns for time, ${PRICES.join(', ')}; the header has: ${header.join(', ').slice(0, 200)}`,
    hint: `name it explicitly, e.g. columns: { ${field}: "<its name>" }`,
  };
}

/** `<Open Time>` → `opentime`. */
function normalise(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
