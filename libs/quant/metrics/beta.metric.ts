import type { MetricDefinition } from './metric.types';
import { marketBeta } from './market';

export default {
  id: 'beta',
  title: 'Beta',
  unit: 'ratio',
  direction: 'none',
  definition:
    "Slope of the equity's log returns on the market's, per bar. NaN below three bars, when the market does not move, or after ruin.",
  formula: 'cov(ln r_equity, ln r_close) ÷ var(ln r_close)',
  source: 'backtesting.py 0.6 (Beta); Sharpe 1964',
  minimumTrades: 0,
  compute: (context) => marketBeta(context),
} satisfies MetricDefinition;
