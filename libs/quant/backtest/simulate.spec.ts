import type { BacktestSettings, StopColumns } from './backtest.types';
import { flatMarket, frictionless, market, signalsOn } from '#testing';
import { simulate } from './simulate';

const TEN = { kind: 'units', units: 10 } as const;

describe('market orders', () => {
  const candles = market([100, 101, 99, 100], [102, 103, 101, 103], [104, 110, 104, 108], [109, 111, 107, 110]);
  const signals = signalsOn(4, { enterLong: [0], exitLong: [2] });

  it('fill at the next open', () => {
    const { trades, equity } = simulate(signals, candles, frictionless({ sizing: TEN, initialBalance: 2000 }));
    expect(trades).toHaveLength(1);
    expect(trades[0]).toMatchObject({
      side: 'long', size: 10, entryBar: 1, exitBar: 3, entryPrice: 102, exitPrice: 109, pnl: 70, reason: 'signal',
      entryTime: candles.time[1], exitTime: candles.time[3],
    }); // prettier-ignore
    expect(trades[0]?.return).toBeCloseTo(70 / 1020, 12);
    expect([...equity]).toEqual([2000, 2010, 2060, 2070]);
  });

  it('fill at the close of the signal bar when asked', () => {
    const { trades, equity } = simulate(signals, candles, frictionless({ fill: 'close' }));
    expect(trades[0]).toMatchObject({ entryBar: 0, exitBar: 2, entryPrice: 100, exitPrice: 108, pnl: 80 });
    expect([...equity]).toEqual([1000, 1030, 1080, 1080]);
  });

  it('never fill when queued on the last bar', () => {
    const onLast = signalsOn(4, { enterLong: [3] });
    expect(simulate(onLast, candles, frictionless()).trades).toEqual([]);
    const closeFill = { fill: 'close', commissionPercent: 1 } as const;
    const bookedNextBar = simulate(onLast, candles, frictionless({ ...closeFill, equityMark: 'before-fills' }));
    expect(bookedNextBar).toMatchObject({ trades: [], fees: 0 });
    expect(simulate(onLast, candles, frictionless(closeFill)).trades[0]).toMatchObject({ entryBar: 3, reason: 'open' });
  });

  it('are ignored before the first bar whose signals count', () => {
    const { trades, firstBar, equity } = simulate({ ...signals, firstBar: 1 }, candles, frictionless());
    expect({ trades, firstBar, equity: [...equity] }).toEqual({
      trades: [],
      firstBar: 1,
      equity: [1000, 1000, 1000, 1000],
    });
  });

  it('hold nothing without a signal, on one bar, and on none', () => {
    expect(simulate(signalsOn(4, {}), candles, frictionless())).toMatchObject({ trades: [], fees: 0 });
    expect(simulate(signalsOn(1, { enterLong: [0] }), market([1, 1, 1, 1]), frictionless()).trades).toEqual([]);
    expect(simulate(signalsOn(0, {}, { firstBar: 9 }), market(), frictionless())).toMatchObject({
      trades: [],
      firstBar: 0,
    });
  });
});

