import type { Candles } from '#quant/candles';
import type { StrategyDefinition } from '#quant/strategies';
import { frictionless, market } from '#testing';
import { backtest } from './backtest';
import type { BacktestSettings } from './backtest.types';

type Rules = Partial<StrategyDefinition>;

/** Trades of a strategy without parameters, as `side reason entryBar@price exitBar@price`. */
function tradesOf(rules: Rules, candles: Candles, settings: Partial<BacktestSettings> = {}): string[] {
  const strategy: StrategyDefinition = {
    name: 'test', title: 'Test', category: 'custom', version: 1, parameters: {}, constraints: [],
    direction: rules.enterShort === undefined ? 'long' : rules.enterLong === undefined ? 'short' : 'long-short',
    ...rules,
  }; // prettier-ignore
  return backtest(strategy, {}, candles, frictionless(settings)).simulation.trades.map(
    ({ side, reason, entryBar, entryPrice, exitBar, exitPrice }) =>
      `${side} ${reason} ${entryBar}@${entryPrice} ${exitBar}@${exitPrice}`,
  );
}

const FIRST = 'barIndex == 0';

describe('an entry with a price', () => {
  const candles = market([100, 101, 99, 100], [101, 104, 97, 102], [106, 108, 105, 107], [95, 96, 94, 95]);
  const longBy = (order: string, rule = FIRST) => tradesOf({ enterLong: rule, enterLongOrder: order }, candles);
  const shortBy = (order: string, rule = FIRST) => tradesOf({ enterShort: rule, enterShortOrder: order }, candles);

  it('fills at its price when the next bar reaches it', () => {
    expect(longBy('buyStop(103)')).toEqual(['long open 1@103 3@95']);
    expect(longBy('buyLimit(98)')).toEqual(['long open 1@98 3@95']);
    expect(shortBy('sellStop(98)')).toEqual(['short open 1@98 3@95']);
    expect(shortBy('sellLimit(103)')).toEqual(['short open 1@103 3@95']);
  });

  it('fills at the open that is already beyond its price', () => {
    expect(longBy('buyStop(100)')).toEqual(['long open 1@101 3@95']);
    expect(longBy('buyLimit(102)')).toEqual(['long open 1@101 3@95']);
    expect(shortBy('sellStop(102)')).toEqual(['short open 1@101 3@95']);
    expect(shortBy('sellLimit(100)')).toEqual(['short open 1@101 3@95']);
  });

  it('is gone after the next bar', () => {
    expect(longBy('buyStop(105)')).toEqual([]);
    expect(longBy('buyLimit(96)')).toEqual([]);
    expect(longBy('buyStop(105)', 'true')).toEqual(['long open 2@106 3@95']);
  });

  it('is none where its price is not defined', () => {
    expect(longBy('buyStop(high[3])', 'true')).toEqual([]);
  });

  it('may be placed at the open of its bar', () => {
    expect(longBy('buyStop(nextOpen + 0.5 * (high - low))')).toEqual(['long open 1@102 3@95']);
    expect(shortBy('sellStop(nextOpen - 2 * (high - low))')).toEqual(['short open 1@97 3@95']);
  });

  it('slips when it is a stop and not when it is a limit; both pay the spread', () => {
    const rules = (order: string) => ({ enterLong: FIRST, enterLongOrder: order });
    const costs = { slippageTicks: 1, tickSize: 1 };
    expect(tradesOf(rules('buyStop(103)'), candles, costs)).toEqual(['long open 1@104 3@95']);
    expect(tradesOf(rules('buyLimit(98)'), candles, costs)).toEqual(['long open 1@98 3@95']);
    expect(tradesOf(rules('buyLimit(100)'), candles, { spreadPercent: 1 })).toEqual(['long open 1@101 3@95']);
  });

  it('lives during the next bar with close fills too', () => {
    const rules = { enterLong: FIRST, enterLongOrder: 'buyStop(103)', exitLong: 'barsSinceEntry == 2' };
    expect(tradesOf(rules, candles, { fill: 'close' })).toEqual(['long signal 1@103 2@107']);
  });
});

