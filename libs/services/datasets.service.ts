import { Rejected } from '#kernel';
import {
  type Candles,
  CandleSourceError,
  type CandleText,
  decodeCandles,
  encodeCandles,
  qualityReport,
  type QualityReport,
  readCandlesCsv,
  type ReadCandlesOptions,
  resolveRange,
} from '#quant/candles';
import type { BlobStore } from '#messaging';
import { DATASETS, type DatasetDocument, type ReadModels } from '#read-models';
import type { OptimizationSpec, DatasetReference } from '#spec';
import { sendDataset, type SendOptions } from './commands.service';
import type { Platform } from './platform.port';
import { catchUp } from './projector.service';
import { openReadModels } from './read-model-store';

export interface ReadDataset {
  /** Content hash of the encoded candles: the dataset's id. */
  hash: string;
  bytes: Uint8Array;
  candles: Candles;
  quality: QualityReport;
  origin: string;
  /** What was repaired, ignored or assumed while reading, in sentences. */
  notes: string[];
}

/** What a careful reader should know of candles before trusting a result over them. */
export type DataRemarks = Pick<ReadDataset, 'quality' | 'notes'>;

export type ImportOptions = Partial<ReadCandlesOptions>;

/** Fetches and checks candles; stores nothing. Throws `Rejected` `data.unavailable` or `data.invalid`. */
export async function readDataset(
  platform: Platform,
  source: { kind: string; name: string },
  options: ImportOptions = {},
): Promise<ReadDataset> {
  const text = await fetchText(platform, source);
  const symbol = options.symbol ?? text.symbol ?? symbolFrom(text.origin);
  const read = readCandlesCsv(text.bytes, { ...options, symbol });
  if (!read.ok) {
    const [first] = read.problems;
    const more = read.problemCount > 1 ? ` (and ${read.problemCount - 1} more)` : '';
    throw new Rejected({
      code: 'data.invalid',
      message: `${text.origin}: ${first?.message ?? 'no candles'}${more}`,
      details: { origin: text.origin, problems: read.problems, problemCount: read.problemCount },
    });
  }
  const bytes = encodeCandles(read.candles);
  const notes = [...read.report.repairs.map(({ message }) => message), ...read.report.notes];
  const quality = qualityReport(read.candles);
  return { hash: platform.sha256(bytes), bytes, candles: read.candles, quality, origin: text.origin, notes };
}

/** Stores candles and records the import. The same candles again change nothing. */
export async function importDataset(
  platform: Platform,
  dataset: ReadDataset,
  options: SendOptions = {},
): Promise<string> {
  const { candles, quality, origin, bytes } = dataset;
  const hash = await platform.blobs.put(bytes);
  const label = (bar: number): string => new Date(candles.time[bar] ?? Number.NaN).toISOString();
  await sendDataset(
    platform,
    hash,
    {
      type: 'import',
      hash,
      symbol: candles.symbol,
      interval: candles.interval,
      bars: candles.time.length,
      first: label(0),
      last: label(candles.time.length - 1),
      origin,
      quality: JSON.parse(JSON.stringify(quality)),
      importedAt: new Date(platform.clock.now()).toISOString(),
    },
    options,
  );
  return hash;
}

/** The candles of a dataset. Throws `Rejected` `dataset.not-found`. */
export async function loadCandles(blobs: BlobStore, hash: string): Promise<Candles> {
  const bytes = await blobs.get(hash);
  if (bytes === null) {
    throw new Rejected({
      code: 'dataset.not-found',
      message: `The candles ${hash.slice(0, 12)}… are not in this store; import the file again.`,
    });
  }
  return decodeCandles(bytes);
}

/** A specification whose data is there: hash, symbol, interval and bars filled in, the candles stored. */
export async function resolveData(
  platform: Platform,
  spec: OptimizationSpec,
  options: SendOptions & { store?: boolean } = {},
): Promise<{ spec: OptimizationSpec; candles: Candles; remarks: DataRemarks }> {
  const { dataset } = spec;
  const { candles, hash, quality, notes } = await candlesOf(platform, dataset, options);
  if (dataset.interval !== null && dataset.interval !== candles.interval) {
    throw new Rejected({
      code: 'data.invalid',
      message: `data.interval is ${dataset.interval}, but the bars are ${candles.interval} apart: correct one of the two.`,
    });
  }
  const range = resolveRange(candles, dataset.start, dataset.end);
  if (!range.ok) throw new Rejected({ code: 'data.unavailable', message: range.message });
  const source = dataset.source.kind === 'dataset' ? { kind: 'dataset' as const, hash } : dataset.source;
  const resolved = { ...dataset, source, hash, symbol: candles.symbol, interval: candles.interval, bars: range.bars };
  return { spec: { ...spec, dataset: resolved }, candles, remarks: { quality, notes } };
}

