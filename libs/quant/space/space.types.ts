/** Numeric steps are exact decimals: the values are `min + i·step`, rounded to the decimals of min and step. */
export type Domain =
  | { kind: 'integer'; min: number; max: number; step: number }
  | { kind: 'float'; min: number; max: number; step: number }
  /** Any real number in [min, max]; `log` is uniform in the logarithm (min > 0). */
  | { kind: 'continuous'; min: number; max: number; scale: 'linear' | 'log' }
  /** `points` values spaced evenly in the logarithm, ends included. */
  | { kind: 'log'; min: number; max: number; points: number }
  /** Numbers in the order given: neighbours in the list are neighbours in the space. */
  | { kind: 'list'; values: number[] }
  /** No order: every two values are neighbours. */
  | { kind: 'categorical'; values: (string | number | boolean)[] }
  | { kind: 'boolean' };

export type ParameterValue = number | string | boolean;

export interface Parameter {
  name: string;
  domain: Domain;
  /** Active only where this condition over other parameters is true (`useFilter`, `maType == "ema"`). */
  when?: string;
}

/** The search space as the user gave it: plain data. The first parameter varies slowest in a grid. */
export interface SpaceDefinition {
  parameters: Parameter[];
  /** Hard constraints over parameters (`fast < slow`): what violates one is never run nor counted. */
  constraints: string[];
}

/** One value per active parameter. An inactive one is absent. */
export type ParameterSet = Record<string, ParameterValue>;

/**
 * Trials planned together, without listing what can be computed.
 * `range`: the feasible points with index in [start, end) of the mixed-radix order (decimal strings: they may exceed 2^53).
 * `points`: one column per parameter, in the order of the space: level index (discrete), value (continuous), NaN (inactive).
 */
export type TrialPlan =
  | { kind: 'range'; start: string; end: string; count: number }
  | { kind: 'points'; count: number; columns: Float64Array[] };
