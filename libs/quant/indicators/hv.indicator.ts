import { bars, defineIndicator } from './define-indicator';
import { logReturns, scaled } from './math/columns';
import { populationDeviation } from './math/statistics';

export default defineIndicator({
  name: 'hv',
  title: 'Historical volatility',
  arguments: [bars('n', 20)],
  outputs: ['value'],
  definition: 'stdev(log(C/C[1]), n)·√(bars per year of the instrument), population deviation.',
  source: 'textbook',
  unit: 'ratio',
  firstValid: (n) => n,
  compute: ({ candles, periodsPerYear }, n) => [
    scaled(populationDeviation(logReturns(candles.close), n), Math.sqrt(periodsPerYear)),
  ],
});
