import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'wilder-volatility-system',
  catalogueId: 'V02',
  title: 'Wilder Volatility System',
  category: 'volatility',
  version: 1,
  description: 'Stop and reverse at a distance of three average ranges from the best close since the last turn.',
  source: 'Wilder 1978 (SAR = significant close -+ C x ATR(7), C 2.8-3.1)',
  direction: 'reverse',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 7, min: 5, max: 20, step: 1 },
    c: { kind: 'float', default: 3, min: 2, max: 4, step: 0.1 },
  },
  constraints: [],
  enterLong: 'close > lowestCloseSinceEntry + c * atr(n)',
  exitLong: 'close < highestCloseSinceEntry - c * atr(n)',
} satisfies StrategyDefinition;
