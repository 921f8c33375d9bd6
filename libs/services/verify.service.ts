import type { BacktestReport } from '#quant/backtest';
import { type RankedTable, rowOf } from '#read-models';

export interface Verification {
  trial: number;
  /** Every recorded value has the bits of the recomputed one. */
  agrees: boolean;
  metrics: { id: string; recorded: number; recomputed: number; equal: boolean }[];
  trades: number;
}

/** Compares what the sweep recorded with a plain backtest of the same parameters: NaN equals NaN, 0 is not −0. */
export function verifyTrial({ table }: RankedTable, number: number, report: BacktestReport): Verification {
  const row = rowOf(table, number);
  const metrics = [...table.metrics].map(([id, column]) => {
    const recorded = column[row] ?? Number.NaN;
    const recomputed = report.metrics[id] ?? Number.NaN;
    return { id, recorded, recomputed, equal: Object.is(recorded, recomputed) };
  });
  return {
    trial: number,
    agrees: metrics.every(({ equal }) => equal),
    metrics,
    trades: report.simulation.trades.length,
  };
}
