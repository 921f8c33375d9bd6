import { MAX_EVENT_BYTES } from '#event-sourcing';
import { canonicalJson, float64Bytes, type Sha256, sha256Hex } from '#kernel';
import { type BatchEvaluated, batchOfStream } from './batch.events';
import { OPTIMIZATION_STREAMS } from './optimization.events';

/** The optimization a stream belongs to, be it its own or a batch's; known without reading an event. */
export function optimizationOfStream(stream: string): string {
  return stream.startsWith(OPTIMIZATION_STREAMS)
    ? stream.slice(OPTIMIZATION_STREAMS.length)
    : batchOfStream(stream).optimizationId;
}

/** A double in the log, at most: base64 of its eight bytes, in the plans of a method that chooses points. */
const VALUE_BYTES = (8 * 4) / 3;

/**
 * Small searches show progress early; large ones keep the log short: about fifty batches, of at most 4,096 trials. With
 * many columns fewer, so that they fill at most half of an event: failures need room too.
 */
export function batchSizeFor(trials: number, columns: number): number {
  const most = Math.min(4096, Math.floor(MAX_EVENT_BYTES / 2 / VALUE_BYTES / columns));
  return Math.min(most, Math.max(16, Math.ceil(trials / 50)));
}

/** Characters of a reason that are recorded, and of all reasons of a batch. */
const LONGEST_REASON = 200;
const LONGEST_REASONS = 360_000;

/** Failures as they are recorded: shortened so far that a batch all of whose trials fail still fits into one event. */
export function recordedFailures(failures: BatchEvaluated['failures']): BatchEvaluated['failures'] {
  const longest = Math.min(LONGEST_REASON, Math.floor(LONGEST_REASONS / failures.length));
  return failures.map(({ index, reason }) => ({ index, reason: reason.slice(0, longest) }));
}

/** Hash of what one batch found: the columns' bits, the failures and the engine that computed them. */
export function batchResultHash(result: Omit<BatchEvaluated, 'resultHash'>, sha256: Sha256 = sha256Hex): string {
  const head = canonicalJson({
    batch: result.batch,
    firstTrial: result.firstTrial,
    count: result.count,
    metrics: result.metrics,
    failures: result.failures,
    engineVersion: result.engineVersion,
  });
  return sha256(head, ...result.columns.map(float64Bytes));
}

/** Hash of a whole optimization: its specification and its batches in order. Equal for equal results, at any parallelism. */
export function optimizationResultHash(specHash: string, batchHashes: readonly string[]): string {
  return sha256Hex(canonicalJson({ specHash, batches: batchHashes }));
}
