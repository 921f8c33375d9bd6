import { defineIndicator } from './define-indicator';
import { at, column } from './math/columns';

export default defineIndicator({
  name: 'heikin',
  title: 'Heikin-Ashi',
  arguments: [],
  outputs: ['open', 'high', 'low', 'close'],
  definition:
    'close = (O+H+L+C)/4; open = (open[1] + close[1])/2, seed (O+C)/2; high = max(H, open, close); low = ' +
    'min(L, open, close). For signals only: nothing fills at these prices.',
  source: 'Valcu 2004',
  unit: 'price',
  firstValid: () => 0,
  compute: ({ candles }) => {
    const bars = candles.close.length;
    const close = column(
      bars,
      (i) => (at(candles.open, i) + at(candles.high, i) + at(candles.low, i) + at(candles.close, i)) / 4,
    );
    let previous = NaN;
    const open = column(bars, (i) => {
      previous = i === 0 ? (at(candles.open, 0) + at(candles.close, 0)) / 2 : (previous + at(close, i - 1)) / 2;
      return previous;
    });
    const high = column(bars, (i) => Math.max(at(candles.high, i), at(open, i), at(close, i)));
    const low = column(bars, (i) => Math.min(at(candles.low, i), at(open, i), at(close, i)));
    return [open, high, low, close];
  },
});
