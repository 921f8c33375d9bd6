import type { MetricDefinition } from './metric.types';
import { mean } from './statistics';

export default {
  id: 'ulcer_index',
  aliases: ['ulcer'],
  title: 'Ulcer index',
  unit: 'percent',
  direction: 'minimize',
  definition: 'Root mean square of the drawdown in percent: deep and long falls weigh more. NaN without bars.',
  formula: '√mean((100 · drawdown)²)',
  source: 'Martin & McCann 1989',
  minimumTrades: 0,
  compute: (context) => 100 * Math.sqrt(mean(context.drawdown.map((value) => value * value))),
} satisfies MetricDefinition;
