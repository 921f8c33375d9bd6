import type { Candles } from '#quant/candles';
import type { ParameterSet, ParameterValue } from '#quant/space';
import { STRATEGIES, type StrategyDefinition } from '#quant/strategies';
import { flatMarket, frictionless, market, sp500Candles } from '#testing';
import { backtest } from './backtest';
import type { BacktestSettings } from './backtest.types';

const FIVE = { kind: 'units', units: 5 } as const;
const QUARTER = { kind: 'fraction', fraction: 0.25 } as const;

function run(rules: Partial<StrategyDefinition>, candles: Candles, settings: Partial<BacktestSettings> = {}) {
  const strategy: StrategyDefinition = {
    name: 'test', title: 'Test', category: 'custom', version: 1, parameters: {}, constraints: [],
    direction: rules.enterShort === undefined ? 'long' : rules.enterLong === undefined ? 'short' : 'long-short',
    ...rules,
  }; // prettier-ignore
  return backtest(strategy, {}, candles, frictionless(settings));
}

/** Trades as `side size reason entryBar@price exitBar@price`. */
function tradesOf(...given: Parameters<typeof run>): string[] {
  return run(...given).simulation.trades.map(
    ({ side, size, reason, entryBar, entryPrice, exitBar, exitPrice }) =>
      `${side} ${size} ${reason} ${entryBar}@${entryPrice} ${exitBar}@${exitPrice}`,
  );
}

describe('several entries (pyramiding)', () => {
  const candles = flatMarket(20, 20, 25, 25, 50, 40);
  const adding = { pyramiding: 3, sizing: FIVE };
  const rules = { enterLong: 'true', exitLong: 'barIndex == 4' };

  it('are lots of one position, up to so many, closed together with the newest first', () => {
    expect(tradesOf(rules, candles, adding)).toEqual([
      'long 5 signal 3@25 5@40',
      'long 5 signal 2@25 5@40',
      'long 5 signal 1@20 5@40',
    ]);
    expect(tradesOf(rules, candles, { ...adding, pyramiding: 1 })).toEqual(['long 5 signal 1@20 5@40']);
  });

  it('are worth together what each is worth', () => {
    const { simulation } = run(rules, candles, { ...adding, commissionFixed: 1 });
    expect([...simulation.equity]).toEqual([1000, 999, 1023, 1022, 1397, 1244]);
    expect(simulation.fees).toBe(6);
  });

  it('buy from what is left of the money', () => {
    const sizes = (settings: Partial<BacktestSettings>) =>
      run(rules, candles, { pyramiding: 3, ...settings }).simulation.trades.map(({ size }) => size).reverse(); // prettier-ignore
    expect(sizes({ sizing: QUARTER })).toEqual([250 / 20, 750 / 4 / 25, 562.5 / 4 / 25]);
    expect(sizes({})).toEqual([50]);
    expect(sizes({ commissionPercent: 0.1, slippagePercent: 0.05, spreadPercent: 0.07 })).toHaveLength(1);
    expect(sizes({ sizing: { kind: 'units', units: 45 } })).toEqual([45, 4]);
    expect(sizes({ sizing: { kind: 'units', units: 45 }, insufficientFunds: 'cancel' })).toEqual([45]);
  });

  it('risk a share of the whole equity each, and leave their margin to nobody else', () => {
    const sizes = (settings: Partial<BacktestSettings>) =>
      run({ enterLong: 'true' }, flatMarket(20, 20, 25, 25), { pyramiding: 2, ...settings })
        .simulation.trades.map(({ size }) => size).reverse(); // prettier-ignore
    expect(sizes({ sizing: { kind: 'risk', percent: 1 }, stopLossPercent: 10 })).toEqual([5, 1025 / 100 / 2.5]);
    // 100 units of 20 at twice the equity; at 25 the equity is 1500 and 100 · 25 ÷ 2 of it is their margin.
    expect(sizes({ leverage: 2 })).toEqual([100, 20]);
  });

  it('have a stop each', () => {
    const falling = flatMarket(100, 100, 110, 104, 104, 94);
    expect(
      tradesOf({ enterLong: 'barIndex < 2' }, falling, { ...adding, sizing: QUARTER, stopLossPercent: 5 }),
    ).toEqual([`long ${(750 / 4 / 110).toString()} stop-loss 2@110 3@104`, 'long 2.5 stop-loss 1@100 5@94']);
  });

  it('of which one was stopped still have their exit, also where entries have to wait', () => {
    const falling = flatMarket(100, 100, 110, 104, 103, 103);
    const settings = { pyramiding: 2, sizing: FIVE, stopLossPercent: 5, initialBalance: 2000 };
    const both = { enterLong: 'barIndex < 2', exitLong: 'barIndex == 3' };
    expect(tradesOf(both, falling, { ...settings, entryAfterStop: 'next-bar' })).toEqual([
      'long 5 stop-loss 2@110 3@104',
      'long 5 signal 1@100 4@103',
    ]);
  });

  it('are reversed, ruined, and left open together', () => {
    const turning = { enterLong: 'barIndex < 2', enterShort: 'barIndex == 3' };
    expect(tradesOf(turning, candles, adding)).toEqual([
      'long 5 reversal 2@25 4@50',
      'long 5 reversal 1@20 4@50',
      'short 5 open 4@50 5@40',
    ]);
    const crash = flatMarket(20, 20, 20, 1, 1);
    const ruined = run({ enterLong: 'true' }, crash, {
      pyramiding: 2,
      leverage: 3,
      sizing: { kind: 'units', units: 60 },
    });
    expect(ruined.simulation.trades.map(({ reason, exitBar }) => `${reason} ${exitBar}`)).toEqual(['ruin 3', 'ruin 3']);
    expect([...ruined.simulation.equity]).toEqual([1000, 1000, 1000, 0, 0]);
    const open = run({ enterLong: 'true' }, candles, adding);
    expect(open.metrics).toMatchObject({ trades: 0, open_trades: 3, final_equity: 1000 + 100 + 75 + 75 });
    const atEnd = { ...adding, openPosition: 'close-at-close' as const };
    expect(run({ enterLong: 'true' }, candles, atEnd).metrics).toMatchObject({ trades: 3, final_equity: 1250 });
  });

  it('cover a bar once, however many lots hold it', () => {
    expect(run(rules, candles, adding).metrics).toMatchObject({ exposure_percent: (100 * 5) / 6, trades: 3 });
  });

  it('short as well', () => {
    const short = { enterShort: 'barIndex < 2', exitShort: 'barIndex == 4' };
    expect(tradesOf(short, candles, { ...adding, initialBalance: 2000 })).toEqual([
      'short 5 signal 2@25 5@40',
      'short 5 signal 1@20 5@40',
    ]);
  });

  it('may wait for a price that the last entry gives', () => {
    const rising = market([100, 100, 100, 100], [100, 106, 100, 105], [105, 112, 104, 111], [111, 111, 97, 98]);
    const turtle = {
      enterLong: 'true',
      enterLongOrder: 'buyStop(if(openLots > 0, lastEntry + 5, 101))',
      exitLong: 'true',
      exitLongOrder: 'sellStop(entry - 5)',
    };
    expect(tradesOf(turtle, rising, { ...adding, pyramiding: 2, initialBalance: 2000 })).toEqual([
      'long 5 signal 2@106 3@98.5',
      'long 5 signal 1@101 3@98.5',
    ]);
  });

  it('and the exit of all may follow inside one bar', () => {
    const wild = market([100, 100, 100, 100], [100, 102, 100, 101], [103, 107, 90, 95], [95, 95, 95, 95]);
    const both = {
      enterLong: 'barIndex < 2',
      enterLongOrder: 'buyStop(if(openLots > 0, lastEntry + 5, 101))',
      exitLong: 'true',
      exitLongOrder: 'sellStop(98)',
    };
    expect(tradesOf(both, wild, { ...adding, initialBalance: 2000 })).toEqual([
      'long 5 signal 2@106 2@98',
      'long 5 signal 1@101 2@98',
    ]);
  });
});

