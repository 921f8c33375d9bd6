import type { MetricDefinition } from './metric.types';

export default {
  id: 'max_drawdown_percent',
  aliases: ['max_drawdown', 'maximum_drawdown_percent', 'drawdown'],
  title: 'Maximum drawdown',
  unit: 'percent',
  direction: 'minimize',
  definition: 'Deepest fall of equity from an earlier high (the initial balance included), as a positive number.',
  formula: '100 · max(1 − equity ÷ running maximum)',
  source: 'textbook',
  minimumTrades: 0,
  compute: (context) => 100 * context.maxDrawdown,
} satisfies MetricDefinition;