describe('signals and the position', () => {
  const candles = flatMarket(100, 100, 110, 110, 90, 90);
  const both = signalsOn(6, { enterLong: [0], enterShort: [2] });
  const reasons = (settings: Partial<BacktestSettings>, signals = both) =>
    simulate(signals, candles, frictionless(settings)).trades.map(({ side, reason }) => `${side} ${reason}`);

  it('an opposite entry closes and opens at once', () => {
    expect(reasons({})).toEqual(['long reversal', 'short open']);
  });

  it('a reversal pays for two fills', () => {
    const { trades, fees } = simulate(
      both,
      candles,
      frictionless({ sizing: { kind: 'units', units: 1 }, commissionFixed: 5 }),
    );
    expect(trades.map(({ entryFee, exitFee }) => [entryFee, exitFee])).toEqual([[5, 5], [5, 0]]); // prettier-ignore
    expect(fees).toBe(15);
  });

  it('without reversal an opposite entry is ignored until flat', () => {
    expect(reasons({ reversal: false })).toEqual(['long open']);
    const exitToo = signalsOn(6, { enterLong: [0], exitLong: [2], enterShort: [2, 3] });
    expect(reasons({ reversal: false }, exitToo)).toEqual(['long signal', 'short open']);
  });

  it('an entry in the direction held is ignored, or renews the position', () => {
    const twice = signalsOn(6, { enterLong: [0, 2] });
    expect(reasons({}, twice)).toEqual(['long open']);
    expect(reasons({ sameDirectionEntry: 'renew' }, twice)).toEqual(['long renewal', 'long open']);
  });

  it('the direction setting narrows the strategy', () => {
    const reverse = signalsOn(6, { enterLong: [0], exitLong: [2], enterShort: [2] });
    expect(reasons({ direction: 'long' }, reverse)).toEqual(['long signal']);
    expect(reasons({ direction: 'short' }, reverse)).toEqual(['short open']);
  });

  it('an entry and an exit of one side on one bar are settled as asked', () => {
    const clash = signalsOn(6, { enterLong: [0, 1, 3], exitLong: [1, 3] });
    expect(reasons({ signalConflict: 'ignore' }, clash)).toEqual(['long open']);
    expect(reasons({ signalConflict: 'exit' }, clash)).toEqual(['long signal']);
    expect(reasons({ signalConflict: 'entry', sameDirectionEntry: 'renew' }, clash)).toEqual([
      'long renewal',
      'long renewal',
      'long open',
    ]);
  });

  it('entries of both sides on one bar cancel each other', () => {
    expect(reasons({}, signalsOn(6, { enterLong: [0], enterShort: [0] }))).toEqual([]);
  });
});

describe('costs', () => {
  const candles = flatMarket(100, 100, 100, 100);
  const signals = signalsOn(4, { enterLong: [0], exitLong: [1] });
  const trade = (settings: Partial<BacktestSettings>, on = signals) =>
    simulate(on, candles, frictionless({ sizing: TEN, initialBalance: 5000, ...settings })).trades[0];

  it('commissions are charged on both fills: percent, per unit and fixed add up', () => {
    const charged = trade({ commissionPercent: 0.5, commissionPerUnit: 0.1, commissionFixed: 2 });
    expect(charged).toMatchObject({ entryFee: 8, exitFee: 8, pnl: -16 });
  });

  it('slippage worsens entry and exit', () => {
    expect(trade({ slippagePercent: 1 })).toMatchObject({ entryPrice: 101, exitPrice: 99 });
    expect(trade({ slippageTicks: 2, tickSize: 0.25 })).toMatchObject({ entryPrice: 100.5, exitPrice: 99.5 });
    const short = signalsOn(4, { enterShort: [0], exitShort: [1] });
    expect(trade({ slippagePercent: 1 }, short)).toMatchObject({ entryPrice: 99, exitPrice: 101 });
  });

  it('slippage comes on top of the spread', () => {
    expect(trade({ spreadPercent: 10, slippagePercent: 10 })).toMatchObject({
      entryPrice: expect.closeTo(121, 9) as number,
      exitPrice: 90,
    });
  });

  it('the spread is paid once, at entry', () => {
    expect(trade({ spreadPercent: 1 })).toMatchObject({ entryPrice: 101, exitPrice: 100 });
    const short = signalsOn(4, { enterShort: [0], exitShort: [1] });
    expect(trade({ spreadPercent: 1 }, short)).toMatchObject({ entryPrice: 99, exitPrice: 100 });
  });

  it('equity marked before the fills of a close shows their costs one bar later', () => {
    const settings = frictionless({ fill: 'close', commissionFixed: 10, sizing: TEN, initialBalance: 5000 });
    expect([...simulate(signals, candles, settings).equity]).toEqual([4990, 4980, 4980, 4980]);
    const later = simulate(signals, candles, { ...settings, equityMark: 'before-fills' });
    expect([...later.equity]).toEqual([5000, 4990, 4980, 4980]);
  });
});

