import { bars, defineIndicator } from './define-indicator';
import { at, column, ratio } from './math/columns';
import { gains, losses } from './math/oscillators';
import { typicalPrice } from './math/prices';
import { windowSum } from './math/windows';

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
    const flow = (where: Float64Array): Float64Array =>
      windowSum(
        column(price.length, (i) => at(where, i) * at(price, i) * at(candles.volume, i)),
        n,
      );
    const inflow = flow(gains(price).map(Math.sign));
    const outflow = flow(losses(price).map(Math.sign));
    return [column(price.length, (i) => 100 * ratio(at(inflow, i), at(inflow, i) + at(outflow, i)))];
  },
});
