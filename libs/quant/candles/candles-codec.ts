import { canonicalJson } from '#kernel';
import type { Candles } from './candles';
import { isInterval } from './interval';

/** First eight bytes of the binary form. */
const MAGIC = 'PARAMOCD';
const VERSION = 1;
/** Magic, version (uint32), header length in bytes (uint32). */
const PREFIX_BYTES = 16;
const MAX_HEADER_BYTES = 4096;
const COLUMNS = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;

export type CandlesFormatErrorCode = 'not-candles' | 'unknown-version' | 'torn' | 'bad-header';

/** Bytes that do not hold candles, or hold them only in part. */
export class CandlesFormatError extends Error {
  constructor(
    readonly code: CandlesFormatErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'CandlesFormatError';
  }
}

/**
 * Binary form of candles: magic, version, header (canonical JSON padded with spaces to a multiple of 8 bytes), then the
 * columns time, open, high, low, close, volume as little-endian doubles. The same candles always give the same bytes,
 * so the SHA-256 of the bytes names the dataset.
 */
export function encodeCandles(candles: Candles): Uint8Array {
  const bars = candles.time.length;
  const json = canonicalJson({ bars, interval: candles.interval, symbol: candles.symbol });
  const unpadded = new TextEncoder().encode(json);
  const headerBytes = Math.ceil(unpadded.length / 8) * 8;
  if (headerBytes > MAX_HEADER_BYTES) {
    throw new CandlesFormatError('bad-header', `The symbol is too long (${candles.symbol.length} characters).`);
  }
  const bytes = new Uint8Array(PREFIX_BYTES + headerBytes + COLUMNS.length * bars * 8);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  view.setUint32(8, VERSION, true);
  view.setUint32(12, headerBytes, true);
  bytes.fill(0x20, PREFIX_BYTES, PREFIX_BYTES + headerBytes);
  bytes.set(unpadded, PREFIX_BYTES);
  let offset = PREFIX_BYTES + headerBytes;
  for (const name of COLUMNS) {
    const column = candles[name];
    if (column.length !== bars) {
      throw new CandlesFormatError('torn', `Column ${name} has ${column.length} values, expected ${bars}.`);
    }
    for (const value of column) {
      view.setFloat64(offset, value, true);
      offset += 8;
    }
  }
  return bytes;
}

/** The inverse of `encodeCandles`, bit by bit. Throws a `CandlesFormatError` for anything else. */
export function decodeCandles(bytes: Uint8Array): Candles {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = new TextDecoder('latin1').decode(bytes.subarray(0, MAGIC.length));
  if (magic !== MAGIC) throw new CandlesFormatError('not-candles', 'These bytes do not start like candles of paramo.');
  if (bytes.length < PREFIX_BYTES) throw new CandlesFormatError('torn', 'The candles end within their prefix.');
  const version = view.getUint32(8, true);
  if (version !== VERSION) {
    throw new CandlesFormatError('unknown-version', `Candles of version ${version}; this build reads ${VERSION}.`);
  }
  const headerBytes = view.getUint32(12, true);
  const columnsAt = PREFIX_BYTES + headerBytes;
  if (headerBytes > MAX_HEADER_BYTES) throw new CandlesFormatError('bad-header', `A header of ${headerBytes} bytes.`);
  if (bytes.length < columnsAt) throw new CandlesFormatError('torn', 'The candles end within their header.');
  const { bars, interval, symbol } = readHeader(bytes.subarray(PREFIX_BYTES, columnsAt));
  const expected = columnsAt + COLUMNS.length * bars * 8;
  if (bytes.length !== expected) {
    throw new CandlesFormatError('torn', `${bars} bars take ${expected} bytes, found ${bytes.length}.`);
  }
  const column = (index: number) => readColumn(view, columnsAt + index * bars * 8, bars);
  const [time, open, high, low, close, volume] = [column(0), column(1), column(2), column(3), column(4), column(5)];
  return { symbol, interval, time, open, high, low, close, volume };
}

function readColumn(view: DataView, offset: number, bars: number): Float64Array {
  const column = new Float64Array(bars);
  for (let bar = 0; bar < bars; bar++) column[bar] = view.getFloat64(offset + bar * 8, true);
  return column;
}

function readHeader(bytes: Uint8Array): Pick<Candles, 'symbol' | 'interval'> & { bars: number } {
  const { bars, interval, symbol } = parseHeader(bytes);
  if (typeof bars !== 'number' || !Number.isSafeInteger(bars) || bars < 0) {
    throw new CandlesFormatError('bad-header', 'The header does not tell the number of bars.');
  }
  if (typeof interval !== 'string' || !isInterval(interval)) {
    throw new CandlesFormatError('bad-header', 'The header names no interval this build knows.');
  }
  if (typeof symbol !== 'string') throw new CandlesFormatError('bad-header', 'The header names no symbol.');
  return { bars, interval, symbol };
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof header === 'object' && header !== null) return { ...header };
  } catch {
    // Reported below, like a header that is JSON but no object.
  }
  throw new CandlesFormatError('bad-header', 'The header is not a JSON object.');
}
