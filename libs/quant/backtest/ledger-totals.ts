import type { MarketTables } from '#quant/kernels';
import { addTrade, emptyTotals, type RunTotals } from '#quant/metrics';
import { type Ledger, type LedgerEntry, markedEquity } from './ledger';

/** Share of the money that may lie beside a position that counts as all in: rounding, not cash. */
const ALL_IN = 1e-14;

/** Marked bars, and their lowest close ÷ their highest: equity fell no further inside. */
interface Suspect {
  from: number;
  to: number;
  ratio: number;
}

const NOBODY: Suspect = { from: 0, to: 0, ratio: Infinity };

/**
 * Totals of a run from its ledger, without its equity curve. What is counted or added up trade by trade has the bits of the
 * bar loop. Return sums and drawdown agree with it to about 1e-11: where a long holds everything, equity is proportional
 * to the close, so the tables of the market answer for all bars at once; elsewhere the held bars are walked through.
 */
export class LedgerTotals {
  private equity = NaN;
  private peak = NaN;
  /** Smallest equity ÷ peak. */
  private deepest = 1;
  private returnSum = 0;
  private squareSum = 0;
  private downsideSum = 0;
  /** Trades inside which equity may have fallen further than anywhere else: looked at last, when most are ruled out. */
  private readonly suspects: Suspect[] = [];
  private suspectCount = 0;
  private readonly extremes = new Float64Array(2);

  constructor(
    private readonly close: Float64Array,
    private readonly market: MarketTables,
  ) {}

  read(ledger: Ledger): RunTotals {
    const totals = emptyTotals();
    totals.bars = ledger.bars;
    totals.fees = ledger.fees;
    readTrades(ledger, totals);
    this.readEquity(ledger);
    totals.finalEquity = this.equity;
    totals.returnSum = this.returnSum;
    totals.squareSum = this.squareSum;
    totals.downsideSum = this.downsideSum;
    totals.maxDrawdown = 1 - this.deepest;
    return totals;
  }

  private readEquity(ledger: Ledger): void {
    this.equity = ledger.initialBalance;
    this.peak = ledger.initialBalance;
    this.deepest = 1;
    this.returnSum = 0;
    this.squareSum = 0;
    this.downsideSum = 0;
    this.suspectCount = 0;
    let flatFrom = 0;
    let flatEquity = ledger.initialBalance;
    for (let k = 0; k < ledger.count; k++) {
      const entry = ledger.entries[k];
      if (!entry) break;
      if (entry.markFrom > flatFrom) this.mark(flatEquity);
      if (entry.markTo > entry.markFrom) this.markTrade(entry);
      flatFrom = entry.markTo;
      flatEquity = entry.after;
    }
    if (ledger.ruinBar < ledger.bars) this.mark(0);
    else if (flatFrom < ledger.bars) this.mark(flatEquity);
    for (let k = 0; k < this.suspectCount; k++) {
      const { from, to, ratio } = this.suspects[k] ?? NOBODY;
      if (ratio < this.deepest) this.deepest = this.market.closes.deepestFall(from, to, this.deepest);
    }
  }

  private suspect(from: number, to: number, ratio: number): void {
    const entry = (this.suspects[this.suspectCount++] ??= { ...NOBODY });
    entry.from = from;
    entry.to = to;
    entry.ratio = ratio;
  }

  /** Equity at the next close; bars that follow with the same equity add nothing. */
  private mark(value: number): void {
    const change = value / this.equity - 1;
    this.returnSum += change;
    this.squareSum += change * change;
    if (change < 0) this.downsideSum += change * change;
    this.equity = value;
    if (value > this.peak) this.peak = value;
    else if (value < this.deepest * this.peak) this.deepest = value / this.peak;
  }

  private markTrade(entry: LedgerEntry): void {
    const { markFrom, markTo, money, size, entryPrice } = entry;
    const allIn = entry.side > 0 && Math.abs(money - size * entryPrice) <= ALL_IN * money;
    if (!allIn) {
      for (let bar = markFrom; bar < markTo; bar++) this.mark(markedEquity(entry, this.close[bar] ?? NaN));
      return;
    }
    const last = markTo - 1;
    const change = markedEquity(entry, this.close[markFrom] ?? NaN) / this.equity - 1;
    this.returnSum += change + this.market.returnSum(markFrom, last);
    this.squareSum += change * change + this.market.squareSum(markFrom, last);
    this.downsideSum += (change < 0 ? change * change : 0) + this.market.downsideSum(markFrom, last);
    this.equity = markedEquity(entry, this.close[last] ?? NaN);
    this.market.closes.read(markFrom, markTo, this.extremes);
    const lowClose = this.extremes[0] ?? NaN;
    const highClose = this.extremes[1] ?? NaN;
    const lowest = markedEquity(entry, lowClose);
    const highest = markedEquity(entry, highClose);
    if (lowest < this.deepest * this.peak) this.deepest = lowest / this.peak;
    if (highest > this.peak) this.peak = highest;
    if (lowClose < this.deepest * highClose) this.suspect(markFrom, markTo, lowClose / highClose);
  }
}

function readTrades(ledger: Ledger, totals: RunTotals): void {
  let next = 0;
  for (let k = 0; k < ledger.count; k++) {
    const entry = ledger.entries[k];
    if (!entry) break;
    const { entryBar, exitBar, pnl } = entry;
    const held = Math.max(0, exitBar + 1 - Math.max(entryBar, next));
    if (held > 0) next = exitBar + 1;
    totals.barsHeld += held;
    if (entry.reason === 'open') {
      totals.openTrades++;
      totals.openProfit = pnl;
    } else {
      totals.barsHeldClosed += held;
      addTrade(totals, pnl, pnl / (entry.size * entry.entryPrice), exitBar - entryBar);
    }
  }
}
