import { flatMarket } from '#testing';
import type { StrategyDefinition } from '#quant/strategies';
import type { BacktestSettings } from './backtest.types';
import { INDICATORS } from '#quant/indicators';
import { requireStrategy } from './compile-strategy';
import { DEFAULT_BACKTEST_SETTINGS } from './default-settings';
import { tierOf } from './tier';

const strategy: StrategyDefinition = {
  name: 'above', title: 'Above', category: 'trend', version: 1, direction: 'long', constraints: [], parameters: {},
  enterLong: 'close > 1',
}; // prettier-ignore
const candles = flatMarket(10, 11, 9);
const tier = (settings: Partial<BacktestSettings>, rest: Partial<StrategyDefinition> = {}, market = candles) =>
  tierOf(requireStrategy({ ...strategy, ...rest }, INDICATORS), market, { ...DEFAULT_BACKTEST_SETTINGS, ...settings });

describe('the tier of a strategy', () => {
  it.each<[string, Partial<BacktestSettings>, Partial<StrategyDefinition>, string]>([
    ['all in, long', {}, {}, 'trades'],
    ['a fraction of one', { sizing: { kind: 'fraction', fraction: 1 } }, {}, 'trades'],
    [
      'short rules that may not trade',
      { direction: 'long' },
      { direction: 'reverse', exitLong: 'close < 1' },
      'trades',
    ],
    ['a percent stop', { stopLossPercent: 5 }, {}, 'stops'],
    ['a target of its own', {}, { stops: { takeProfit: 'close * 1.1' } }, 'stops'],
    ['shorts', {}, { direction: 'reverse', exitLong: 'close < 1' }, 'held-bars'],
    ['half the money', { sizing: { kind: 'fraction', fraction: 0.5 } }, {}, 'held-bars'],
    ['a size by risk', { sizing: { kind: 'risk', percent: 1 }, stopLossPercent: 5 }, {}, 'held-bars'],
    ['whole units', { unitStep: 1, stopLossPercent: 5 }, {}, 'held-bars'],
    ['higher bars', {}, { enterLong: 'htf("1w", close > open)' }, 'trades'],
    ['an exit after so many bars', {}, { exitLong: 'close < 1 or barsSinceEntry >= 3 or open < 1' }, 'trades'],
    ['an exit not before so many bars', {}, { exitLong: 'close < 1 and barsSinceEntry >= 3' }, 'bar-loop'],
    ['an exit after bars that are not known before', {}, { exitLong: 'barsSinceEntry >= close' }, 'bar-loop'],
    ['an exit at an age', {}, { exitLong: 'barsSinceEntry == 3' }, 'bar-loop'],
    ['an entry that reads the age', {}, { direction: 'reverse', exitLong: 'barsSinceEntry >= 3' }, 'bar-loop'],
    ['a rule that reads the position', {}, { exitLong: 'entry > 3' }, 'bar-loop'],
    ['a rule that may read it', {}, { exitLong: 'close < 1 and (true or entry > 0)' }, 'bar-loop'],
    ['an order with a price', {}, { enterLongOrder: 'buyStop(high)' }, 'bar-loop'],
    ['a size', {}, { size: '0.5' }, 'held-bars'],
    ['a time limit', {}, { stops: { maxBars: '5' } }, 'trades'],
    ['a time limit beside a stop', {}, { stops: { maxBars: '5', stopLoss: 'low' } }, 'stops'],
    ['a stop that reads the fill', {}, { stops: { stopLoss: 'entry - 2' } }, 'stops'],
    ['flat at the end of a session', {}, { flatAtSessionEnd: true }, 'trades'],
    ['borrowed money', { leverage: 2 }, {}, 'bar-loop'],
    ['several entries', { pyramiding: 2 }, {}, 'bar-loop'],
    ['a partial exit', {}, { reduceLong: 'close > 2' }, 'bar-loop'],
    ['a rebate', { commissionPercent: -0.1 }, {}, 'bar-loop'],
    ['nothing to begin with', { initialBalance: 0 }, {}, 'bar-loop'],
    ['slippage beyond the price', { slippageTicks: 1000 }, {}, 'bar-loop'],
  ])('%s', (_, settings, rest, expected) => expect(tier(settings, rest)).toBe(expected));

  it.each([[0], [-1], [NaN], [Infinity]])('a price of %d goes to the bar loop', (price) =>
    expect(tier({}, {}, flatMarket(10, price, 9))).toBe('bar-loop'),
  );

  it('no bars at all', () => expect(tier({}, {}, flatMarket())).toBe('trades'));
});
