import type { Candles } from '#quant/candles';
import {
  type ColumnSource,
  type KernelColumn,
  type MarketTables,
  STOP_COLUMNS,
  readTotals,
  TrialKernel,
} from '#quant/kernels';
import { emptyTotals, type RunTotals } from '#quant/metrics';
import type { BacktestSettings } from './backtest.types';
import { kernelSettings } from './kernel-settings';
import type { SignalBits } from './signal-bits';
import { tierOf } from './tier';

interface Given extends KernelColumn {
  readonly values: Float64Array | Uint32Array;
}

const SOURCE: ColumnSource<Given> = {
  series: ({ values }) => Float64Array.from(values),
  bits: ({ values }) => Uint32Array.from(values),
  number: () => NaN,
};

/** Totals of one trial by the engine module; null where it leaves the trial to others. */
export function kernelTotals(
  signals: SignalBits,
  candles: Candles,
  settings: BacktestSettings,
  market: MarketTables,
): RunTotals | null {
  const { enterLong, exitLong, enterShort, exitShort, firstBar, stops } = signals;
  const mayShort = enterShort !== null || exitShort !== null;
  const definition = {
    direction: mayShort ? 'long-short' : 'long',
    ...(Object.keys(stops).length > 0 && { stops: { stopLoss: 'low' } }),
  } as const;
  const strategy = {
    name: '',
    title: '',
    category: 'custom',
    version: 1,
    constraints: [],
    parameters: {},
    ...definition,
  } as const;
  const tier = tierOf({ definition: { ...strategy, constraints: [] }, live: [] }, candles, settings);
  if (tier === 'bar-loop') return null;
  const kernel = TrialKernel.create(candles, market, kernelSettings(settings, tier), SOURCE);
  if (!kernel) throw new Error('This host has no SIMD');
  const columns: Given[] = [];
  const add = (kind: 'series' | 'bits', values: Float64Array | Uint32Array) =>
    columns.push({ kind, values, slot: -1, first: 0, firstSeries: firstBar - 1 }) - 1;
  const rules = [enterLong, exitLong, enterShort, exitShort].map((bits) => bits && add('bits', bits));
  const program = {
    slots: 0,
    buffers: 4,
    instructions: [
      ...rules.flatMap((column, rule) =>
        column === null
          ? []
          : ([
              { kind: 'bits', column, to: rule },
              { kind: 'rule', rule, from: rule },
              { kind: 'first', column },
            ] as const),
      ),
      ...STOP_COLUMNS.flatMap((name, stop) => {
        const values = stops[name];
        return values ? [{ kind: 'stop', column: add('series', values), stop } as const] : [];
      }),
    ],
  };
  kernel.load({ ...program, slots: columns.length });
  kernel.add(columns);
  const found = kernel.run();
  const totals = { ...emptyTotals(), bars: candles.close.length };
  readTotals(found, 0, totals);
  return totals;
}
