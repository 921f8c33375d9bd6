import { INTERVALS, type Candles, type Interval } from './candles';
import { readBar, type RawBar } from './csv-bar-reader';
import { layoutFromHeader, layoutWithoutHeader, looksLikeHeader, type ColumnLayout } from './csv-columns';
import { repairBars } from './csv-repairs';
import { csvProblem, DEFAULT_CSV_LIMITS, eachRow, readText, type CsvRow } from './csv-table';
import { describeDuration, inferInterval, intervalMs, typicalStep } from './interval';
import type { CsvProblem, CsvReport, ReadCandlesOptions, ReadCandlesResult } from './read-candles-csv.types';

const LISTED_PROBLEMS = 20;

/**
 * Reads OHLCV bars from CSV text: files of Yahoo, Binance (with and without header), TradingView, MetaTrader, Stooq,
 * freqtrade and their like, or any file whose columns are named in `options.columns`. Every time is UTC. Never throws
 * for what the file holds: problems come back with line, value, expectation and advice.
 */
export function readCandlesCsv(input: string | Uint8Array, options: ReadCandlesOptions): ReadCandlesResult {
  const limits = { ...DEFAULT_CSV_LIMITS, ...options.limits };
  const decoded = readText(input, limits);
  if (!decoded.ok) return failed([decoded.problem]);
  const rows = new RowReader(options);
  const table = eachRow(decoded.text, { delimiter: options.delimiter, limits }, (row) => rows.take(row));
  rows.finish();
  if (table.problem) rows.report(table.problem);
  if (rows.problemCount > 0) return failed(rows.problems, rows.problemCount);
  const mended = repairBars(rows.bars, options.onProblem ?? 'fail');
  if (mended.problems.length > 0) return failed(mended.problems.slice(0, LISTED_PROBLEMS), mended.problems.length);
  return assemble(mended.bars, options, {
    ...rows.description(),
    delimiter: table.delimiter,
    repairs: mended.repairs,
  });
}

/** Takes rows one by one: the first decides the layout, the others become bars. */
class RowReader {
  readonly bars: RawBar[] = [];
  readonly problems: CsvProblem[] = [];
  problemCount = 0;
  private first: CsvRow | null = null;
  private header: CsvRow | null = null;
  private layout: ColumnLayout | null = null;

  constructor(private readonly options: ReadCandlesOptions) {}

  take(row: CsvRow): void {
    if (this.first === null) {
      this.first = row;
      if (looksLikeHeader(row.cells)) {
        this.header = row;
        return;
      }
    }
    if (this.layout === null && this.problemCount === 0) this.findLayout(row);
    if (this.layout === null) return;
    const { timeFormat, decimal = '.' } = this.options;
    const bar = readBar(row, this.layout, { timeFormat, decimal });
    if ('code' in bar) this.report(bar);
    else this.bars.push(bar);
  }

  /** Called after the last row. */
  finish(): void {
    if (this.header !== null && this.layout === null && this.problemCount === 0) this.findLayout(this.header);
    if (this.bars.length > 0 || this.problemCount > 0) return;
    const hint = 'check that the right file was chosen';
    this.report(csvProblem({ code: 'csv.empty', message: 'the file has no bars', expected: 'one line per bar', hint }));
  }

  report(problem: CsvProblem): void {
    this.problemCount += 1;
    if (this.problems.length < LISTED_PROBLEMS) this.problems.push(problem);
  }

  description(): Pick<CsvReport, 'header' | 'columns' | 'ignoredColumns' | 'notes'> {
    const cells = this.header?.cells ?? null;
    const used = Object.entries(this.layout ?? {}).filter((entry): entry is [string, number] => entry[1] !== null);
    const columns = Object.fromEntries(used.map(([field, index]) => [field, cells?.[index] ?? `column ${index + 1}`]));
    const indexes = new Set(used.map(([, index]) => index));
    const ignoredColumns = (cells ?? []).filter((_, index) => !indexes.has(index));
    const notes: string[] = [];
    if (ignoredColumns.some((name) => /^adj/i.test(name.trim()))) {
      notes.push('The adjusted close is ignored: open, high and low are not adjusted in such files.');
    }
    if (this.layout?.volume === null) notes.push('The file has no volume; every bar has volume 0.');
    return { header: cells !== null, columns, ignoredColumns, notes };
  }

  private findLayout(firstRow: CsvRow): void {
    const layout = this.header
      ? layoutFromHeader(this.header.cells, firstRow.cells, this.options.columns)
      : layoutWithoutHeader(firstRow.cells, this.options.columns);
    if ('message' in layout) {
      this.report(csvProblem({ code: 'csv.columns', line: this.header?.line ?? firstRow.line, ...layout }));
    } else this.layout = layout;
  }
}

function assemble(
  bars: readonly RawBar[],
  options: ReadCandlesOptions,
  facts: Omit<CsvReport, 'rows' | 'interval'>,
): ReadCandlesResult {
  const column = (field: 'time' | 'open' | 'high' | 'low' | 'close' | 'volume') => {
    const values = new Float64Array(bars.length);
    bars.forEach((bar, i) => (values[i] = bar[field]));
    return values;
  };
  const time = column('time');
  const interval = decideInterval(time, options.interval);
  if (typeof interval !== 'string') return failed([interval]);
  const candles: Candles = {
    symbol: options.symbol,
    interval,
    time,
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
  return { ok: true, candles, report: { rows: bars.length, interval, ...facts } };
}

/** The bars decide; what the user says is believed as long as the bars do not contradict it clearly. */
function decideInterval(time: Float64Array, wanted: Interval | undefined): Interval | CsvProblem {
  const typical = typicalStep(time);
  const inferred = inferInterval(time);
  const contradicted = typical !== null && typical.share > 0.5 && time.length > 5 && inferred !== wanted;
  if (wanted !== undefined && !contradicted) return wanted;
  if (wanted === undefined && inferred !== null) return inferred;
  const distance =
    typical === null ? 'there is only one bar' : `most bars are ${describeDuration(typical.stepMs)} apart`;
  return csvProblem({
    code: 'csv.interval',
    found: typical === null ? null : describeDuration(typical.stepMs),
    message: wanted === undefined ? distance : `the interval is given as ${wanted}, but ${distance}`,
    expected:
      wanted === undefined ? `one of ${INTERVALS.join(', ')}` : `bars ${describeDuration(intervalMs(wanted))} apart`,
    hint: inferred === null ? 'give the interval, or resample the file' : `say interval: ${inferred}, or leave it out`,
  });
}

function failed(problems: CsvProblem[], problemCount = problems.length): ReadCandlesResult {
  return { ok: false, problems, problemCount };
}
