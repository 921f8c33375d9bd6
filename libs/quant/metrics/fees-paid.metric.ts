import type { MetricDefinition } from './metric.types';

export default {
  id: 'fees_paid',
  aliases: ['commissions', 'costs', 'costs_paid', 'total_fees'],
  title: 'Fees paid',
  unit: 'money',
  direction: 'minimize',
  definition: 'All commissions paid, those of an open position included. Slippage and spread are in the prices.',
  formula: 'Σ fees of every fill',
  source: 'vectorbt 1.1 (total_fees_paid)',
  minimumTrades: 0,
  compute: (context) => context.totals.fees,
} satisfies MetricDefinition;
