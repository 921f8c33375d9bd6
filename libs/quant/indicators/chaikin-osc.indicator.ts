import { bars, defineIndicator } from './define-indicator';
import { difference } from './math/columns';
import { accumulationDistribution } from './math/prices';
import { ema } from './math/smoothing';

export default defineIndicator({
  name: 'chaikinOsc',
  title: 'Chaikin oscillator',
  arguments: [bars('f', 3), bars('s', 10)],
  outputs: ['value'],
  definition: 'ema(ad, f) - ema(ad, s).',
  source: 'Chaikin',
  unit: 'volume',
  firstValid: (f, s) => Math.max(f, s) - 1,
  compute: ({ candles }, f, s) => {
    const line = accumulationDistribution(candles);
    return [difference(ema(line, f), ema(line, s))];
  },
});
