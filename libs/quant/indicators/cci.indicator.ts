import { bars, defineIndicator } from './define-indicator';
import { at, ratio } from './math/columns';
import { typicalPrice } from './math/prices';
import { meanAbsoluteDeviation } from './math/statistics';
import { windowMean } from './math/windows';

export default defineIndicator({
  name: 'cci',
  title: 'Commodity channel index',
  arguments: [bars('n', 20)],
  outputs: ['value'],
  definition:
    'tp = hlc3; (tp - sma(tp, n)) / (0.015·MAD), MAD = mean absolute deviation of tp from its own sma ' +
    'over n bars.',
  source: 'Lambert 1980',
  unit: 'ratio',
  firstValid: (n) => n - 1,
  compute: ({ candles }, n) => {
    const price = typicalPrice(candles);
    const mean = windowMean(price, n);
    const index = meanAbsoluteDeviation(price, n);
    for (let i = 0; i < index.length; i++) index[i] = ratio(at(price, i) - at(mean, i), 0.015 * at(index, i));
    return [index];
  },
});
