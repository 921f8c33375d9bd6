import { Rejected, sha256Hex } from '#kernel';
import {
  type Candles,
  type CandleSource,
  CandleSourceError,
  decodeCandles,
  encodeCandles,
  qualityReport,
  type QualityReport,
  readCandlesCsv,
  type ReadCandlesOptions,
} from '#quant/candles';
import type { BlobStore } from '#messaging';
import { sendDataset, type SendOptions } from './commands.service';
import type { Platform } from './platform.port';

export interface ImportedDataset {
  hash: string;
  candles: Candles;
  quality: QualityReport;
  /** What was repaired or ignored while reading, in sentences. */
  notes: string[];
}
