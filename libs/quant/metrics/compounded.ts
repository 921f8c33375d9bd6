import type { MetricContext } from './metric-context';
import { geometricMean, sampleVariance } from './statistics';

/** Geometric mean of calendar returns compounded over a year, as a fraction (backtesting.py). */
export function compoundedReturn(context: MetricContext): number {
  return (1 + geometricMean(context.calendarReturns)) ** context.calendarPeriodsPerYear - 1;
}

/** Standard deviation of the compounded yearly return, as a fraction (backtesting.py). */
export function compoundedVolatility(context: MetricContext): number {
  const growth = 1 + geometricMean(context.calendarReturns);
  const periods = context.calendarPeriodsPerYear;
  const variance = sampleVariance(context.calendarReturns);
  return Math.sqrt((variance + growth ** 2) ** periods - growth ** (2 * periods));
}
