import type { RawBar } from './csv-bar-reader';
import { csvProblem } from './csv-table';
import type { CsvProblem, CsvRepair } from './read-candles-csv.types';
import { formatTime } from './time-text';

export interface MendedBars {
  bars: RawBar[];
  repairs: CsvRepair[];
  problems: CsvProblem[];
}

/** Finds what can be mended (empty cells, order, repeated times) and either mends or reports it. */
export function repairBars(bars: RawBar[], onProblem: 'fail' | 'repair'): MendedBars {
  if (onProblem === 'fail') return { bars, repairs: [], problems: [...emptyCells(bars), ...orderProblems(bars)] };
  const repairs: CsvRepair[] = [];
  const note = (kind: CsvRepair['kind'], rows: number, message: string) => {
    if (rows > 0) repairs.push({ kind, rows, message: `${rows} ${message}` });
  };
  const priced = bars.filter(({ missing }) => missing !== 'price');
  note('dropped-rows-without-price', bars.length - priced.length, 'row(s) without a price were left out');
  const quiet = priced.filter(({ missing }) => missing === 'volume').length;
  note('zero-for-empty-volume', quiet, 'empty volume cell(s) count as 0');
  const displaced = countOutOfOrder(priced);
  // Array.prototype.sort is stable: of equal times the later row stays last.
  const sorted = displaced === 0 ? priced : priced.toSorted((a, b) => a.time - b.time);
  note('sorted', displaced, 'row(s) were older than the row before; all rows were sorted by time');
  const kept = sorted.filter((bar, i) => bar.time !== sorted[i + 1]?.time);
  note('dropped-duplicates', sorted.length - kept.length, 'row(s) repeated a time; the last row of each time was kept');
  if (kept.length > 0) return { bars: kept, repairs, problems: [] };
  const hint = 'check that the right columns were chosen';
  const empty = csvProblem({ code: 'csv.empty', message: 'no row has a price', expected: 'one line per bar', hint });
  return { bars: kept, repairs, problems: [empty] };
}

function countOutOfOrder(bars: readonly RawBar[]): number {
  return bars.reduce((count, bar, i) => count + (bar.time < (bars[i - 1]?.time ?? -Infinity) ? 1 : 0), 0);
}

function emptyCells(bars: readonly RawBar[]): CsvProblem[] {
  return bars
    .filter(({ missing }) => missing !== null)
    .map(({ line, missing }) =>
      csvProblem({
        code: 'csv.missing-value',
        line,
        column: missing,
        found: '',
        message: missing === 'price' ? 'a price is missing' : 'the volume is missing',
        expected: 'a number in every cell',
        hint: `complete the line, or say on_problem: repair to ${missing === 'price' ? 'leave it out' : 'count it as 0'}`,
      }),
    );
}

function orderProblems(bars: readonly RawBar[]): CsvProblem[] {
  if (bars.every((bar, i) => i === 0 || bar.time > (bars[i - 1]?.time ?? Infinity))) return [];
  const problems: CsvProblem[] = [];
  const lines = new Map<number, number>();
  let latest = -Infinity;
  for (const { time, line } of bars) {
    const earlier = lines.get(time);
    if (earlier !== undefined) problems.push(duplicateTime(time, line, earlier));
    else if (time < latest) problems.push(outOfOrder(time, line, latest));
    lines.set(time, line);
    latest = Math.max(latest, time);
  }
  return newestFirst(bars, problems) ?? problems;
}

function duplicateTime(time: number, line: number, earlier: number): CsvProblem {
  return csvProblem({
    code: 'csv.duplicate-time',
    line,
    column: 'time',
    found: formatTime(time),
    message: `${formatTime(time)} is already on line ${earlier}`,
    expected: 'one line per time',
    hint: 'remove one of them, or say on_problem: repair to keep the last',
  });
}

function outOfOrder(time: number, line: number, latest: number): CsvProblem {
  return csvProblem({
    code: 'csv.out-of-order',
    line,
    column: 'time',
    found: formatTime(time),
    message: `${formatTime(time)} comes after ${formatTime(latest)}`,
    expected: 'oldest first',
    hint: 'sort the file by time, or say on_problem: repair',
  });
}

/** A file in reverse order is one problem, not one per line. */
function newestFirst(bars: readonly RawBar[], problems: readonly CsvProblem[]): CsvProblem[] | null {
  const [first] = problems;
  if (first === undefined || bars.length < 3 || problems.length !== bars.length - 1) return null;
  if (countOutOfOrder(bars) !== bars.length - 1) return null;
  return [
    { ...first, message: 'the file is newest first', line: null, hint: 'say on_problem: repair to turn it round' },
  ];
}
