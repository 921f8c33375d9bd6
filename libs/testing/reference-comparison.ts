import type { Trade } from '#quant/backtest';
import type { ReferenceRow } from './reference-cases';
import type { Counterpart } from './reference-metrics';

/** What differs, in words: relative, or absolute below a thousandth; null = not a number. */
function difference(what: string, actual: number, expected: ReferenceRow[string], tolerance: number): string[] {
  const wanted = expected === null ? NaN : Number(expected);
  const near = Math.abs(actual - wanted) <= tolerance * Math.max(1e-3, Math.abs(wanted));
  return near || Object.is(actual, wanted) ? [] : [`${what}: ${actual}, expected ${wanted}`];
}

/** Which statistics differ from ours by more than 1e-8. */
export function statisticDifferences(
  metrics: Record<string, number>,
  expected: Record<string, ReferenceRow[string]>,
  counterparts: Record<string, Counterpart>,
): string[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const counterpart = counterparts[name];
    if (!counterpart) return [`${name} is none of our metrics`];
    const [metric, convert = (same: number) => same] = counterpart;
    return difference(name, convert(metrics[metric] ?? Infinity), value, 1e-8);
  });
}

/** Which values of which trades differ: bars at all, numbers by more than 1e-9. */
export function tradeDifferences(actual: Record<string, number | string | null>[], expected: ReferenceRow[]): string[] {
  const counts = actual.length === expected.length ? [] : [`${actual.length} trades, expected ${expected.length}`];
  const values = expected.flatMap((row, i) =>
    Object.entries(row).flatMap(([column, value]) => {
      const ours = actual[i]?.[column];
      const what = `trade ${i} ${column}`;
      if (typeof value === 'number') return difference(what, Number(ours), value, column.endsWith('Bar') ? 0 : 1e-9);
      return ours === value ? [] : [`${what}: ${ours}, expected ${value}`];
    }),
  );
  return [...counts, ...values];
}

/** A trade in the columns of backtesting.py. */
export function backtestingPyTrade(trade: Trade) {
  const { side, size, entryBar, exitBar, entryPrice, exitPrice, pnl, entryFee, exitFee, stopLoss, takeProfit } = trade;
  return {
    units: side === 'long' ? size : -size, entryBar, exitBar, entryPrice, exitPrice, pnl, returnFraction: trade.return,
    commission: entryFee + exitFee, stopLoss, takeProfit,
  }; // prettier-ignore
}

/** A trade in the columns of vectorbt. */
export function vectorbtTrade(trade: Trade) {
  const { side, size, entryBar, exitBar, entryPrice, exitPrice, entryFee, exitFee, pnl, reason } = trade;
  return {
    direction: side, size, entryBar, exitBar, entryPrice, exitPrice, entryFees: entryFee, exitFees: exitFee, pnl,
    returnFraction: trade.return, status: reason === 'open' ? 'open' : 'closed',
  }; // prettier-ignore
}