describe('sizing', () => {
  const candles = flatMarket(30, 30, 30);
  const size = (settings: Partial<BacktestSettings>) =>
    simulate(signalsOn(3, { enterLong: [0] }), candles, frictionless(settings)).trades[0]?.size;

  it('all-in spends the whole equity, commission included', () => {
    expect(size({})).toBeCloseTo(1000 / 30, 12);
    expect(size({ commissionPercent: 1, commissionFixed: 10 })).toBeCloseTo(990 / 30.3, 12);
  });

  it('whole units round down; an exact multiple is not lost to rounding', () => {
    expect(size({ unitStep: 1 })).toBe(33);
    expect(size({ unitStep: 1, initialBalance: 900 })).toBe(30);
    expect(size({ unitStep: 0.1, initialBalance: 9 })).toBeCloseTo(0.3, 12);
  });

  it('a fraction takes its share of the equity', () => {
    expect(size({ sizing: { kind: 'fraction', fraction: 0.25 } })).toBeCloseTo(250 / 30, 12);
  });

  it('an order that is too large is reduced or cancelled', () => {
    const sizing = { kind: 'units', units: 40 } as const;
    expect(size({ sizing, unitStep: 1, insufficientFunds: 'reduce' })).toBe(33);
    expect(size({ sizing, unitStep: 1, insufficientFunds: 'cancel' })).toBeUndefined();
    expect(size({ unitStep: 1, initialBalance: 29 })).toBeUndefined();
  });
});

describe('leverage', () => {
  const signals = signalsOn(4, { enterLong: [0], exitLong: [2] });
  const run = (settings: Partial<BacktestSettings>, candles = flatMarket(20, 20, 25, 25)) =>
    simulate(signals, candles, frictionless({ leverage: 3, ...settings }));
  const first = (settings: Partial<BacktestSettings>) => run(settings).trades[0];

  it('all the money buys so many times as much, commission included', () => {
    expect(first({})).toMatchObject({ size: 150, pnl: 750, return: 0.25 });
    expect(first({ commissionPercent: 1, commissionFixed: 30 })?.size).toBeCloseTo(2970 / 20.2, 12);
    expect([...run({}).equity]).toEqual([1000, 1000, 1750, 1750]);
  });

  it('a fraction is one of all that', () => {
    expect(first({ sizing: { kind: 'fraction', fraction: 0.5 } })?.size).toBe(75);
  });

  it('units and risk stay what they are, and are bounded later', () => {
    expect(first({ sizing: { kind: 'units', units: 100 } })?.size).toBe(100);
    expect(first({ sizing: { kind: 'units', units: 200 } })?.size).toBe(150);
    expect(first({ sizing: { kind: 'units', units: 200 }, insufficientFunds: 'cancel' })).toBeUndefined();
    expect(first({ sizing: { kind: 'risk', percent: 10 }, stopLossPercent: 5 })?.size).toBe(100);
    expect(first({ sizing: { kind: 'risk', percent: 10 }, stopLossPercent: 1 })?.size).toBe(150);
  });

  it("holds the strategy's own size as a multiple of the equity, up to itself", () => {
    const sizeOf = (multiple: number) => {
      const live = {
        rules: {},
        orders: {},
        stops: {},
        maxBars: null,
        sessionEnds: null,
        reduce: {},
        reduceShare: null,
      };
      const size = new Float64Array(4).fill(multiple);
      const flat = flatMarket(20, 20, 20, 20);
      return simulate({ ...signals, live: { ...live, size } }, flat, frictionless({ leverage: 3 })).trades[0]?.size;
    };
    expect([0.5, 1, 1.6, 7].map(sizeOf)).toEqual([25, 50, 80, 150]);
    expect(sizeOf(NaN)).toBeUndefined();
  });

  it('there is no margin call: a loss of all the equity at a close is ruin, and what is owed beyond is forgiven', () => {
    const { trades, equity } = run({}, flatMarket(20, 20, 12, 30));
    expect([...equity]).toEqual([1000, 1000, 0, 0]);
    expect(trades).toMatchObject([{ reason: 'ruin', exitBar: 2, exitPrice: 12, pnl: -1200 }]);
  });

  it('an open too far beyond the stop ruins at the close of that bar', () => {
    const { trades, equity } = run({ stopLossPercent: 5 }, flatMarket(20, 20, 10, 30));
    expect(trades).toMatchObject([{ reason: 'stop-loss', exitPrice: 10, pnl: -1500 }]);
    expect([...equity]).toEqual([1000, 1000, 0, 0]);
  });
});

