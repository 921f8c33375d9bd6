import { flatMarket } from '#testing';
import type { StrategyDefinition } from '#quant/strategies';
import type { BacktestSettings } from './backtest.types';
import { DEFAULT_BACKTEST_SETTINGS } from './default-settings';
import { tierOf } from './tier';

const strategy: StrategyDefinition = {
  name: 'above', title: 'Above', category: 'trend', version: 1, direction: 'long', constraints: [], parameters: {},
  enterLong: 'close > 1',
}; // prettier-ignore
const candles = flatMarket(10, 11, 9);
const tier = (settings: Partial<BacktestSettings>, rest: Partial<StrategyDefinition> = {}, market = candles) =>
  tierOf({ ...strategy, ...rest }, market, { ...DEFAULT_BACKTEST_SETTINGS, ...settings });

describe('the tier of a strategy', () => {
  it.each<[string, Partial<BacktestSettings>, Partial<StrategyDefinition>, string]>([
    ['all in, long', {}, {}, 'trades'],
    ['a fraction of one', { sizing: { kind: 'fraction', fraction: 1 } }, {}, 'trades'],
    ['short rules that may not trade', { direction: 'long' }, { direction: 'reverse' }, 'trades'],
    ['a percent stop', { stopLossPercent: 5 }, {}, 'stops'],
    ['a target of its own', {}, { stops: { takeProfit: 'close * 1.1' } }, 'stops'],
    ['shorts', {}, { direction: 'reverse' }, 'held-bars'],
    ['half the money', { sizing: { kind: 'fraction', fraction: 0.5 } }, {}, 'held-bars'],
    ['whole units', { unitStep: 1, stopLossPercent: 5 }, {}, 'held-bars'],
    ['a rebate', { commissionPercent: -0.1 }, {}, 'bar-loop'],
    ['nothing to begin with', { initialBalance: 0 }, {}, 'bar-loop'],
    ['slippage beyond the price', { slippageTicks: 1000 }, {}, 'bar-loop'],
  ])('%s', (_, settings, rest, expected) => expect(tier(settings, rest)).toBe(expected));

  it.each([[0], [-1], [NaN], [Infinity]])('a price of %d goes to the bar loop', (price) =>
    expect(tier({}, {}, flatMarket(10, price, 9))).toBe('bar-loop'),
  );

  it('no bars at all', () => expect(tier({}, {}, flatMarket())).toBe('trades'));
});
