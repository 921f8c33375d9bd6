import { INTERVALS, isInterval, type Interval } from '#quant/candles';
import { didYouMean } from '#quant/formula';
import { readChoice, readText, readTimeText } from './fields';
import { shown, type IssueList } from './issues';
import type { DatasetReference, DataSource } from './optimization-spec';
import { Section, takeFrom, type Field } from './section';
import { KEYS } from './spellings';

const SOURCES = ['csv', 'embedded', 'dataset'] as const;
const PLANNED_SOURCES = ['yahoo', 'alphavantage', 'binance'];
const HASH = /^[0-9a-f]{64}$/;
/** Enough digits to tell the datasets of one store apart. */
const HASH_PREFIX = /^[0-9a-f]{8,64}$/;
const INTERVAL_SYNONYMS: Readonly<Record<string, Interval>> = {
  d: '1d', day: '1d', daily: '1d', '1day': '1d', '24h': '1d', h: '1h', hour: '1h', hourly: '1h', '60m': '1h', '60min': '1h',
  w: '1w', week: '1w', weekly: '1w', month: '1M', monthly: '1M', '1mo': '1M', '1month': '1M', '1min': '1m', '5min': '5m',
  '15min': '15m', '30min': '30m',
}; // prettier-ignore

/** Which bars: `data` as a mapping or a text (a path ending in .csv, a content hash or how it begins, or the name of embedded data). */
export function readData(field: Field | undefined, root: Section, issues: IssueList): DatasetReference | null {
  const before = issues.all.length;
  const section = typeof field?.value === 'string' ? null : Section.at(field, issues, '{ source, symbol, … }');
  if (field && typeof field.value !== 'string' && !section) return null;
  const places = section ? [section, root] : [root];
  const symbol = readText(takeFrom(places, KEYS.symbol, issues), issues, 100);
  const interval = readInterval(takeFrom(places, KEYS.interval, issues), issues);
  const startField = takeFrom(places, KEYS.start, issues);
  const endField = takeFrom(places, KEYS.end, issues);
  const start = readTimeText(startField, issues) ?? null;
  const end = readTimeText(endField, issues) ?? null;
  // A day reads as its midnight: enough to tell the order of two texts.
  if (start !== null && end !== null && start.slice(0, end.length) > end && endField) {
    issues.error('E2601', endField.path, `is before start: ${end} < ${start}`, { hint: 'exchange them' });
  }
  const hashField = section?.take(KEYS.hash);
  const hash = readHash(hashField, issues);
  const source = section ? readSource(section, { hash, symbol }, issues) : shorthand(field, { hash, symbol }, issues);
  section?.finish();
  if (source && source.kind !== 'dataset' && hashField) requireWholeHash(hashField, issues);
  if (source === null || issues.all.length > before) return null;
  return {
    hash: knownHash(source, hash),
    symbol: symbol ?? symbolOf(source),
    interval: interval ?? null,
    source,
    start,
    end,
    bars: null,
  };
}

interface KnownFacts {
  hash: string | undefined;
  symbol: string | undefined;
}

function readSource(section: Section, facts: KnownFacts, issues: IssueList): DataSource | null {
  const sourceField = section.take(KEYS.source);
  const pathField = section.take(KEYS.path);
  const nameField = section.take(['name']);
  const path = readText(pathField, issues, 1024);
  const format = readCsvFormat(section, issues);
  const name = readText(nameField, issues, 100) ?? facts.symbol;
  if (typeof sourceField?.value === 'string' && PLANNED_SOURCES.includes(sourceField.value.toLowerCase())) {
    const hint = 'save the candles as CSV and use source: csv';
    issues.error('E2006', sourceField.path, `is not available yet: ${sourceField.value}`, { hint });
    return null;
  }
  const guessed = pathField ? 'csv' : facts.hash !== undefined && nameField === undefined ? 'dataset' : 'embedded';
  const kind = sourceField ? readChoice(sourceField, issues, SOURCES, { file: 'csv' }) : guessed;
  const missing = (key: string) => {
    issues.error('E2004', section.path, `needs ${key}${sourceField ? ` for source ${kind}` : ''}`);
    return null;
  };
  if (kind === undefined) return null;
  if (kind === 'csv') return path === undefined ? (pathField ? null : missing('path')) : { kind, path, ...format };
  if (kind === 'dataset') return datasetSource(facts) ?? missing('hash or symbol');
  return name === undefined ? missing('symbol') : { kind, name };
}

/** The hash says more than the symbol, which then is only a label. */
function datasetSource({ hash, symbol }: KnownFacts): DataSource | null {
  if (hash !== undefined) return { kind: 'dataset', hash };
  return symbol === undefined ? null : { kind: 'dataset', symbol };
}