describe('sizing by risk', () => {
  const ONE_PERCENT = { kind: 'risk', percent: 1 } as const;
  const signals = signalsOn(4, { enterLong: [0] });
  const first = (settings: Partial<BacktestSettings>, stops: StopColumns = {}, on = signals) =>
    simulate({ ...on, stops }, flatMarket(100, 100, 80, 80), frictionless({ sizing: ONE_PERCENT, ...settings }))
      .trades[0];
  const size = (...given: Parameters<typeof first>) => first(...given)?.size;
  const columnOf = (level: number) => new Float64Array(4).fill(level);

  it('loses the percentage of the equity when the price goes from the entry to the stop', () => {
    const { trades, equity } = simulate(
      signals,
      market([100, 100, 100, 100], [100, 100, 100, 100], [100, 100, 90, 97]),
      frictionless({ sizing: ONE_PERCENT, stopLossPercent: 5 }),
    );
    expect(trades[0]).toMatchObject({ size: 2, pnl: -10, reason: 'stop-loss' });
    expect([...equity]).toEqual([1000, 1000, 990]);
  });

  it('goes by the stop nearest to the entry, whichever rule places it', () => {
    expect(size({ stopLossPercent: 10 })).toBe(1);
    expect(size({ stopLossPercent: 10, trailingStopPercent: 4 })).toBe(2.5);
    expect(size({}, { stopLoss: columnOf(98) })).toBe(5);
    const short = signalsOn(4, { enterShort: [0] });
    expect(first({}, { stopLoss: columnOf(98) }, short)).toMatchObject({ side: 'short', size: 5, stopLoss: 102 });
  });

  it('measures from the entry price with its spread and slippage; fees and the slippage of the stop come on top', () => {
    expect(size({ spreadPercent: 2, stopLossPercent: 4, stopReference: 'signal-close' })).toBe(10 / 6);
    expect(size({ slippagePercent: 2, stopLossPercent: 4, stopReference: 'signal-close' })).toBe(10 / 6);
    expect(size({ commissionPercent: 1, commissionFixed: 3, stopLossPercent: 5 })).toBe(2);
  });

  it('rounds down to the unit step', () => {
    expect(size({ stopLossPercent: 4, unitStep: 1 })).toBe(2);
    expect(size({ stopLossPercent: 20, unitStep: 1 })).toBeUndefined();
  });

  it('is bounded by what the money pays for', () => {
    expect(size({ stopLossPercent: 0.5 })).toBe(10);
    expect(size({ stopLossPercent: 0.5, insufficientFunds: 'cancel' })).toBeUndefined();
  });

  it.each<[string, Partial<BacktestSettings>, StopColumns]>([
    ['is undefined on that bar', {}, { stopLoss: columnOf(NaN) }],
    ['does not exist', { takeProfitPercent: 5 }, {}],
    ['is a trailing price, which begins at the close', {}, { trailingStop: columnOf(95) }],
    ['lies at the entry price', {}, { stopLoss: columnOf(100) }],
    ['lies beyond the entry price', {}, { stopLoss: columnOf(104) }],
    ['waits for the close of the entry bar', { stopLossPercent: 5, stopReference: 'entry-close' }, {}],
  ])('enters nothing where the stop %s', (_, settings, stops) => expect(size(settings, stops)).toBeUndefined());

  it('knows the close of the entry bar when it fills there', () => {
    expect(size({ stopLossPercent: 5, stopReference: 'entry-close', fill: 'close' })).toBe(2);
  });
});

