import { defineIndicator } from './define-indicator';
import { at } from './math/columns';

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
    const column = (): Float64Array => new Float64Array(bars);
    const [open, high, low, close] = [column(), column(), column(), column()];
    let previous = (at(candles.open, 0) + at(candles.close, 0)) / 2;
    for (let i = 0; i < bars; i++) {
      const top = at(candles.high, i);
      const bottom = at(candles.low, i);
      const end = (at(candles.open, i) + top + bottom + at(candles.close, i)) / 4;
      const start = i === 0 ? previous : (previous + at(close, i - 1)) / 2;
      open[i] = start;
      close[i] = end;
      high[i] = top > start && top > end ? top : Math.max(top, start, end);
      low[i] = bottom < start && bottom < end ? bottom : Math.min(bottom, start, end);
      previous = start;
    }
    return [open, high, low, close];
  },
});
