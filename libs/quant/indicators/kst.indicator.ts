import { defineIndicator } from './define-indicator';
import { at, percentChange } from './math/columns';
import { windowMean } from './math/windows';

const TERMS = [
  { weight: 1, lag: 10, n: 10 },
  { weight: 2, lag: 15, n: 10 },
  { weight: 3, lag: 20, n: 10 },
  { weight: 4, lag: 30, n: 15 },
];

export default defineIndicator({
  name: 'kst',
  title: 'Know sure thing',
  arguments: [],
  outputs: ['kst', 'signal'],
  definition:
    'sma(roc(C,10), 10) + 2·sma(roc(C,15), 10) + 3·sma(roc(C,20), 10) + 4·sma(roc(C,30), 15); signal = ' +
    'sma(kst, 9).',
  source: 'Pring 1992',
  unit: 'ratio',
  firstValid: () => [44, 52],
  compute: ({ candles: { close } }) => {
    const kst = new Float64Array(close.length);
    for (const { weight, lag, n } of TERMS) {
      const line = windowMean(percentChange(close, lag), n);
      for (let i = 0; i < kst.length; i++) kst[i] = at(kst, i) + weight * at(line, i);
    }
    return [kst, windowMean(kst, 9)];
  },
});
