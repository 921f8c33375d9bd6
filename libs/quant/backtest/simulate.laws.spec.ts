import * as fc from 'fast-check';
import type { Candles } from '#quant/candles';
import { type BarFormula, type PositionState, UNKNOWN_STATE } from '#quant/formula';
import { simulationCases, simulationSettings } from '#testing';
import type { LiveRules, OrderPrice, Simulation, TradeSignals } from './backtest.types';
import { simulate } from './simulate';

const cases = simulationCases();
const settingsOf = fc
  .tuple(simulationSettings, fc.constantFrom(1, 1, 2, 12), fc.constantFrom(1, 1, 3))
  .map(([settings, leverage, pyramiding]) => ({ ...settings, leverage, pyramiding }));
const bit = fc.integer({ min: 0, max: 1 });
const column = (bits: number[]) => Uint8Array.from(bits);

/** An order near the market, or near the open of its bar. */
const orderPrice: fc.Arbitrary<OrderPrice> = fc.record({
  kind: fc.constantFrom('stop' as const, 'limit' as const),
  price: fc.tuple(fc.array(fc.integer({ min: -15, max: 15 }), { minLength: 1, maxLength: 7 }), fc.boolean()).map(
    ([offsets, fromOpen]): OrderPrice['price'] =>
      (bar, state) =>
        (fromOpen ? state.nextOpen : 100) + (offsets[bar % offsets.length] ?? NaN),
  ),
  meets: fc.constant(null),
});
const liveRules: fc.Arbitrary<LiveRules> = fc.record({
  rules: fc
    .option(fc.integer({ min: 1, max: 6 }), { nil: undefined })
    .map((most): LiveRules['rules'] =>
      most === undefined ? {} : { exitLong: (_bar, state) => Number(state.barsSinceEntry >= most) },
    ),
  orders: fc.record(
    { enterLong: orderPrice, exitLong: orderPrice, enterShort: orderPrice, exitShort: orderPrice },
    { requiredKeys: [] },
  ),
  stops: fc
    .record(
      { stopLoss: fc.integer({ min: -20, max: 3 }), takeProfit: fc.integer({ min: -3, max: 20 }) },
      { requiredKeys: [] },
    )
    .map((distances): LiveRules['stops'] =>
      Object.fromEntries(
        Object.entries(distances).map(([stop, by]) => [stop, (_bar: number, state: PositionState) => state.entry + by]),
      ),
    ),
  reduce: fc.record(
    { long: fc.constant<BarFormula>((bar) => Number(bar % 3 === 0)), short: fc.constant<BarFormula>((bar) => bar % 2) },
    { requiredKeys: [] },
  ),
  reduceShare: fc.option(fc.constantFrom(0.2, 0.7, 1, NaN).map((share) => new Float64Array(40).fill(share))),
  maxBars: fc.option(fc.integer({ min: 1, max: 9 }).map((most) => new Float64Array(40).fill(most))),
  size: fc.option(fc.constantFrom(0.4, 2, NaN, 0).map((share) => new Float64Array(40).fill(share))),
  sessionEnds: fc.option(fc.array(bit, { minLength: 40, maxLength: 40 }).map(column)),
});
/** As above, and half of them decided bar by bar. */
const allCases = fc
  .tuple(cases, fc.option(liveRules, { nil: undefined }))
  .map(([{ candles, signals }, live]) => ({ candles, signals: { ...signals, ...(live && { live }) } }));
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const ruined = ({ equity }: Simulation) => equity.at(-1) === 0;