describe('stops and targets', () => {
  const enter = signalsOn(4, { enterLong: [0] });
  const exit = (rows: Parameters<typeof market>, settings: Partial<BacktestSettings>, stops: StopColumns = {}) =>
    simulate({ ...enter, stops }, market([100, 100, 100, 100], ...rows), frictionless(settings)).trades[0];
  const quiet: [number, number, number, number] = [100, 101, 99, 100];

  it('a stop fills at its level, measured from the fill', () => {
    const trade = exit([quiet, [98, 99, 94, 96], quiet], { stopLossPercent: 5 });
    expect(trade).toMatchObject({ exitBar: 2, exitPrice: 95, reason: 'stop-loss', stopLoss: 95 });
  });

  it('a gap through the stop fills at the worse open, a gap through the target at the better open', () => {
    expect(exit([quiet, [90, 92, 89, 91], quiet], { stopLossPercent: 5 })).toMatchObject({ exitPrice: 90 });
    const target = exit([quiet, [112, 113, 111, 112], quiet], { takeProfitPercent: 10 });
    expect(target).toMatchObject({ exitPrice: 112, reason: 'take-profit', stopLoss: null });
    expect(target?.takeProfit).toBeCloseTo(110, 12);
  });

  it('stop and target inside one bar: the stop wins', () => {
    const trade = exit([quiet, [100, 120, 90, 110], quiet], { stopLossPercent: 5, takeProfitPercent: 5 });
    expect(trade).toMatchObject({ reason: 'stop-loss', exitPrice: 95 });
  });

  it('are live on the bar of an open fill, or from the next bar', () => {
    const rows: Parameters<typeof market> = [[100, 101, 90, 100], [100, 101, 94, 100], quiet];
    expect(exit(rows, { stopLossPercent: 5 })).toMatchObject({ entryBar: 1, exitBar: 1 });
    expect(exit(rows, { stopLossPercent: 5, stopsFrom: 'next-bar' })).toMatchObject({ entryBar: 1, exitBar: 2 });
  });

  it('are never tested on the bar of a close fill', () => {
    const crash = market([100, 100, 50, 100], [100, 101, 99, 100]);
    const settings = frictionless({ fill: 'close', stopLossPercent: 5 });
    expect(simulate(signalsOn(2, { enterLong: [0] }), crash, settings).trades[0]?.reason).toBe('open');
  });

  it('are measured from the fill, the signal close or the entry close', () => {
    const rows: Parameters<typeof market> = [[110, 125, 108, 120], [120, 120, 50, 60], quiet];
    const level = (stopReference: BacktestSettings['stopReference']) =>
      exit(rows, { stopLossPercent: 10, stopReference })?.stopLoss;
    expect([level('fill'), level('signal-close'), level('entry-close')]).toEqual([99, 90, 108]);
  });

  it('a level taken from the entry close is not tested before that close is known', () => {
    const trade = exit([[110, 125, 90, 120], quiet, quiet], { stopLossPercent: 10, stopReference: 'entry-close' });
    expect(trade).toMatchObject({ entryBar: 1, exitBar: 2, exitPrice: 100 });
  });

  it('stops slip unless told otherwise; targets never', () => {
    const down: Parameters<typeof market> = [quiet, [98, 99, 80, 96], quiet];
    const slips = { slippageTicks: 1, tickSize: 1, stopLossPercent: 5, stopReference: 'signal-close' } as const;
    expect(exit(down, slips)).toMatchObject({ exitPrice: 94 });
    expect(exit(down, { ...slips, slippageOnStops: false })).toMatchObject({ exitPrice: 95 });
    const up = exit([quiet, [100, 106, 99, 100], quiet], { ...slips, takeProfitPercent: 5 });
    expect(up).toMatchObject({ exitPrice: 105 });
  });

  it('an exit queued for the open comes before the stop of that bar', () => {
    const signals = signalsOn(4, { enterLong: [0], exitLong: [1] });
    const candles = market([100, 100, 100, 100], quiet, [99, 99, 50, 60], quiet);
    const { trades } = simulate(signals, candles, frictionless({ stopLossPercent: 5 }));
    expect(trades[0]).toMatchObject({ exitBar: 2, exitPrice: 99, reason: 'signal' });
  });

  it('a signal on the bar of a stop may enter again, or has to wait', () => {
    const again = signalsOn(4, { enterLong: [0, 2] });
    const candles = market([100, 100, 100, 100], quiet, [98, 99, 90, 96], [100, 101, 99, 100]);
    const sides = (entryAfterStop: BacktestSettings['entryAfterStop']) =>
      simulate(again, candles, frictionless({ stopLossPercent: 5, entryAfterStop })).trades.map(({ reason }) => reason);
    expect(sides('same-bar')).toEqual(['stop-loss', 'open']);
    expect(sides('next-bar')).toEqual(['stop-loss']);
  });

  it('price columns are read at the signal bar and mirrored around its close for shorts', () => {
    const stops = { stopLoss: Float64Array.of(93, 0, 0, 0), takeProfit: Float64Array.of(110, 0, 0, 0) };
    const long = exit([quiet, [98, 99, 90, 96], quiet], {}, stops);
    expect(long).toMatchObject({ exitPrice: 93, stopLoss: 93, takeProfit: 110 });
    const candles = market([100, 100, 100, 100], quiet, [98, 112, 95, 96], quiet);
    const short = simulate(signalsOn(4, { enterShort: [0] }, { stops }), candles, frictionless()).trades[0];
    expect(short).toMatchObject({ exitPrice: 107, stopLoss: 107, takeProfit: 90, reason: 'stop-loss' });
  });

  it('a distance of zero or less is no stop', () => {
    const rows: Parameters<typeof market> = [quiet, [98, 140, 60, 96], quiet];
    const none = { stopLossPercent: Float64Array.of(0), takeProfitPercent: Float64Array.of(-5) };
    expect(exit(rows, {}, none)).toMatchObject({ reason: 'open', stopLoss: null, takeProfit: null });
    expect(exit(rows, { trailingStopPercent: 0 })).toMatchObject({ reason: 'open', stopLoss: null });
  });

  it('percent columns are read at the signal bar; a NaN means no stop; a setting replaces them', () => {
    const rows: Parameters<typeof market> = [quiet, [98, 99, 90, 96], quiet];
    expect(exit(rows, {}, { stopLossPercent: Float64Array.of(8, 0, 0, 0) })).toMatchObject({ exitPrice: 92 });
    expect(exit(rows, {}, { stopLossPercent: Float64Array.of(NaN, 0, 0, 0) })).toMatchObject({ reason: 'open' });
    const replaced = exit(rows, { stopLossPercent: 5 }, { stopLoss: Float64Array.of(99, 0, 0, 0) });
    expect(replaced).toMatchObject({ stopLoss: 95 });
  });
});

