import { bars, defineIndicator } from './define-indicator';
import { at, share } from './math/columns';
import { typicalPrice } from './math/prices';
import { undefinedColumn, windowSum } from './math/windows';

export default defineIndicator({
  name: 'mfi',
  title: 'Money flow index',
  arguments: [bars('n', 14)],
  outputs: ['value'],
  definition:
    'tp = hlc3; pos = Σ_n of tp·V where tp > tp[1], neg = Σ_n where tp < tp[1]; 100 - 100/(1 + pos/neg), ' +
    '100 when only neg is 0.',
  source: 'Quong & Soudack 1989',
  unit: 'ratio',
  firstValid: (n) => n,
  compute: ({ candles }, n) => {
    const price = typicalPrice(candles);
    const inflow = undefinedColumn(price.length);
    const outflow = undefinedColumn(price.length);
    for (let i = 1; i < price.length; i++) {
      const flow = at(price, i) * at(candles.volume, i);
      inflow[i] = at(price, i) > at(price, i - 1) ? flow : 0;
      outflow[i] = at(price, i) < at(price, i - 1) ? flow : 0;
    }
    return [share(windowSum(inflow, n), windowSum(outflow, n), 100)];
  },
});