describe('laws of the bar loop', () => {
  it('what the trades made is what the equity gained', () => {
    fc.assert(
      fc.property(allCases, settingsOf, ({ candles, signals }, settings) => {
        const result = simulate(signals, candles, settings);
        fc.pre(!ruined(result));
        const gained = (result.equity.at(-1) ?? 0) - settings.initialBalance;
        expect(sum(result.trades.map(({ pnl }) => pnl))).toBeCloseTo(gained, 6);
      }),
    );
  });

  it('equity at each close is money plus the marked position', () => {
    fc.assert(
      fc.property(allCases, settingsOf, ({ candles, signals }, settings) => {
        const result = simulate(signals, candles, { ...settings, equityMark: 'after-fills', openPosition: 'mark' });
        fc.pre(!ruined(result));
        result.equity.forEach((value, at) =>
          expect(value).toBeCloseTo(rebuiltEquity(result, candles, settings.initialBalance, at), 6),
        );
      }),
    );
  });

  it('fees of the trades are all the fees', () => {
    fc.assert(
      fc.property(allCases, settingsOf, ({ candles, signals }, settings) => {
        const { trades, fees } = simulate(signals, candles, settings);
        expect(sum(trades.map(({ entryFee, exitFee }) => entryFee + exitFee))).toBeCloseTo(fees, 9);
      }),
    );
  });

  it('trades follow each other, enter within the signals that count and never cost more than the equity times the leverage', () => {
    fc.assert(
      fc.property(allCases, settingsOf, ({ candles, signals }, some) => {
        const settings = { ...some, pyramiding: 1 };
        const { trades, firstBar } = simulate(inOnePiece(signals), candles, settings);
        let free = firstBar;
        let balance = settings.initialBalance;
        for (const { entryBar, exitBar, size, entryPrice, entryFee, pnl } of trades) {
          expect(entryBar).toBeGreaterThanOrEqual(free);
          expect(exitBar).toBeGreaterThanOrEqual(entryBar);
          expect(size * entryPrice + entryFee).toBeLessThanOrEqual(balance * settings.leverage * (1 + 1e-9) + 1e-6);
          free = exitBar;
          balance += pnl;
        }
      }),
    );
  });

  it('no more lots are held at a close than entries may be open, and all of one side', () => {
    fc.assert(
      fc.property(allCases, settingsOf, ({ candles, signals }, settings) => {
        const { trades } = simulate(signals, candles, settings);
        candles.close.forEach((_, bar) => {
          const held = trades.filter(({ entryBar, exitBar }) => entryBar <= bar && bar < exitBar);
          expect(new Set(held.map(({ entryBar }) => entryBar)).size).toBeLessThanOrEqual(settings.pyramiding);
          expect(new Set(held.map(({ side }) => side)).size).toBeLessThanOrEqual(1);
        });
      }),
    );
  });

  it('a short is a long of the mirrored market', () => {
    const symmetric = {
      // A tick that doubles hold exactly: prices and their mirror images then round nowhere.
      ...{ commissionPercent: 0, slippagePercent: 0, spreadPercent: 0, tickSize: 0.25 },
      ...{ stopLossPercent: null, takeProfitPercent: null, trailingStopPercent: null },
      sizing: { kind: 'units', units: 1 } as const,
    };
    const distances = fc.record({ stop: fc.nat(15), target: fc.nat(15), trail: fc.nat(25) });
    fc.assert(
      fc.property(cases, settingsOf, distances, ({ candles, signals }, some, { stop, target, trail }) => {
        const settings = { ...some, ...symmetric };
        const stops = {
          stopLoss: candles.close.map((price) => price - stop),
          takeProfit: candles.close.map((price) => price + target),
          trailingStop: candles.close.map((price) => price - trail),
        };
        const outcome = ({ trades }: Simulation) =>
          trades.map(({ pnl, reason, exitBar }) => ({ pnl, reason, exitBar }));
        const normal = simulate({ ...signals, stops }, candles, settings);
        const reflected = mirror(candles);
        const mirroredStops = {
          stopLoss: reflected.close.map((price) => price - stop),
          takeProfit: reflected.close.map((price) => price + target),
          trailingStop: reflected.close.map((price) => price - trail),
        };
        const mirrored = simulate({ ...swapSides(signals), stops: mirroredStops }, reflected, settings);
        expect(outcome(mirrored)).toEqual(outcome(normal));
      }),
    );
  });

  it('bars on which nothing can happen may be passed over', () => {
    fc.assert(
      fc.property(cases, settingsOf, ({ candles, signals }, settings) => {
        const live: LiveRules = {
          rules: {},
          orders: {},
          reduce: {},
          reduceShare: null,
          stops: {},
          maxBars: null,
          size: null,
          sessionEnds: null,
        };
        expect(simulate({ ...signals, live }, candles, settings)).toEqual(simulate(signals, candles, settings));
      }),
      { numRuns: 500 },
    );
  });

  it('an order that the next bar does not meet need not be placed', () => {
    fc.assert(
      fc.property(cases, liveRules, settingsOf, ({ candles, signals }, live, settings) => {
        const foreseen = { ...live, orders: withMeetings(live.orders, candles) };
        expect(simulate({ ...signals, live: foreseen }, candles, settings)).toEqual(
          simulate({ ...signals, live }, candles, settings),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('the past does not depend on the future', () => {
    fc.assert(
      fc.property(allCases, settingsOf, fc.nat(40), ({ candles, signals }, some, cut) => {
        const settings = { ...some, openPosition: 'mark' as const, equityMark: 'after-fills' as const };
        const bars = Math.min(cut, candles.close.length);
        const whole = simulate(signals, candles, settings);
        const prefix = simulate(signals, head(candles, bars), settings);
        expect([...prefix.equity]).toEqual([...whole.equity.subarray(0, bars)]);
      }),
    );
  });
});

/** Without partial exits. */
function inOnePiece({ live, ...signals }: TradeSignals): TradeSignals {
  return { ...signals, ...(live && { live: { ...live, reduce: {} } }) };
}

/** The same orders, each told at which closes it would be met by the next bar. */
function withMeetings(orders: LiveRules['orders'], { open, high, low }: Candles): LiveRules['orders'] {
  const met = ({ kind, price }: OrderPrice, isBuy: boolean) =>
    Uint8Array.from(open, (_, bar) => {
      const level = price(bar, { ...UNKNOWN_STATE, nextOpen: open[bar + 1] ?? NaN });
      return Number(isBuy === (kind === 'stop') ? (high[bar + 1] ?? NaN) >= level : (low[bar + 1] ?? NaN) <= level);
    });
  const entries = Object.entries(orders).map(([rule, order]) => {
    return [rule, { ...order, meets: met(order, rule === 'enterLong' || rule === 'exitShort') }];
  });
  return Object.fromEntries(entries) as LiveRules['orders'];
}

function rebuiltEquity({ trades }: Simulation, { close }: Candles, initialBalance: number, bar: number): number {
  let value = initialBalance;
  for (const { side, size, entryBar, exitBar, entryPrice, entryFee, pnl, reason } of trades) {
    if (exitBar <= bar && reason !== 'open') value += pnl;
    else if (entryBar <= bar) value += (side === 'long' ? size : -size) * ((close[bar] ?? NaN) - entryPrice) - entryFee;
  }
  return value;
}

function swapSides({ enterLong, exitLong, enterShort, exitShort, firstBar }: TradeSignals): TradeSignals {
  return { enterLong: enterShort, exitLong: exitShort, enterShort: enterLong, exitShort: exitLong, firstBar };
}

/** Prices reflected around 100; the high becomes the low. */
function mirror(candles: Candles): Candles {
  const reflect = (column: Float64Array) => column.map((price) => 200 - price);
  return {
    ...candles,
    open: reflect(candles.open),
    high: reflect(candles.low),
    low: reflect(candles.high),
    close: reflect(candles.close),
  };
}

function head(candles: Candles, bars: number): Candles {
  const cut = (column: Float64Array) => column.subarray(0, bars);
  const { time, open, high, low, close, volume } = candles;
  return {
    ...candles,
    time: cut(time),
    open: cut(open),
    high: cut(high),
    low: cut(low),
    close: cut(close),
    volume: cut(volume),
  };
}
