import type { MetricDefinition } from './metric.types';

export default {
  id: 'omega_ratio',
  aliases: ['omega'],
  title: 'Omega ratio',
  unit: 'ratio',
  direction: 'maximize',
  definition: 'Sum of the bar gains over the sum of the bar losses (threshold 0). NaN when no bar lost.',
  formula: 'Σ max(r, 0) ÷ Σ max(−r, 0)',
  source: 'Keating & Shadwick 2002',
  minimumTrades: 0,
  compute(context) {
    let gains = 0;
    let losses = 0;
    for (const value of context.returns) {
      if (value > 0) gains += value;
      else losses -= value;
    }
    return gains / losses;
  },
} satisfies MetricDefinition;
