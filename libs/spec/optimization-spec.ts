import { canonicalJson, sha256Hex } from '#kernel';
import type { BacktestSettings } from '#quant/backtest';
import type { Interval } from '#quant/candles';
import type { ParameterSet, SpaceDefinition } from '#quant/space';
import type { StrategyDefinition } from '#quant/strategies';

export type DataSource =
  /** A file, read when the optimization is submitted. */
  | {
      kind: 'csv';
      path: string;
      columns?: Record<string, string>;
      timeFormat?: string;
      delimiter?: string;
      decimal?: '.' | ',';
      onProblem?: 'fail' | 'repair';
    }
  /** Data that comes with paramo. */
  | { kind: 'embedded'; name: string }
  /** A stored dataset by its content hash, or by 8 or more of the first digits of that. */
  | { kind: 'dataset'; hash: string }
  /** The stored dataset of a symbol. */
  | { kind: 'dataset'; symbol: string };

export interface DatasetReference {
  /** SHA-256 of the binary form of the candles; null until the data is resolved. */
  hash: string | null;
  symbol: string;
  /** Null until the data is resolved, when the file did not say. */
  interval: Interval | null;
  source: DataSource;
  /** First and last day or time, both included (`resolveRange`); null = all. */
  start: string | null;
  end: string | null;
  /** Bars [from, to) that start and end select; null until the data is resolved. */
  bars: { from: number; to: number } | null;
}

export interface Objective {
  /** Metric id. */
  metric: string;
  direction: 'maximize' | 'minimize';
}

/** A trial passes when the metric is at least `min` and at most `max`; NaN never passes. */
export interface Criterion {
  metric: string;
  min?: number;
  max?: number;
}

export interface SearchSettings {
  /** Search method: `grid`, `random`, … */
  name: string;
  seed: number;
  /** Trials at most; null = the method decides. */
  budget: number | null;
}

/**
 * One optimization, resolved: every default and every definition written out. Plain JSON data that is stored in events
 * for years; equal specs give equal results.
 */
export interface OptimizationSpec {
  name: string;
  description: string;
  strategy: StrategyDefinition;
  dataset: DatasetReference;
  space: SpaceDefinition;
  /** The strategy's parameters that are not searched, with their value. */
  fixed: ParameterSet;
  backtest: BacktestSettings;
  method: SearchSettings;
  objective: Objective;
  criteria: Criterion[];
  /** Metric ids computed for every trial, sorted. */
  metrics: string[];
}

/** Trials one optimization may have at most. */
export const MAX_TRIALS = 10_000_000;

/** Smallest `memoryMb`: a thread needs some 30 for itself. */
export const LEAST_MEMORY_MB = 96;

/** How hard the machine works. It never influences a result and is no part of the hash. */
export interface ExecutionOptions {
  /** Trials in parallel; null = as many as the processor has cores. */
  maxConcurrent: number | null;
  /** Percent of the processor's cores that evaluation may use, 1–100. */
  cpuPercent: number;
  /** Megabytes an evaluation thread may use; null = as much as Node allows. */
  memoryMb: number | null;
  trialTimeoutMs: number;
  retries: number;
  /** Share of failed trials (0–1) from which the optimization counts as failed. */
  maxFailureRate: number;
}

export const DEFAULT_EXECUTION_OPTIONS: Readonly<ExecutionOptions> = {
  maxConcurrent: null,
  cpuPercent: 100,
  memoryMb: null,
  trialTimeoutMs: 60_000,
  retries: 2,
  maxFailureRate: 0.05,
};

/**
 * Identity of what is computed: SHA-256 over everything but the name, the description, and where the data lay (its
 * content hash counts). Throws a RangeError while the data is not resolved: a path does not say what the file holds.
 */
export function specHash(spec: OptimizationSpec): string {
  const { name: _name, description: _description, dataset, ...rest } = spec;
  const { hash, bars } = dataset;
  if (hash === null || bars === null) {
    throw new RangeError(`The data of "${spec.name}" is not resolved yet: it has no content hash.`);
  }
  return sha256Hex(canonicalJson({ ...rest, dataset: { hash, bars } }));
}
