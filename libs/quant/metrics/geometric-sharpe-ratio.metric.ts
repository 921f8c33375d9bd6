import type { MetricDefinition } from './metric.types';

export default {
  id: 'geometric_sharpe_ratio',
  title: 'Sharpe ratio of compounded returns',
  unit: 'ratio',
  direction: 'maximize',
  definition:
    'Annualized calendar return per unit of compounded volatility, risk-free rate 0. NaN when returns do not vary.',
  formula: 'geometric_annual_return_percent ÷ geometric_volatility_percent',
  source: 'backtesting.py 0.6 (Sharpe Ratio)',
  minimumTrades: 0,
  compute: (context) => context.compoundedReturn / context.compoundedVolatility,
} satisfies MetricDefinition;