describe('trailing stops', () => {
  it('in percent follow the high and never retreat; a new level counts from the next bar', () => {
    const candles = market([100, 100, 100, 100], [100, 120, 100, 118], [115, 116, 109, 110], [110, 110, 105, 106]);
    const settings = frictionless({ trailingStopPercent: 10 });
    const { trades } = simulate(signalsOn(4, { enterLong: [0] }), candles, settings);
    expect(trades[0]).toMatchObject({ exitBar: 3, exitPrice: 108, reason: 'trailing-stop', stopLoss: 108 });
  });

  it('in percent follow the low for shorts', () => {
    const candles = market([100, 100, 100, 100], [100, 100, 80, 82], [84, 89, 83, 88]);
    const settings = frictionless({ trailingStopPercent: 10 });
    const { trades } = simulate(signalsOn(3, { enterShort: [0] }), candles, settings);
    expect(trades[0]).toMatchObject({ exitBar: 2, exitPrice: 88, reason: 'trailing-stop' });
  });

  it('in percent do not follow what happened before a fill at the close', () => {
    const candles = market([100, 150, 100, 100], [100, 101, 99, 100], [100, 101, 99, 100]);
    const settings = frictionless({ fill: 'close', trailingStopPercent: 10 });
    expect(simulate(signalsOn(3, { enterLong: [0] }), candles, settings).trades[0]?.reason).toBe('open');
  });

  it('as a formula are set at each close from the entry on, and only tighten', () => {
    const candles = market([100, 100, 100, 100], [100, 101, 90, 100], [100, 101, 96, 99], [98, 99, 93, 97]);
    const stops = { trailingStop: Float64Array.of(99, 95, 92, 98) };
    const { trades } = simulate(signalsOn(4, { enterLong: [0] }, { stops }), candles, frictionless());
    expect(trades[0]).toMatchObject({ exitBar: 3, exitPrice: 95, reason: 'trailing-stop' });
  });

  it('the nearer of stop and trailing stop is the one in force, and names the exit', () => {
    const candles = market([100, 100, 100, 100], [100, 101, 99, 100], [99, 99, 80, 85]);
    const settings = frictionless({ stopLossPercent: 5, trailingStopPercent: 10 });
    expect(simulate(signalsOn(3, { enterLong: [0] }), candles, settings).trades[0]).toMatchObject({
      exitPrice: 95,
      reason: 'stop-loss',
    });
  });
});