describe('several prices in one bar', () => {
  const up = market([100, 101, 99, 100], [100, 103, 96, 97], [97, 98, 95, 96]);
  const down = market([100, 101, 99, 100], [100, 104, 97, 103], [103, 104, 102, 103]);
  const straddle = {
    enterLong: 'true',
    enterLongOrder: 'buyStop(102)',
    enterShort: 'true',
    enterShortOrder: 'sellStop(98)',
  };

  it('the side of the nearer extreme is met first, and one entry is all', () => {
    expect(tradesOf(straddle, up)).toEqual(['long reversal 1@102 2@97', 'short open 2@97 2@96']);
    expect(tradesOf(straddle, up, { reversal: false })).toEqual(['long open 1@102 2@96']);
    expect(tradesOf(straddle, down)).toEqual(['short reversal 1@98 2@103', 'long open 2@103 2@103']);
  });

  it('an exit and an entry at the same price close and open', () => {
    const turning = {
      ...straddle,
      exitLong: 'true',
      exitLongOrder: 'sellStop(98)',
      exitShort: 'true',
      exitShortOrder: 'buyStop(102)',
    };
    const candles = market([100, 101, 99, 100], [100, 103, 99, 102], [101, 101, 97, 99], [99, 103, 98.5, 102]);
    expect(tradesOf(turning, candles, { reversal: true })).toEqual([
      'long signal 1@102 2@98',
      'short signal 2@98 3@102',
      'long open 3@102 3@102',
    ]);
  });

  it('an exit at the market comes before an order against the position', () => {
    const rules = { ...straddle, enterShort: 'barIndex == 1', exitLong: 'barIndex == 1' };
    const candles = market([100, 101, 99, 100], [101, 103, 100, 102], [101, 102, 97, 99]);
    expect(tradesOf(rules, candles)).toEqual(['long signal 1@102 2@101', 'short open 2@98 2@99']);
  });
});

describe('an exit with a price and a protective level', () => {
  const candles = market([100, 100, 100, 100], [100, 101, 100, 100], [100, 104, 94, 100], [100, 100, 100, 100]);
  const exits = (order: string, stops: StrategyDefinition['stops']) =>
    tradesOf({ enterLong: FIRST, exitLong: 'barIndex == 1', exitLongOrder: order, stops }, candles);

  it('of two on the same side of the market the nearer is met', () => {
    expect(exits('sellStop(96)', { stopLoss: '95' })).toEqual(['long signal 1@100 2@96']);
    expect(exits('sellStop(95)', { stopLoss: '96' })).toEqual(['long stop-loss 1@100 2@96']);
    expect(exits('sellLimit(102)', { takeProfit: '103' })).toEqual(['long signal 1@100 2@102']);
    expect(exits('sellLimit(103)', { takeProfit: '102' })).toEqual(['long take-profit 1@100 2@102']);
  });

  it('of two on different sides the stop', () => {
    expect(exits('sellLimit(103)', { stopLoss: '95' })).toEqual(['long stop-loss 1@100 2@95']);
    expect(exits('sellStop(95)', { takeProfit: '103' })).toEqual(['long signal 1@100 2@95']);
  });

  it('what is met after the protective level is cancelled with it', () => {
    const rules = {
      enterLong: FIRST,
      stops: { stopLoss: '96' },
      enterShort: 'barIndex == 1',
      enterShortOrder: 'sellStop(95)',
    };
    expect(tradesOf(rules, candles)).toEqual(['long stop-loss 1@100 2@96']);
  });

  it('protects a position entered inside a bar from the next bar on', () => {
    const rules = { enterLong: FIRST, enterLongOrder: 'buyStop(102)', stops: { stopLoss: '99' } };
    const wide = market([100, 100, 100, 100], [100, 103, 97, 101], [101, 102, 98, 100]);
    expect(tradesOf(rules, wide)).toEqual(['long stop-loss 1@102 2@99']);
  });
});

describe('the state of the position', () => {
  const candles = market(
    [100, 105, 95, 100], [100, 110, 98, 104], [104, 106, 97, 103], [103, 104, 90, 99], [99, 101, 98, 100], [100, 101, 99, 100],
  ); // prettier-ignore
  const exitBar = (exitLong: string, settings: Partial<BacktestSettings> = {}) =>
    tradesOf({ enterLong: FIRST, exitLong }, candles, settings).map((trade) => trade.split(' ').slice(1).join(' '));

  it('counts the bars held, the entry bar as the first', () => {
    expect(exitBar('barsSinceEntry == 1')).toEqual(['signal 1@100 2@104']);
    expect(exitBar('barsSinceEntry >= 3')).toEqual(['signal 1@100 4@99']);
    expect(exitBar('barsSinceEntry == 1', { fill: 'close' })).toEqual(['signal 0@100 1@104']);
  });

  it('knows the entry price and the extremes since, the entry bar included', () => {
    expect(exitBar('close < entry')).toEqual(['signal 1@100 4@99']);
    expect(exitBar('low < lowestSinceEntry + 0.5 and barIndex == 2')).toEqual(['signal 1@100 3@103']);
    expect(exitBar('highestSinceEntry == 110 and highestCloseSinceEntry == 104 and barIndex == 3')).toHaveLength(1);
    expect(exitBar('lowestCloseSinceEntry == 99')).toEqual(['signal 1@100 4@99']);
  });

  it('counts the extremes from the first bar while flat', () => {
    const rules = { enterLong: 'close > lowestCloseSinceEntry + 3 and highestSinceEntry == 110', exitLong: 'false' };
    expect(tradesOf(rules, candles)).toEqual(['long open 2@104 5@100']);
    expect(tradesOf({ enterLong: 'not (barsSinceEntry > 0) and entry != 1' }, candles)).toEqual([]);
  });

  it('knows how the last trade ended', () => {
    const rules = { enterLong: 'barIndex == 0 or lastTrade < 0', exitLong: 'close < entry' };
    expect(tradesOf(rules, candles)).toEqual(['long signal 1@100 4@99', 'long open 5@100 5@100']);
  });

  it('may be read by the price of an order', () => {
    const rules = { enterLong: FIRST, exitLong: 'true', exitLongOrder: 'sellStop(entry - barsSinceEntry)' };
    expect(tradesOf(rules, candles)).toEqual(['long signal 1@100 2@99']);
  });

  it('speaks only once the rule can be defined', () => {
    const rules = { enterLong: 'not (close > sma(close, 3)) or barsSinceEntry > 100' };
    expect(tradesOf(rules, candles)).toEqual(['long open 4@99 5@100']);
  });
});

