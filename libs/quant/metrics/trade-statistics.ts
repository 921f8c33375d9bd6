import type { Trade } from '../backtest/backtest.types';

const DAY_MS = 86_400_000;

/** Sum of what was won over the sum of what was lost; not finite without a loss. */
export function profitFactor(results: readonly number[]): number {
  let won = 0;
  let lost = 0;
  for (const result of results) {
    if (result > 0) won += result;
    else lost -= result;
  }
  return won / lost;
}

/** Calendar days from entry to exit of each trade. */
export function tradeDays(trades: readonly Trade[]): number[] {
  return trades.map(({ entryTime, exitTime }) => (exitTime - entryTime) / DAY_MS);
}

/** Bars covered by trades, both ends included, each bar once. Trades are in the order of closing. */
export function barsHeld(trades: readonly Trade[]): number {
  let held = 0;
  let counted = Infinity;
  for (let i = trades.length - 1; i >= 0; i--) {
    const { entryBar = 0, exitBar = -1 } = trades[i] ?? {};
    const to = Math.min(exitBar, counted - 1);
    if (entryBar > to) continue;
    held += to - entryBar + 1;
    counted = entryBar;
  }
  return held;
}