async function candlesOf(
  platform: Platform,
  { source, symbol, hash: pinned }: DatasetReference,
  options: SendOptions & { store?: boolean },
): Promise<DataRemarks & { candles: Candles; hash: string }> {
  if (source.kind === 'dataset') return storedCandles(platform, 'hash' in source ? source.hash : source.symbol);
  const where = source.kind === 'csv' ? { kind: 'csv', name: source.path } : { kind: 'embedded', name: source.name };
  const how: ImportOptions =
    source.kind === 'csv'
      ? {
          ...(symbol && { symbol }),
          columns: source.columns,
          timeFormat: source.timeFormat,
          delimiter: source.delimiter,
          decimal: source.decimal,
          onProblem: source.onProblem,
        }
      : {};
  const dataset = await readDataset(platform, where, how);
  if (pinned !== null && pinned !== dataset.hash) {
    throw new Rejected({
      code: 'data.invalid',
      message: `data.hash is ${pinned}, but ${dataset.origin} holds ${dataset.hash}: the data has changed since.`,
    });
  }
  if (options.store ?? true) await importDataset(platform, dataset, options);
  return dataset;
}

async function storedCandles(platform: Platform, ref: string) {
  const hash = HASH.test(ref) ? ref : await hashOf(platform, ref);
  const candles = await loadCandles(platform.blobs, hash);
  return { candles, hash, quality: qualityReport(candles), notes: [] };
}

async function hashOf(platform: Platform, ref: string): Promise<string> {
  await catchUp(platform);
  return (await findDataset(openReadModels(platform), ref))._id;
}

const HASH = /^[0-9a-f]{64}$/;
const FEWEST_DIGITS = 8;

/**
 * A stored dataset by its hash, the beginning of one (8 digits or more), or its symbol when only one has it.
 * @throws Rejected `dataset.not-found`
 */
export async function findDataset(models: ReadModels, ref: string): Promise<DatasetDocument> {
  const all = await (await models.collection<DatasetDocument>(DATASETS)).find({}, { sort: { importedAt: 1 } });
  const isPrefix = ref.length >= FEWEST_DIGITS && /^[0-9a-f]+$/.test(ref);
  const found = all.filter(
    ({ _id, symbol }) => (isPrefix && _id.startsWith(ref)) || symbol.toLowerCase() === ref.toLowerCase(),
  );
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const candidates = found.map(({ _id, symbol, interval, first, last, origin }) => {
    const span = `${first.slice(0, 10)}…${last.slice(0, 10)}`;
    return `${_id.slice(0, FEWEST_DIGITS)} (${symbol} ${interval} ${span}, ${origin})`;
  });
  const message =
    found.length > 1
      ? `${ref} names ${found.length} datasets: ${candidates.join(', ')}. Write the beginning of one hash.`
      : `There is no dataset ${ref}; \`paramo data ls\` shows what is stored, \`paramo data import <file>\` stores more.`;
  throw new Rejected({ code: 'dataset.not-found', message });
}

async function fetchText(platform: Platform, source: { kind: string; name: string }): Promise<CandleText> {
  const adapter = platform.sources.find(({ kind }) => kind === source.kind);
  if (adapter === undefined) {
    const kinds = platform.sources.map(({ kind }) => kind).join(', ');
    throw new Rejected({
      code: 'data.unavailable',
      message: `There is no data source ${source.kind} here; there is: ${kinds}.`,
    });
  }
  try {
    return await adapter.fetch(source.name);
  } catch (error) {
    if (!(error instanceof CandleSourceError)) throw error;
    const details = { reason: error.code, hint: error.hint };
    throw new Rejected({ code: 'data.unavailable', message: `${error.message} ${error.hint}`, details });
  }
}

/** `SPY_1d.csv` → `SPY`. */
function symbolFrom(origin: string): string {
  return (
    origin
      .replace(/\.[^.]*$/, '')
      .split(/[_\s]/)[0]
      ?.toUpperCase() || 'UNKNOWN'
  );
}