describe('partial exits', () => {
  const candles = flatMarket(100, 100, 110, 110, 120, 130, 90, 90);
  const rules = { enterLong: 'barIndex == 0', exitLong: 'barIndex == 6' };
  const eight = { sizing: { kind: 'units', units: 8 } } as const;

  it('sell a share of the units at the market, half unless told otherwise', () => {
    const once = { ...rules, reduceLong: 'reductions == 0 and close > entry * 1.05' };
    expect(tradesOf(once, candles, eight)).toEqual(['long 4 reduction 1@100 3@110', 'long 4 signal 1@100 7@90']);
    expect(tradesOf({ ...once, reduceShare: '0.25' }, candles, eight)).toEqual([
      'long 2 reduction 1@100 3@110',
      'long 6 signal 1@100 7@90',
    ]);
    expect(tradesOf(once, candles, { ...eight, fill: 'close' })[0]).toBe('long 4 reduction 0@100 2@110');
  });

  it('happen at every close where their rule holds', () => {
    const ladder = { ...rules, reduceLong: 'close >= entry + 10 * (1 + reductions)' };
    expect(tradesOf(ladder, candles, eight)).toEqual([
      'long 4 reduction 1@100 3@110',
      'long 2 reduction 1@100 5@130',
      'long 1 reduction 1@100 6@90',
      'long 1 signal 1@100 7@90',
    ]);
  });

  it('divide the entry commission, and leave equity whole', () => {
    const once = { ...rules, reduceLong: 'reductions == 0 and close > entry', reduceShare: '0.25' };
    const { simulation } = run(once, candles, { ...eight, commissionFixed: 4 });
    expect(simulation.trades.map(({ entryFee, exitFee, pnl }) => [entryFee, exitFee, pnl])).toEqual([
      [1, 4, 15],
      [3, 4, -67],
    ]);
    expect([simulation.fees, simulation.equity.at(-1)]).toEqual([12, 1000 + 15 - 67]);
  });

  it.each([
    [1, 7, 4],
    [1, 5, 2],
    [1, 1, 1],
    [2, 6, 4],
    [0, 5, 2.5],
  ])('round to the nearest unit step of %d, halves to even, one step at least: %d → %d', (unitStep, units, sold) => {
    const once = { ...rules, reduceLong: 'reductions == 0' };
    expect(run(once, candles, { unitStep, sizing: { kind: 'units', units } }).simulation.trades[0]).toMatchObject({
      reason: 'reduction',
      size: sold,
    });
  });

  it('sell all with a share of one or more, and nothing with one that is not positive or undefined', () => {
    const with_ = (reduceShare: string) =>
      tradesOf({ ...rules, reduceLong: 'barIndex == 2', reduceShare }, candles, eight);
    expect(with_('1')).toEqual(['long 8 reduction 1@100 3@110']);
    expect(with_('3')).toEqual(['long 8 reduction 1@100 3@110']);
    for (const share of ['0', '0 - 1', 'close[5]']) expect(with_(share)).toEqual(['long 8 signal 1@100 7@90']);
  });

  it('give way to an exit and to a reversal, and come before another entry', () => {
    const always = { enterLong: 'barIndex == 0', reduceLong: 'barIndex == 2' };
    expect(tradesOf({ ...always, exitLong: 'barIndex == 2' }, candles, eight)).toEqual(['long 8 signal 1@100 3@110']);
    expect(tradesOf({ ...always, enterShort: 'barIndex == 2' }, candles, eight)[0]).toBe('long 8 reversal 1@100 3@110');
    const adding = { ...always, enterLong: 'barIndex == 0 or barIndex == 2' };
    expect(tradesOf(adding, candles, { ...eight, pyramiding: 2, leverage: 2 })).toEqual([
      'long 4 reduction 1@100 3@110',
      'long 4 open 1@100 7@90',
    ]);
  });

  it('take the oldest lots first', () => {
    const two = { ...rules, enterLong: 'barIndex < 2', reduceLong: 'barIndex == 3', reduceShare: '0.75' };
    expect(tradesOf(two, candles, { ...eight, pyramiding: 2, leverage: 2 })).toEqual([
      'long 8 reduction 1@100 4@120',
      'long 4 reduction 2@110 4@120',
      'long 4 signal 2@110 7@90',
    ]);
  });

  it('of shorts have a rule of their own', () => {
    const short = { enterShort: 'barIndex == 0', exitShort: 'false', reduceShort: 'reductions == 0 and close < entry' };
    expect(tradesOf(short, flatMarket(100, 100, 90, 90, 80), eight)).toEqual([
      'short 4 reduction 1@100 3@90',
      'short 4 open 1@100 4@80',
    ]);
  });
});

