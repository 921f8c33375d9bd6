import type { MetricDefinition } from './metric.types';
import { centralMoment } from './statistics';

export default {
  id: 'kurtosis',
  aliases: ['excess_kurtosis'],
  title: 'Excess kurtosis of returns',
  unit: 'ratio',
  direction: 'minimize',
  definition: 'Weight of the tails of the bar returns against a normal distribution (0). NaN when returns do not vary.',
  formula: 'm₄ ÷ m₂² − 3, central moments of r',
  source: 'Pearson',
  minimumTrades: 0,
  compute: (context) => centralMoment(context.returns, 4) / centralMoment(context.returns, 2) ** 2 - 3,
} satisfies MetricDefinition;
