import type { Candles } from '#quant/candles';
import type { ExitReason, Simulation, Trade } from './backtest.types';
import type { Side } from './cash';

/** One trade of a simulation, and what the account was worth while it lasted. */
export interface LedgerEntry {
  side: Side;
  size: number;
  entryBar: number;
  exitBar: number;
  entryPrice: number;
  exitPrice: number;
  entryFee: number;
  exitFee: number;
  pnl: number;
  reason: ExitReason;
  stop: number;
  target: number;
  /** Equity of the bars [markFrom, markTo) is `money` + size · (close − entry price), mirrored for shorts. */
  markFrom: number;
  markTo: number;
  money: number;
  /** Equity from `markTo` until the next trade is marked. */
  after: number;
}

/** The trades of one simulation in their order. One object serves all trials: nothing is allocated per trade. */
export class Ledger {
  readonly entries: LedgerEntry[] = [];
  count = 0;
  fees = 0;
  firstBar = 0;
  /** First bar on which everything is lost; the number of bars when that never happens. */
  ruinBar = 0;

  constructor(
    readonly initialBalance: number,
    private readonly candles: Candles,
  ) {
    this.clear(0);
  }

  get bars(): number {
    return this.candles.close.length;
  }

  clear(firstBar: number): void {
    this.count = 0;
    this.fees = 0;
    this.firstBar = firstBar;
    this.ruinBar = this.bars;
  }

  /** The next entry, to be filled in; it holds what an earlier trial left. */
  add(): LedgerEntry {
    const entry = (this.entries[this.count] ??= emptyEntry());
    this.count++;
    return entry;
  }

  /** The same as the bar loop tells it. */
  simulation(): Simulation {
    const trades = this.entries.slice(0, this.count).map((entry) => this.trade(entry));
    return { trades, equity: this.equity(), firstBar: this.firstBar, fees: this.fees };
  }

  private trade(entry: LedgerEntry): Trade {
    const { side, size, entryBar, exitBar, entryPrice, exitPrice, entryFee, exitFee, pnl, reason } = entry;
    const { time } = this.candles;
    return {
      side: side > 0 ? 'long' : 'short',
      size,
      entryBar,
      exitBar,
      entryTime: time[entryBar] ?? NaN,
      exitTime: time[exitBar] ?? NaN,
      entryPrice,
      exitPrice,
      entryFee,
      exitFee,
      pnl,
      return: pnl / (size * entryPrice),
      reason,
      stopLoss: Number.isNaN(entry.stop) ? null : entry.stop,
      takeProfit: Number.isNaN(entry.target) ? null : entry.target,
    };
  }

  private equity(): Float64Array {
    const { close } = this.candles;
    const equity = new Float64Array(this.bars).fill(this.initialBalance);
    for (let k = 0; k < this.count; k++) {
      const entry = this.entries[k] ?? emptyEntry();
      for (let bar = entry.markFrom; bar < entry.markTo; bar++) equity[bar] = markedEquity(entry, close[bar] ?? NaN);
      equity.fill(entry.after, entry.markTo);
    }
    return equity.fill(0, this.ruinBar);
  }
}

/** Money the trade has made at `price`, before any fee. */
export function profitAt({ size, side, entryPrice }: LedgerEntry, price: number): number {
  return size * (side > 0 ? price - entryPrice : entryPrice - price);
}

/** Equity while the trade is open, at a close. */
export function markedEquity(entry: LedgerEntry, close: number): number {
  return entry.money + profitAt(entry, close);
}

function emptyEntry(): LedgerEntry {
  return {
    side: 1,
    size: NaN,
    entryBar: 0,
    exitBar: 0,
    entryPrice: NaN,
    exitPrice: NaN,
    entryFee: NaN,
    exitFee: NaN,
    pnl: NaN,
    reason: 'open',
    stop: NaN,
    target: NaN,
    markFrom: 0,
    markTo: 0,
    money: NaN,
    after: NaN,
  };
}
