import type { Candles, Interval, TradingCalendar } from '#quant/candles';

/** `series`: a column; `integer`, `float`: a number known before the run (a parameter or a literal); `interval`: `'1d'`. */
export interface IndicatorArgument {
  name: string;
  kind: 'series' | 'integer' | 'float' | 'interval';
  /** Used when the formula leaves it out. */
  default?: number | Interval;
  min?: number;
  max?: number;
}

export interface IndicatorInput {
  candles: Candles;
  /** Series arguments, in the order of the signature. */
  series: Float64Array[];
  /** Numeric arguments, in the order of the signature. */
  numbers: number[];
  /** Interval arguments, in the order of the signature. */
  intervals: Interval[];
  /** Bars per year of the instrument's calendar. */
  periodsPerYear: number;
  /** Tells the sessions apart. */
  calendar: TradingCalendar;
}

/** One file each. Value at bar t depends on bars ≤ t only (the prefix test runs over every entry); NaN = not defined. */
export interface IndicatorDefinition {
  /** Function name in formulas, camelCase. */
  name: string;
  title: string;
  arguments: IndicatorArgument[];
  /** Names of the output lines; a single-line indicator has `['value']` and is written without a suffix. */
  outputs: string[];
  /** Formula in words, exactly as the catalogue fixes it. */
  definition: string;
  source: string;
  unit: 'price' | 'ratio' | 'volume' | 'count';
  /**
   * 0-based index of the first defined value, for series arguments valid from bar 0 (nested calls add up).
   * One number per output line, or one for all.
   */
  firstValid(numbers: number[]): number | number[];
  /** One column per output, each as long as the candles. */
  compute(input: IndicatorInput): Float64Array[];
}
