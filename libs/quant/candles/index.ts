/** Candles: what they are, how they are read, checked, stored and cut. */
export { resolveRange, sliceCandles, type BarRange, type RangeResult } from './candle-range';
export { INTERVALS, type Candles, type Interval } from './candles';
export { CandlesFormatError, decodeCandles, encodeCandles, type CandlesFormatErrorCode } from './candles-codec';
export type { CandleField, ColumnMapping } from './csv-columns';
export { inferInterval, intervalMs, isInterval } from './interval';
export { readCandlesCsv } from './read-candles-csv';
export type {
  CsvLimits,
  CsvProblem,
  CsvProblemCode,
  CsvRepair,
  CsvReport,
  ReadCandlesOptions,
  ReadCandlesResult,
} from './read-candles-csv.types';
export { resampleCandles, spreadHigher, type HigherBars } from './resample';
export { sessionEnds, tradingCalendar, type TradingCalendar } from './trading-calendar';
export { formatTime, parseTime, type ParsedTime } from './time-text';
export { qualityReport, type QualityGap, type QualityReport } from './quality-report';
export {
  type CandleSource,
  CandleSourceError,
  type CandleSourceErrorCode,
  type CandleText,
} from './candle-source.port';
