import type { MetricDefinition } from './metric.types';

export default {
  id: 'net_profit',
  aliases: ['profit'],
  title: 'Net profit',
  unit: 'money',
  direction: 'maximize',
  definition: 'Money won or lost from the initial balance to the last close, open position included.',
  formula: 'final equity − initial balance',
  source: 'textbook',
  minimumTrades: 0,
  compute: (context) => context.finalEquity - context.initialBalance,
} satisfies MetricDefinition;