/** The content hash, where the file gives all of it. */
function knownHash(source: DataSource, hash: string | undefined): string | null {
  const given = source.kind === 'dataset' && 'hash' in source ? source.hash : hash;
  return given !== undefined && HASH.test(given) ? given : null;
}

/** How a CSV file is written, where that is not to be guessed. */
function readCsvFormat(section: Section, issues: IssueList) {
  const columns = section.take(KEYS.columns);
  const timeFormat = readText(section.take(KEYS.timeFormat), issues, 40);
  const decimal = readChoice(section.take(KEYS.decimal), issues, ['.', ',']);
  const onProblem = readChoice(section.take(KEYS.onProblem), issues, ['fail', 'repair']);
  const delimiterField = section.take(KEYS.delimiter);
  const delimiter = typeof delimiterField?.value === 'string' ? delimiterField.value : undefined;
  if (delimiterField && delimiter?.length !== 1) {
    const expected = 'one character, such as ";"';
    issues.error('E2001', delimiterField.path, `must be ${expected}, found ${shown(delimiterField.value)}`, {
      expected,
    });
  }
  return {
    ...(columns && { columns: readColumns(columns, issues) }),
    ...(timeFormat !== undefined && { timeFormat }),
    ...(delimiter !== undefined && { delimiter }),
    ...(decimal !== undefined && { decimal }),
    ...(onProblem !== undefined && { onProblem }),
  };
}

const COLUMNS = ['time', 'clock', 'open', 'high', 'low', 'close', 'volume'] as const;

/** `{ time: Date, close: Last }`: field → column name. */
function readColumns(field: Field, issues: IssueList): Record<string, string> {
  const section = Section.at(field, issues, '{ time: Date, open: Open }');
  if (!section) return {};
  const columns: Record<string, string> = {};
  for (const name of COLUMNS) {
    const column = readText(section.take([name]), issues, 100);
    if (column !== undefined) columns[name] = column;
  }
  section.finish();
  return columns;
}

function shorthand(field: Field | undefined, { symbol }: KnownFacts, issues: IssueList): DataSource | null {
  const text = readText(field, issues, 1024) ?? (field ? undefined : symbol);
  if (text === undefined) {
    const expected = 'data: { source: csv, symbol: SPY, path: ./SPY.csv }';
    if (!field) issues.error('E2004', [], 'needs data', { expected });
    return null;
  }
  if (/\.(csv|txt|tsv)$/i.test(text)) return { kind: 'csv', path: text };
  return HASH_PREFIX.test(text) ? { kind: 'dataset', hash: text } : { kind: 'embedded', name: text };
}

/** `./data/SPY_1d.csv` → `SPY_1d`. */
function symbolOf(source: DataSource): string {
  if (source.kind === 'embedded') return source.name;
  if (source.kind === 'dataset') return 'hash' in source ? source.hash.slice(0, 8) : source.symbol;
  return source.path.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '') || source.path;
}

/** `1M` is a month, `1m` a minute: case counts for the short forms, not for words. */
function readInterval(field: Field | undefined, issues: IssueList): Interval | undefined {
  if (field === undefined) return undefined;
  const text = typeof field.value === 'string' ? field.value.trim() : '';
  if (isInterval(text)) return text;
  const lower = text.toLowerCase();
  if (lower !== '1m' && isInterval(lower)) return lower;
  if (Object.hasOwn(INTERVAL_SYNONYMS, lower)) return INTERVAL_SYNONYMS[lower];
  const expected = `one of ${INTERVALS.join(', ')}`;
  const hint = didYouMean(text, INTERVALS);
  issues.error('E2008', field.path, `must be ${expected}, found ${shown(field.value)}`, { expected, hint });
  return undefined;
}

function readHash(field: Field | undefined, issues: IssueList): string | undefined {
  if (field === undefined) return undefined;
  const { value } = field;
  if (typeof value === 'string' && HASH_PREFIX.test(value)) return value;
  const isShort = typeof value === 'string' && /^[0-9a-f]{1,7}$/.test(value);
  const expected = 'the 64 lower-case hexadecimal digits of a SHA-256, or at least the first 8';
  issues.error('E2602', field.path, `must be ${expected}, found ${shown(value)}`, {
    expected,
    hint: typeof value === 'number' ? 'put it in quotes' : isShort ? 'give at least 8 digits' : undefined,
  });
  return undefined;
}

/** Beside a file a hash says what it must hold: the first digits prove nothing. */
function requireWholeHash({ value, path }: Field, issues: IssueList): void {
  if (typeof value === 'string' && HASH.test(value)) return;
  const expected = 'all 64 digits of the content hash';
  issues.error('E2602', path, `must be ${expected}, found ${shown(value)}`, {
    expected,
    hint: 'only source: dataset takes the first digits',
  });
}