describe('the end', () => {
  const candles = market([100, 100, 100, 100], [100, 105, 100, 104], [106, 112, 104, 110]);
  const signals = signalsOn(3, { enterLong: [0] });

  it('an open position is marked at the last close without an exit fee', () => {
    const { trades, equity } = simulate(
      signals,
      candles,
      frictionless({ sizing: TEN, initialBalance: 2000, commissionFixed: 3 }),
    );
    expect(trades[0]).toMatchObject({ exitBar: 2, exitPrice: 110, exitFee: 0, pnl: 97, reason: 'open' });
    expect(equity[2]).toBe(2097);
  });

  it.each([
    ['close-at-open', 106],
    ['close-at-close', 110],
  ] as const)('or closed on the last bar: %s', (openPosition, price) => {
    const settings = frictionless({ openPosition, sizing: TEN, initialBalance: 2000, commissionFixed: 3 });
    const { trades, equity } = simulate(signals, candles, settings);
    expect(trades[0]).toMatchObject({ exitBar: 2, exitPrice: price, reason: 'end-of-data', exitFee: 3 });
    expect(equity[2]).toBe(2000 + 10 * (price - 100) - 6);
  });

  it('a position opened at the last close cannot be closed at the open before it', () => {
    const late = signalsOn(3, { enterLong: [2] });
    const settings = frictionless({ fill: 'close', openPosition: 'close-at-open' });
    expect(simulate(late, candles, settings).trades[0]).toMatchObject({ entryPrice: 110, exitPrice: 110 });
  });

  it('ruin: a short that loses everything is closed, equity stays zero and nothing trades again', () => {
    const squeeze = flatMarket(100, 100, 250, 50, 100);
    const { trades, equity } = simulate(signalsOn(5, { enterShort: [0], enterLong: [2, 3] }), squeeze, frictionless());
    expect(trades).toHaveLength(1);
    expect(trades[0]).toMatchObject({ reason: 'ruin', exitBar: 2, exitPrice: 250 });
    expect([...equity]).toEqual([1000, 1000, 0, 0, 0]);
  });
});
