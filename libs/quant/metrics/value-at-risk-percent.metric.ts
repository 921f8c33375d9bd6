import type { MetricDefinition } from './metric.types';
import { quantile } from './statistics';

export default {
  id: 'value_at_risk_percent',
  aliases: ['var_percent', 'value_at_risk'],
  title: 'Value at risk (95 %)',
  unit: 'percent',
  direction: 'minimize',
  definition:
    'Loss that a bar exceeds in one case of twenty, from the returns seen; positive is a loss. NaN without bars.',
  formula: '−100 · 5 % quantile of r (linear interpolation)',
  source: 'historical simulation; Jorion 2006',
  minimumTrades: 0,
  compute: (context) => -100 * quantile(context.returns, 0.05),
} satisfies MetricDefinition;
