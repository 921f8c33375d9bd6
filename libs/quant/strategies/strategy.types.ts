import type { ParameterValue } from '#quant/space';

export const STRATEGY_CATEGORIES = [
  'trend', 'momentum', 'mean-reversion', 'breakout', 'volatility', 'volume', 'pattern', 'seasonal', 'hybrid',
  'multi-timeframe', 'regime-switching', 'custom',
] as const; // prettier-ignore
export type StrategyCategory = (typeof STRATEGY_CATEGORIES)[number];

/** A strategy's own parameter: its type, usual range and default. A search may use another range. */
export type StrategyParameter =
  | { kind: 'integer' | 'float'; default: number; min: number; max: number; step: number; description?: string }
  | { kind: 'boolean'; default: boolean; description?: string }
  | { kind: 'categorical'; default: ParameterValue; values: ParameterValue[]; description?: string };

/**
 * Protective orders as formulas, evaluated at the close of the bar that gave the entry signal (trailing: at every close).
 * The `…Percent` forms are distances in percent of the reference price; the price forms are written for longs and
 * mirrored around the signal bar's close for shorts (a short's stop lies as far above the close as a long's below). A
 * level that reads `entry`, the fill price, is mirrored around that.
 */
export interface StopRules {
  stopLossPercent?: string;
  takeProfitPercent?: string;
  trailingStopPercent?: string;
  stopLoss?: string;
  takeProfit?: string;
  /** Level that only ever tightens; set at each close while in position, tested from the next bar. */
  trailingStop?: string;
  /** A position held for so many bars is closed as if its exit rule spoke. Read at the bar of the entry signal. */
  maxBars?: string;
}

/** Whether the order of a rule buys or sells. */
export const ORDER_SIDES = { enterLong: 'buy', exitLong: 'sell', enterShort: 'sell', exitShort: 'buy' } as const;

/**
 * A strategy is data. Rules are formulas over candles, indicators and parameters (docs/reference/formulas.md), evaluated
 * at the close of each bar. Missing short rules with direction `reverse`: enterShort = exitLong, exitShort = enterLong.
 */
export interface StrategyDefinition {
  /** Stable id: lower case, digits and dashes, e.g. `sma-crossover`. */
  name: string;
  /** Catalogue number (`T01`), accepted wherever the name is. */
  catalogueId?: string;
  title: string;
  category: StrategyCategory;
  version: number;
  description?: string;
  source?: string;
  /** `long`: long rules only. `reverse`: always-mirrored stop-and-reverse. `long-short`: four explicit rules. `short`: short rules only. */
  direction: 'long' | 'short' | 'reverse' | 'long-short';
  parameters: Record<string, StrategyParameter>;
  constraints: string[];
  enterLong?: string;
  exitLong?: string;
  enterShort?: string;
  exitShort?: string;
  /**
   * Prices at which a rule's order fills, e.g. `buyStop(high)`; without one it is a market order. The order lives during
   * the bar after the signal only. A reversing strategy mirrors them as it does its rules.
   */
  enterLongOrder?: string;
  exitLongOrder?: string;
  enterShortOrder?: string;
  exitShortOrder?: string;
  /**
   * Partial exits, at each close where they hold while that side is held: a share of the units is sold, at the market. What
   * closes or reverses the position at the same close comes first. `reductions == 0 and …` sells once.
   */
  reduceLong?: string;
  reduceShort?: string;
  /** Share of the units held that a partial exit sells, 0 … 1, read at its close; 0.5 when absent. */
  reduceShare?: string;
  stops?: StopRules;
  /**
   * Multiple of the position that the sizing of the settings gives without borrowing, read at the bar of the entry signal:
   * 0 … the leverage of the settings, which is 1 where nothing is borrowed.
   */
  size?: string;
  /** Closes every position at the last close of its session and orders none there, unless the session is that one bar. */
  flatAtSessionEnd?: boolean;
  timeframe?: string;
}
