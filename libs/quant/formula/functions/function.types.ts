import type { Candles, TradingCalendar } from '#quant/candles';
import type { Operand } from '../columns';

/** `bars`: a whole number known before the run. */
export type FunctionParameter =
  | { readonly name: string; readonly kind: 'series'; readonly default?: undefined }
  | { readonly name: string; readonly kind: 'condition'; readonly default?: undefined }
  | { readonly name: string; readonly kind: 'bars'; readonly min: 0 | 1; readonly default?: number };

/**
 * Arguments of one call: at most two series, one condition and one number of bars; what the signature lacks is empty or 0.
 * Columns are as long as the candles and read-only.
 */
export interface FunctionInput {
  readonly candles: Candles;
  readonly periodsPerYear: number;
  readonly calendar: TradingCalendar;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly condition: Uint8Array;
  readonly bars: number;
}

interface FunctionShape {
  readonly name: string;
  readonly parameters: readonly FunctionParameter[];
  readonly doc: string;
  /** Written without brackets (`barIndex`). */
  readonly bare?: true;
  /** Unit of the result: that of the series arguments where they agree, a count, or not known. */
  readonly unit: 'same' | 'count' | 'none';
}

/** Value by value; of numbers known before the run the result is such a number too. */
export interface PointwiseFunction extends FunctionShape {
  readonly kind: 'pointwise';
  /** The binary function is folded over any number of arguments from two on. */
  readonly variadic: boolean;
  /** Never falls as an argument grows, as far as it is defined. */
  readonly rising: boolean;
  readonly apply: (left: number, right: number) => number;
  /** The same over columns, for what is cheaper than a call for every bar. */
  readonly column?: (left: Operand, right: Operand, length: number) => Float64Array;
}

interface ColumnFunction extends FunctionShape {
  /** Bars that the result starts later than its arguments. */
  readonly lookback: (bars: number) => number;
}

export interface SeriesFunction extends ColumnFunction {
  readonly kind: 'series';
  readonly compute: (input: FunctionInput) => Float64Array;
}

export interface ConditionFunction extends ColumnFunction {
  readonly kind: 'condition';
  readonly compute: (input: FunctionInput) => Uint8Array;
}

/** Part of the language itself, unlike the indicators, which are plug-ins. */
export type FormulaFunction = PointwiseFunction | SeriesFunction | ConditionFunction;
