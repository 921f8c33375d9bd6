import * as fc from 'fast-check';
import { type BacktestSettings, DEFAULT_BACKTEST_SETTINGS, type TradeSignals } from '#quant/backtest';
import type { Candles } from '#quant/candles';
import { market } from './tiny-market';

export interface SimulationCase {
  candles: Candles;
  signals: TradeSignals;
}

/** A bar around 100: distances of the open and the close from it, and of the wicks. Ties are frequent. */
const bar = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }), fc.nat(10), fc.nat(10));
const candlesOf = (bars: [number, number, number, number][]) =>
  market(
    ...bars.map(([o, c, up, down]): [number, number, number, number] => [
      100 + o,
      100 + Math.max(o, c) + up,
      100 + Math.min(o, c) - down,
      100 + c,
    ]),
  );

/** Any rule values on any small market; some rules are missing. */
export function simulationCases(maxBars = 40): fc.Arbitrary<SimulationCase> {
  return fc.integer({ min: 1, max: maxBars }).chain((bars) => {
    const bits = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: bars, maxLength: bars });
    const rule = fc.option(bits.map((column) => Uint8Array.from(column)));
    return fc.record({
      candles: fc.array(bar, { minLength: bars, maxLength: bars }).map(candlesOf),
      signals: fc.record({ enterLong: rule, exitLong: rule, enterShort: rule, exitShort: rule, firstBar: fc.nat(3) }),
    });
  });
}

const percentStop = fc.option(fc.integer({ min: 1, max: 20 }));

/** Settings of every kind, costs and protective orders included. */
export const simulationSettings: fc.Arbitrary<BacktestSettings> = fc
  .record({
    fill: fc.constantFrom('next-open' as const, 'close' as const),
    commissionPercent: fc.constantFrom(0, 0.1, 2),
    commissionPerUnit: fc.constantFrom(0, 0.05),
    commissionFixed: fc.constantFrom(0, 3),
    slippagePercent: fc.constantFrom(0, 0.5),
    slippageTicks: fc.constantFrom(0, 1),
    spreadPercent: fc.constantFrom(0, 0.2),
    unitStep: fc.constantFrom(0, 1),
    sizing: fc.constantFrom<BacktestSettings['sizing']>(
      { kind: 'all-in' },
      { kind: 'fraction', fraction: 0.3 },
      { kind: 'units', units: 7 },
      { kind: 'risk', percent: 2 },
      { kind: 'risk', percent: 60 },
    ),
    insufficientFunds: fc.constantFrom('cancel' as const, 'reduce' as const),
    reversal: fc.boolean(),
    sameDirectionEntry: fc.constantFrom('ignore' as const, 'renew' as const),
    stopLossPercent: percentStop,
    takeProfitPercent: percentStop,
    trailingStopPercent: percentStop,
    stopReference: fc.constantFrom('fill' as const, 'signal-close' as const, 'entry-close' as const),
    stopsFrom: fc.constantFrom('entry-bar' as const, 'next-bar' as const),
    entryAfterStop: fc.constantFrom('same-bar' as const, 'next-bar' as const),
    equityMark: fc.constantFrom('after-fills' as const, 'before-fills' as const),
    openPosition: fc.constantFrom('mark' as const, 'close-at-open' as const, 'close-at-close' as const),
    signalConflict: fc.constantFrom('ignore' as const, 'entry' as const, 'exit' as const),
  })
  .map((some) => ({ ...DEFAULT_BACKTEST_SETTINGS, ...some }));
