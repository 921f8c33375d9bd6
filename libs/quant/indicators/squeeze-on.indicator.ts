import { bars, defineIndicator, factor } from './define-indicator';
import { at, bands } from './math/columns';
import { averageTrueRange } from './math/prices';
import { ema } from './math/smoothing';
import { populationDeviation } from './math/statistics';
import { undefinedColumn, windowMean } from './math/windows';

export default defineIndicator({
  name: 'squeezeOn',
  title: 'Squeeze',
  arguments: [bars('n', 20), factor('k', 2), factor('m', 1.5)],
  outputs: ['value'],
  definition:
    '1 while the Bollinger bands bb(C, n, k) lie strictly inside the Keltner channel keltner(n, n, m), else 0.',
  source: 'Carter 2005',
  unit: 'count',
  firstValid: (n) => n,
  compute: ({ candles }, n, k, m) => {
    const { close } = candles;
    const [bollingerTop, , bollingerBottom] = bands(windowMean(close, n), populationDeviation(close, n), k);
    const [keltnerTop, , keltnerBottom] = bands(ema(close, n), averageTrueRange(candles, n), m);
    const result = undefinedColumn(close.length);
    for (let i = 0; i < close.length; i++) {
      if (Number.isNaN(at(keltnerTop, i))) continue;
      const isInside = at(bollingerBottom, i) > at(keltnerBottom, i) && at(bollingerTop, i) < at(keltnerTop, i);
      result[i] = isInside ? 1 : 0;
    }
    return [result];
  },
});
