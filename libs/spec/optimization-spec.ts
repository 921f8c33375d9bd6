import { canonicalJson, sha256Hex } from '#kernel';
import type { BacktestSettings, EvaluationTask } from '#quant/backtest';
import type { Interval } from '#quant/candles';
import type { ParameterSet, SpaceDefinition, TrialPlan } from '#quant/space';
import type { StrategyDefinition } from '#quant/strategies';

/** Where the candles come from. Only the content hash decides the result. */
export type DatasetSource =
  | { kind: 'csv'; path: string; columns?: Record<string, string>; timeFormat?: string; delimiter?: string }
  | { kind: 'embedded'; name: string }
  | { kind: 'dataset'; hash: string };

export interface SpecDataset {
  /** Content hash; null until the data was read. */
  hash: string | null;
  symbol: string;
  /** Null until the data was read, when the file does not say. */
  interval: Interval | null;
  source: DatasetSource;
  /** First and last day or instant, both included; null = from the first, to the last bar. */
  start: string | null;
  end: string | null;
  /** Bars [from, to) that start and end select; null until the data was read. */
  bars: { from: number; to: number } | null;
}

/** A result constraint: a trial outside [min, max] is kept, but cannot be the pick. */
export interface Criterion {
  metric: string;
  min?: number;
  max?: number;
}

/**
 * An optimization, resolved: every default filled in, every name canonical. Plain JSON data that is stored in the log for
 * years; all that decides the result, and nothing else (see `ExecutionOptions`).
 */
export interface OptimizationSpec {
  name: string;
  description: string | null;
  /** In full, built-in or the user's own: the log does not depend on the catalogue of the day. */
  strategy: StrategyDefinition;
  dataset: SpecDataset;
  space: SpaceDefinition;
  /** The strategy's parameters that are not searched. */
  fixed: ParameterSet;
  backtest: BacktestSettings;
  method: { name: string; seed: number; budget: number | null };
  objective: { metric: string; direction: 'maximize' | 'minimize' };
  criteria: Criterion[];
  /** Metric columns of every trial: objective, criteria and a standard dozen; sorted, each once. */
  metrics: string[];
}

/** How it is run; none of it may change a result, so none of it is hashed. */
export interface ExecutionOptions {
  maxConcurrent: number | null;
  cpuPercent: number;
  trialTimeoutMs: number;
  retries: number;
  /** Share (0 … 1) of failed trials above which `paramo run` exits with code 8. */
  maxFailureRate: number;
}

/** Equal for optimizations that must give equal results: names and the path of the data do not count, its content does. */
export function specHash(spec: OptimizationSpec): string {
  const { name: _name, description: _description, dataset, ...decisive } = spec;
  return sha256Hex(canonicalJson({ ...decisive, dataset: { hash: dataset.hash, bars: dataset.bars } }));
}

/** The evaluation of some of its trials. The data must be resolved. */
export function evaluationTask(spec: OptimizationSpec, plan: TrialPlan): EvaluationTask {
  const { hash, bars } = spec.dataset;
  if (hash === null || bars === null) throw new Error(`The data of ${spec.name} is not resolved yet.`);
  return {
    strategy: spec.strategy,
    space: spec.space,
    fixed: spec.fixed,
    plan,
    settings: spec.backtest,
    metrics: spec.metrics,
    dataset: hash,
    bars,
  };
}

/** Reads a recorded specification: written by `OptimizationRequested`, checked when it was admitted. */
export function asOptimizationSpec(recorded: unknown): OptimizationSpec {
  return recorded as OptimizationSpec;
}
