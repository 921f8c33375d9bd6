import { defineIndicator } from './define-indicator';
import { at, ratio } from './math/columns';
import { typicalPrice } from './math/prices';
import { sessionStarts } from './math/sessions';

export default defineIndicator({
  name: 'vwapS',
  title: 'Volume-weighted average price of the session',
  arguments: [],
  outputs: ['vwap', 'sd'],
  definition:
    'Since the first bar of the session: vwap = Σ hlc3·V / Σ V; sd = √(Σ V·(hlc3 − vwap)² / Σ V), with the vwap of now. ' +
    'Not defined without volume.',
  source: 'convention',
  unit: 'price',
  firstValid: () => 0,
  compute: (input) => {
    const price = typicalPrice(input.candles);
    const { volume } = input.candles;
    const starts = sessionStarts(input);
    const vwap = new Float64Array(price.length);
    const sd = new Float64Array(price.length);
    // The running mean and sum of squares of D. H. D. West (1979): no difference of large sums.
    let total = 0;
    let mean = 0;
    let squares = 0;
    for (let i = 0; i < price.length; i++) {
      if (starts[i] === i) {
        total = 0;
        mean = 0;
        squares = 0;
      }
      const weight = at(volume, i);
      total += weight;
      if (weight > 0) {
        const distance = at(price, i) - mean;
        const share = weight / total;
        mean += distance * share;
        squares += weight * distance * distance * (1 - share);
      }
      vwap[i] = total > 0 ? mean : NaN;
      sd[i] = Math.sqrt(ratio(squares, total));
    }
    return [vwap, sd];
  },
});
