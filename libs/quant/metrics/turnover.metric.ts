import type { MetricDefinition } from './metric.types';
import { mean } from './statistics';

export default {
  id: 'turnover',
  title: 'Turnover',
  unit: 'ratio',
  direction: 'minimize',
  definition:
    'Value bought and sold per average equity, over the whole run. 0 without trades; NaN when average equity is zero.',
  formula: 'Σ traded value ÷ mean(equity)',
  source: 'textbook',
  minimumTrades: 0,
  compute({ simulation: { trades, equity } }) {
    let traded = 0;
    for (const { size, entryPrice, exitPrice, reason } of trades) {
      traded += size * (reason === 'open' ? entryPrice : entryPrice + exitPrice);
    }
    return traded / mean(equity);
  },
} satisfies MetricDefinition;
