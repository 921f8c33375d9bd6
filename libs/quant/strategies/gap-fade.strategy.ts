import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'gap-fade',
  catalogueId: 'R24',
  title: 'Gap fade',
  category: 'mean-reversion',
  version: 1,
  description:
    'Buys an opening gap down within an upward trend until the close of the session before is met; sells the opposite.',
  source: 'desk convention',
  direction: 'long-short',
  timeframe: 'intraday; evaluated on the first bar',
  parameters: {
    g: { kind: 'float', default: 1, min: 0.3, max: 2.5, step: 0.1 },
    n: { kind: 'integer', default: 14, min: 7, max: 30, step: 1 },
  },
  constraints: [],
  enterLong: 'sessionOpen() and open < close[1] - g * atr(n)[1] and close[1] > sma(close, 50)[1]',
  exitLong: 'crossUp(high, valueWhen(sessionOpen(), close[1], 0))',
  enterShort: 'sessionOpen() and open > close[1] + g * atr(n)[1] and close[1] < sma(close, 50)[1]',
  exitShort: 'crossDown(low, valueWhen(sessionOpen(), close[1], 0))',
  flatAtSessionEnd: true,
} satisfies StrategyDefinition;
