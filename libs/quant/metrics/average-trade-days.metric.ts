import type { MetricDefinition } from './metric.types';
import { mean } from './statistics';
import { tradeDays } from './trade-statistics';

export default {
  id: 'average_trade_days',
  aliases: ['average_trade_duration_days'],
  title: 'Average trade duration',
  unit: 'days',
  direction: 'none',
  definition: 'Mean calendar time of a closed trade, from entry label to exit label. NaN without closed trades.',
  formula: 'mean(exit time − entry time); backtesting.py rounds it up to the bar size',
  source: 'backtesting.py 0.6 (Avg. Trade Duration)',
  minimumTrades: 1,
  compute: (context) => mean(tradeDays(context.closedTrades)),
} satisfies MetricDefinition;
