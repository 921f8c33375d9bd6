import type { MetricDefinition } from './metric.types';

export default {
  id: 'final_equity',
  aliases: ['equity_final', 'final_value'],
  title: 'Final equity',
  unit: 'money',
  direction: 'maximize',
  definition: 'Equity at the last close, open position included.',
  formula: 'equity[last]',
  source: 'textbook',
  minimumTrades: 0,
  compute: (context) => context.finalEquity,
} satisfies MetricDefinition;
