import type { MetricDefinition } from './metric.types';
import { centralMoment } from './statistics';

export default {
  id: 'skewness',
  aliases: ['skew'],
  title: 'Skewness of returns',
  unit: 'ratio',
  direction: 'maximize',
  definition: 'Asymmetry of the bar returns: negative means rare large losses. NaN when returns do not vary.',
  formula: 'm₃ ÷ m₂^1.5, central moments of r',
  source: 'Fisher–Pearson coefficient',
  minimumTrades: 0,
  compute: (context) => centralMoment(context.returns, 3) / centralMoment(context.returns, 2) ** 1.5,
} satisfies MetricDefinition;
