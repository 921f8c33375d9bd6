/** Bar sizes paramo knows. `M` is a calendar month, `m` a minute. */
export const INTERVALS = [
  '1m',
  '3m',
  '5m',
  '15m',
  '30m',
  '1h',
  '2h',
  '4h',
  '6h',
  '8h',
  '12h',
  '1d',
  '3d',
  '1w',
  '1M',
] as const;
export type Interval = (typeof INTERVALS)[number];

/**
 * OHLCV bars of one symbol and interval as columns of equal length, oldest first. Immutable by convention: the arrays
 * may be views of shared memory.
 */
export interface Candles {
  readonly symbol: string;
  readonly interval: Interval;
  /** Bar label, ms since the Unix epoch, UTC; strictly increasing. */
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}