describe('stops that read the entry price', () => {
  const candles = market([100, 100, 100, 100], [100, 106, 94, 100], [100, 109, 91, 100], [100, 100, 100, 100]);
  const stops = { stopLoss: 'entry - 4', takeProfit: 'entry + 8' };

  it('lie on the other side of it for shorts', () => {
    const long = { enterLong: FIRST, enterLongOrder: 'buyStop(105)', stops };
    expect(tradesOf(long, candles)).toEqual(['long stop-loss 1@105 2@100']);
    const short = { enterShort: FIRST, enterShortOrder: 'sellStop(96)', stops: { stopLoss: 'entry - 4' } };
    expect(tradesOf(short, candles)).toEqual(['short stop-loss 1@96 2@100']);
    const target = { enterShort: FIRST, enterShortOrder: 'sellStop(99)', stops: { takeProfit: 'entry + 8' } };
    expect(tradesOf(target, candles)).toEqual(['short take-profit 1@99 2@91']);
  });

  it('give way to a setting of the same kind', () => {
    const rules = { enterLong: FIRST, stops };
    expect(tradesOf(rules, candles, { stopLossPercent: 5, takeProfitPercent: 50 })).toEqual([
      'long stop-loss 1@100 1@95',
    ]);
  });
});

describe('time, sessions, size', () => {
  const candles = market([100, 101, 99, 100], [101, 102, 100, 101], [102, 103, 101, 102], [103, 104, 102, 103]);

  it('closes what was held for so many bars', () => {
    const rules = { enterLong: FIRST, stops: { maxBars: 'barIndex + 2' } };
    expect(tradesOf(rules, candles)).toEqual(['long max-bars 1@101 3@103']);
    expect(tradesOf({ ...rules, exitLong: 'barIndex == 2' }, candles)).toEqual(['long signal 1@101 3@103']);
    const reversing = { ...rules, enterShort: 'barIndex == 1', stops: { maxBars: '1' } };
    expect(tradesOf(reversing, candles)).toEqual(['long reversal 1@101 2@102', 'short max-bars 2@102 3@103']);
  });

  it('is flat at the last close of a session, and orders nothing there', () => {
    const time = Float64Array.from(['T21:00', 'T22:00', 'T23:00'], (hour) => Date.parse(`2024-01-01${hour}Z`));
    const hours = {
      ...candles,
      interval: '1h' as const,
      time: Float64Array.of(...time, Date.parse('2024-01-02T00:00Z')),
    };
    const rules = { enterLong: 'true', flatAtSessionEnd: true };
    expect(tradesOf(rules, hours)).toEqual(['long session-end 1@101 2@102']);
    expect(tradesOf(rules, hours, { slippageTicks: 1, tickSize: 1 })).toEqual(['long session-end 1@102 2@101']);
    expect(tradesOf({ ...rules, enterLongOrder: 'buyStop(103)' }, hours)).toEqual(['long session-end 2@103 2@102']);
  });

  it('holds daily bars from open to close', () => {
    const rules = { enterLong: 'barIndex == 1', flatAtSessionEnd: true };
    expect(tradesOf(rules, candles)).toEqual(['long session-end 2@102 2@102']);
    expect(tradesOf(rules, candles, { fill: 'close' })).toEqual([]);
  });

  it('takes a share of the usual size, at most all of it', () => {
    const unitsWith = (size: string, settings: Partial<BacktestSettings> = {}) => {
      const strategy: StrategyDefinition = {
        name: 'test', title: 'Test', category: 'custom', version: 1, parameters: {}, constraints: [],
        direction: 'long', enterLong: FIRST, size,
      }; // prettier-ignore
      return backtest(strategy, {}, candles, frictionless({ initialBalance: 1010, ...settings })).simulation.trades.map(
        (trade) => trade.size,
      );
    };
    expect(unitsWith('1')).toEqual([10]);
    expect(unitsWith('0.5')).toEqual([5]);
    expect(unitsWith('7')).toEqual([10]);
    expect(unitsWith('0.5', { sizing: { kind: 'units', units: 4 } })).toEqual([2]);
    expect(unitsWith('0 - 1')).toEqual([]);
    expect(unitsWith('close[5]')).toEqual([]);
  });
});
