import type { Simulation } from '../backtest/backtest.types';
import { barsHeld } from './trade-statistics';

/** Sums and extremes of a run from which most metrics follow; a fast simulation knows them without making the equity curve. */
export interface RunTotals {
  bars: number;
  finalEquity: number;
  /** All commissions. */
  fees: number;
  /** Sum of the simple bar returns, the first against the initial balance, and of their squares. */
  returnSum: number;
  squareSum: number;
  /** Sum of the squares of those below zero. */
  downsideSum: number;
  /** Deepest fall of equity from an earlier high (the initial balance included), as a fraction. */
  maxDrawdown: number;
  /** Closed trades, those of them that won money, and those that lost some. */
  trades: number;
  wins: number;
  losses: number;
  /** Money of the winning and, positive, of all other closed trades. */
  won: number;
  lost: number;
  /** 0 or 1, and its profit at the mark. */
  openTrades: number;
  openProfit: number;
  /** Sums over the closed trades. */
  profit: number;
  tradeReturns: number;
  tradeBars: number;
  bestReturn: number;
  worstReturn: number;
  /** Bars covered by trades, both ends included, each bar once. */
  barsHeld: number;
  barsHeldClosed: number;
}

export function emptyTotals(): RunTotals {
  return {
    bars: 0,
    finalEquity: NaN,
    fees: 0,
    returnSum: 0,
    squareSum: 0,
    downsideSum: 0,
    maxDrawdown: 0,
    trades: 0,
    wins: 0,
    losses: 0,
    won: 0,
    lost: 0,
    openTrades: 0,
    openProfit: 0,
    profit: 0,
    tradeReturns: 0,
    tradeBars: 0,
    bestReturn: -Infinity,
    worstReturn: Infinity,
    barsHeld: 0,
    barsHeldClosed: 0,
  };
}

/** Reads the totals from the trades and the equity curve. */
export function totalsOf(simulation: Simulation, initialBalance: number): RunTotals {
  const { equity, trades } = simulation;
  const closed = trades.filter(({ reason }) => reason !== 'open');
  const totals: RunTotals = {
    ...emptyTotals(),
    bars: equity.length,
    finalEquity: equity[equity.length - 1] ?? initialBalance,
    fees: simulation.fees,
    openTrades: trades.length - closed.length,
    barsHeld: barsHeld(trades),
    barsHeldClosed: barsHeld(closed),
  };
  for (const { pnl, return: earned, entryBar, exitBar, reason } of trades) {
    if (reason === 'open') totals.openProfit += pnl;
    else addTrade(totals, pnl, earned, exitBar - entryBar);
  }
  addEquity(totals, equity, initialBalance);
  return totals;
}

/** One closed trade more. */
export function addTrade(totals: RunTotals, pnl: number, earned: number, bars: number): void {
  totals.trades++;
  if (pnl > 0) {
    totals.wins++;
    totals.won += pnl;
  } else {
    if (pnl < 0) totals.losses++;
    totals.lost -= pnl;
  }
  totals.profit += pnl;
  totals.tradeReturns += earned;
  totals.tradeBars += bars;
  if (earned > totals.bestReturn) totals.bestReturn = earned;
  if (earned < totals.worstReturn) totals.worstReturn = earned;
}

function addEquity(totals: RunTotals, equity: Float64Array, initialBalance: number): void {
  let previous = initialBalance;
  let peak = initialBalance;
  let { returnSum, squareSum, downsideSum, maxDrawdown } = totals;
  for (let bar = 0; bar < equity.length; bar++) {
    const value = equity[bar] ?? NaN;
    // Nothing held: no return, no other drawdown.
    if (value === previous) continue;
    const change = previous === 0 ? 0 : value / previous - 1;
    returnSum += change;
    squareSum += change * change;
    if (change < 0) downsideSum += change * change;
    if (value > peak) peak = value;
    const fall = 1 - value / peak;
    if (fall > maxDrawdown) maxDrawdown = fall;
    previous = value;
  }
  Object.assign(totals, { returnSum, squareSum, downsideSum, maxDrawdown });
}

/** Mean win over mean loss, in money; NaN without a win or a loss. */
export function payoffRatio({ won, wins, lost, losses }: RunTotals): number {
  return won / wins / (lost / losses);
}
