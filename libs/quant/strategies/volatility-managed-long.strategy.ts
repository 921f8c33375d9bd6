import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'volatility-managed-long',
  catalogueId: 'V01',
  title: 'Volatility-managed long',
  category: 'volatility',
  version: 1,
  description:
    'Always long, with the share of the money that meets a target volatility; above 1 with the leverage of the backtest. ' +
    'The catalogue also rebalances the share while it is held; here it is set at entry.',
  source: 'Moreira & Muir, J.Finance 2017',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 60, step: 5 },
    tgt: { kind: 'float', default: 0.15, min: 0.05, max: 0.4, step: 0.01 },
    cap: { kind: 'float', default: 1.5, min: 1, max: 3, step: 0.25 },
  },
  constraints: [],
  enterLong: 'hv(n) > 0',
  exitLong: 'close < 0',
  size: 'min(cap, tgt / hv(n))',
} satisfies StrategyDefinition;
