import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'fisher-transform-cross',
  catalogueId: 'M13',
  title: 'Fisher Transform cross',
  category: 'momentum',
  version: 1,
  description: 'Fisher transform turns while it is beyond a threshold.',
  source: 'Ehlers 2002',
  direction: 'reverse',
  timeframe: '1h-1d',
  parameters: {
    n: { kind: 'integer', default: 10, min: 5, max: 30, step: 1 },
    th: { kind: 'float', default: 0, min: 0, max: 2, step: 0.25 },
  },
  constraints: [],
  enterLong: 'crossUp(fisher(n).fisher, fisher(n).trigger) and fisher(n).fisher < -th',
  exitLong: 'crossDown(fisher(n).fisher, fisher(n).trigger) and fisher(n).fisher > th',
} satisfies StrategyDefinition;
