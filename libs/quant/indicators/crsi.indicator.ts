import { bars, defineIndicator } from './define-indicator';
import { at, percentChange } from './math/columns';
import { relativeStrength, runLengths } from './math/oscillators';
import { percentRanks } from './math/statistics';

export default defineIndicator({
  name: 'crsi',
  title: 'Connors RSI',
  arguments: [bars('a', 3), bars('b', 2), bars('c', 100)],
  outputs: ['value'],
  definition: '(rsi(C, a) + rsi(streak(C), b) + percentRank(roc(C, 1), c)) / 3.',
  source: 'Connors 2012',
  unit: 'ratio',
  firstValid: (a, b, c) => Math.max(a, b + 1, c + 1),
  compute: ({ candles: { close } }, a, b, c) => {
    const strength = relativeStrength(close, a);
    const persistence = relativeStrength(runLengths(close), b);
    const rank = percentRanks(percentChange(close, 1), c);
    for (let i = 0; i < rank.length; i++) rank[i] = (at(strength, i) + at(persistence, i) + at(rank, i)) / 3;
    return [rank];
  },
});
