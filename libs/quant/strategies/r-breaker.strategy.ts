import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'r-breaker',
  catalogueId: 'B14',
  title: 'R-Breaker (breakout leg)',
  category: 'breakout',
  version: 1,
  description: 'Closes beyond the breakout levels made of the session before.',
  source: 'Saidenberg',
  direction: 'long-short',
  timeframe: '1m-15m',
  parameters: {
    f1: { kind: 'float', default: 0.35, min: 0.2, max: 0.6, step: 0.05 },
    f3: { kind: 'float', default: 0.25, min: 0.1, max: 0.6, step: 0.05 },
  },
  constraints: [],
  enterLong:
    'crossUp(close, (prevSession.high + f1 * (prevSession.close - prevSession.low)) + f3 * ((prevSession.high + f1 * (prevSession.close - prevSession.low)) - (prevSession.low - f1 * (prevSession.high - prevSession.close))))',
  exitLong: 'close < prevSession.high',
  enterShort:
    'crossDown(close, (prevSession.low - f1 * (prevSession.high - prevSession.close)) - f3 * ((prevSession.high + f1 * (prevSession.close - prevSession.low)) - (prevSession.low - f1 * (prevSession.high - prevSession.close))))',
  exitShort: 'close > prevSession.low',
  flatAtSessionEnd: true,
} satisfies StrategyDefinition;
