import type { MetricDefinition } from './metric.types';
import { mean, sampleVariance } from './statistics';

export default {
  id: 'sqn',
  aliases: ['system_quality_number'],
  title: 'System quality number',
  unit: 'ratio',
  direction: 'maximize',
  definition:
    'Mean pnl per unit of its deviation, times the root of the number of closed trades. NaN below two trades or when all are equal.',
  formula: '√n · mean(pnl) ÷ std(pnl, n − 1)',
  source: 'Tharp 2008; backtesting.py 0.6',
  minimumTrades: 2,
  compute({ closedTrades }) {
    const pnl = closedTrades.map((trade) => trade.pnl);
    return (Math.sqrt(pnl.length) * mean(pnl)) / Math.sqrt(sampleVariance(pnl));
  },
} satisfies MetricDefinition;
