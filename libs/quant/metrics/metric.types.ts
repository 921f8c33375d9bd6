import type { MetricContext } from './metric-context';

/** One number of a backtest. One file each: the definition travels with the number. */
export interface MetricDefinition {
  /** snake_case, unit included where it has one: `max_drawdown_percent`. */
  id: string;
  /** Other spellings that are accepted. */
  aliases?: string[];
  title: string;
  unit: 'ratio' | 'percent' | 'money' | 'count' | 'days' | 'bars' | 'units';
  /** Which way is better; `none` where neither is. */
  direction: 'maximize' | 'minimize' | 'none';
  /** Meaning in words, and what it is when it cannot be computed (always NaN, never a sentinel). */
  definition: string;
  formula: string;
  source: string;
  /** NaN below this many closed trades. */
  minimumTrades: number;
  compute(context: MetricContext): number;
}
