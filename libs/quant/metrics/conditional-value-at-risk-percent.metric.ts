import type { MetricDefinition } from './metric.types';
import { mean, quantile } from './statistics';

export default {
  id: 'conditional_value_at_risk_percent',
  aliases: ['cvar', 'cvar_percent', 'expected_shortfall_percent'],
  title: 'Conditional value at risk (95 %)',
  unit: 'percent',
  direction: 'minimize',
  definition: 'Mean loss of the bars that are at or beyond the value at risk; positive is a loss. NaN without bars.',
  formula: '−100 · mean(r where r ≤ 5 % quantile)',
  source: 'Rockafellar & Uryasev 2000',
  minimumTrades: 0,
  compute({ returns }) {
    const threshold = quantile(returns, 0.05);
    return -100 * mean(returns.filter((value) => value <= threshold));
  },
} satisfies MetricDefinition;
