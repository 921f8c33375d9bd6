import Papa from 'papaparse';
import type { CsvLimits, CsvProblem } from './read-candles-csv.types';

export const DEFAULT_CSV_LIMITS: CsvLimits = { bytes: 200 * 2 ** 20, rows: 5_000_000, columns: 64, field: 1024 };

export interface CsvRow {
  /** 1-based. */
  line: number;
  cells: string[];
}

export type TextResult = { ok: true; text: string } | { ok: false; problem: CsvProblem };

/** Bytes or text → text that is UTF-8, within the limit and free of NUL. */
export function readText(input: string | Uint8Array, limits: CsvLimits): TextResult {
  if (input.length > limits.bytes) {
    return refuse({
      code: 'csv.too-large',
      message: `the file has ${input.length} bytes`,
      expected: `at most ${limits.bytes} bytes`,
      hint: 'split the file by year',
    });
  }
  const decoded = typeof input === 'string' ? { ok: true as const, text: input } : decodeUtf8(input);
  if (!decoded.ok) return decoded;
  const { text } = decoded;
  const nul = text.indexOf('\0');
  if (nul < 0) return { ok: true, text: text.startsWith('\uFEFF') ? text.slice(1) : text };
  return refuse({
    code: 'csv.not-text',
    line: lineOf(text, nul),
    found: 'NUL',
    message: 'the file holds a NUL character',
    expected: 'UTF-8 text',
    hint: 'save it as "CSV UTF-8"; a NUL often means UTF-16 or a binary file',
  });
}

/** Splits the text into rows, calling `onRow` for each that is not blank; stops at the first row beyond a limit. */
export function eachRow(
  text: string,
  options: { delimiter: string | undefined; limits: CsvLimits },
  onRow: (row: CsvRow) => void,
): { delimiter: string; problem: CsvProblem | null } {
  let line = 1;
  let rows = 0;
  let problem: CsvProblem | null = null;
  let delimiter = options.delimiter ?? ',';
  Papa.parse<string[]>(text, {
    delimiter: options.delimiter ?? '',
    delimitersToGuess: [',', ';', '\t', '|'],
    step: ({ data: cells, errors, meta }, parser) => {
      delimiter = meta.delimiter;
      const row = { line, cells };
      line += 1 + cells.reduce((breaks, cell) => breaks + countBreaks(cell), 0);
      if (cells.every((cell) => cell.trim() === '')) return;
      rows += 1;
      problem = malformedRow(row, errors) ?? oversizedRow(row, rows, options.limits);
      if (problem) parser.abort();
      else onRow(row);
    },
  });
  return { delimiter, problem };
}

function malformedRow({ line }: CsvRow, errors: Papa.ParseError[]): CsvProblem | null {
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (!broken) return null;
  const message = broken.message.toLowerCase();
  return csvProblem({ code: 'csv.malformed', line, message, expected: 'closed quotes', hint: 'look for a lonely "' });
}

function oversizedRow({ line, cells }: CsvRow, rows: number, limits: CsvLimits): CsvProblem | null {
  const tooLarge = (message: string, limit: number, hint: string) =>
    csvProblem({ code: 'csv.too-large', line, message, expected: `at most ${limit}`, hint });
  // One more than the limit: the header.
  if (rows > limits.rows + 1) return tooLarge('the file has too many rows', limits.rows, 'split the file by year');
  if (cells.length > limits.columns) {
    return tooLarge(`the row has ${cells.length} columns`, limits.columns, 'keep only time, prices and volume');
  }
  const longest = Math.max(...cells.map((cell) => cell.length));
  if (longest <= limits.field) return null;
  return tooLarge(`a cell has ${longest} characters`, limits.field, 'check the quotes and the delimiter');
}

function decodeUtf8(bytes: Uint8Array): TextResult {
  const [first, second] = bytes;
  const encoding = { code: 'csv.not-text', expected: 'UTF-8 text', hint: 'save it as "CSV UTF-8"' } as const;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return refuse({ ...encoding, line: 1, message: 'the file is UTF-16' });
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const lenient = new TextDecoder().decode(bytes);
    const line = lineOf(lenient, lenient.indexOf('\uFFFD'));
    return refuse({ ...encoding, line, message: 'the file has bytes that are not UTF-8' });
  }
}

function countBreaks(cell: string): number {
  return cell.includes('\n') ? cell.split('\n').length - 1 : 0;
}

function lineOf(text: string, index: number): number {
  return countBreaks(text.slice(0, Math.max(0, index))) + 1;
}

/** A problem with everything told; what is not given does not apply. */
export function csvProblem(
  facts: Pick<CsvProblem, 'code' | 'message' | 'expected' | 'hint'> & Partial<CsvProblem>,
): CsvProblem {
  const { line = null, message } = facts;
  return { line, column: null, found: null, ...facts, message: line === null ? message : `line ${line}: ${message}` };
}

function refuse(facts: Parameters<typeof csvProblem>[0]): { ok: false; problem: CsvProblem } {
  return { ok: false, problem: csvProblem(facts) };
}
