import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'ichimoku-adx',
  catalogueId: 'H09',
  title: 'Ichimoku + ADX',
  category: 'hybrid',
  version: 1,
  description: 'Price above the cloud, tenkan above kijun, and a strong trend.',
  source: 'community convention',
  direction: 'long',
  timeframe: '4h/1d',
  parameters: {
    k: { kind: 'integer', default: 26, min: 15, max: 60, step: 1 },
    th: { kind: 'integer', default: 20, min: 10, max: 35, step: 1 },
  },
  constraints: [],
  enterLong:
    'close > max(ichimoku(9, k, 2 * k).spanA, ichimoku(9, k, 2 * k).spanB) and ichimoku(9, k, ' +
    '2 * k).tenkan > ichimoku(9, k, 2 * k).kijun and dmi(14).adx > th',
  exitLong: 'close < ichimoku(9, k, 2 * k).kijun',
} satisfies StrategyDefinition;