describe('strategies of the catalogue that need them', () => {
  const candles = sp500Candles();
  const defaultsOf = ({ parameters }: StrategyDefinition): ParameterSet =>
    Object.fromEntries(Object.entries(parameters).map(([name, own]): [string, ParameterValue] => [name, own.default]));
  const runOf = (id: string, settings: Partial<BacktestSettings>, own: ParameterSet = {}) => {
    const strategy = STRATEGIES.find(({ catalogueId }) => catalogueId === id);
    if (!strategy) throw new Error(`There is no ${id}.`);
    return backtest(strategy, { ...defaultsOf(strategy), ...own }, candles, frictionless(settings)).simulation.trades;
  };

  it('Turtle System 1 adds beyond its last entry, until it has four lots', () => {
    const units = { sizing: { kind: 'risk', percent: 2 }, leverage: 10, reversal: false } as const;
    const trades = runOf('B01', { ...units, pyramiding: 4 });
    const others = trades.map((lot) =>
      trades.filter(({ entryBar, exitBar }) => entryBar < lot.entryBar && lot.entryBar < exitBar),
    );
    expect(Math.max(...others.map((held) => held.length))).toBe(3);
    trades.forEach((lot, i) => {
      const [newest] = (others[i] ?? []).sort((a, b) => b.entryBar - a.entryBar);
      if (!newest) return;
      expect(lot.side).toBe(newest.side);
      expect(lot.side === 'long' ? lot.entryPrice > newest.entryPrice : lot.entryPrice < newest.entryPrice).toBe(true);
    });
    expect(runOf('B01', units).length).toBeLessThan(trades.length);
  });

  it('Time-series momentum holds less in a wilder market, and more than its money only with leverage', () => {
    const worth = (settings: Partial<BacktestSettings>, targetVol: number) => {
      const [first] = runOf('M01', { initialBalance: 1, ...settings }, { targetVol });
      return first ? first.size * first.entryPrice : NaN;
    };
    expect(worth({}, 0.1)).toBeCloseTo(worth({}, 0.05) * 2, 9);
    expect(worth({}, 1)).toBeCloseTo(1, 9);
    expect(worth({ leverage: 2 }, 1)).toBeCloseTo(2, 9);
  });
});
