import type { MarketTables } from '#quant/kernels';
import { addTrade, emptyTotals, type RunTotals } from '#quant/metrics';
import { type Ledger, type LedgerEntry, markedEquity } from './ledger';

/** Share of the money that may lie beside a position that counts as all in: rounding, not cash. */
const ALL_IN = 1e-14;

/** A trade, and its lowest equity ÷ its highest: equity fell no further inside. */
interface Suspect {
  entry: LedgerEntry | null;
  allIn: boolean;
  ratio: number;
}

const NOBODY: Suspect = { entry: null, allIn: false, ratio: Infinity };

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
      const { entry, allIn, ratio } = this.suspects[k] ?? NOBODY;
      if (!entry || !(ratio < this.deepest)) continue;
      this.deepest = allIn
        ? this.market.closes.deepestFall(entry.markFrom, entry.markTo, this.deepest)
        : this.deepestFallBeside(entry, this.deepest);
    }
  }

  private suspect(entry: LedgerEntry, allIn: boolean, ratio: number): void {
    const suspect = (this.suspects[this.suspectCount++] ??= { ...NOBODY });
    suspect.entry = entry;
    suspect.allIn = allIn;
    suspect.ratio = ratio;
  }

  /** Equity at the next close; bars that follow with the same equity add nothing. */
  private mark(value: number): void {
    this.addReturn(value / this.equity - 1);
    this.equity = value;
    if (value > this.peak) this.peak = value;
    else if (value < this.deepest * this.peak) this.deepest = value / this.peak;
  }

  private addReturn(change: number): void {
    this.returnSum += change;
    this.squareSum += change * change;
    if (change < 0) this.downsideSum += change * change;
  }

  private markTrade(entry: LedgerEntry): void {
    const { markFrom, markTo, money, size, entryPrice } = entry;
    const allIn = entry.side > 0 && Math.abs(money - size * entryPrice) <= ALL_IN * money;
    if (allIn) this.addAllIn(entry);
    else this.addBeside(entry);
    this.equity = markedEquity(entry, this.close[markTo - 1] ?? NaN);
    this.market.closes.read(markFrom, markTo, this.extremes);
    const lowClose = this.extremes[0] ?? NaN;
    const highClose = this.extremes[1] ?? NaN;
    const lowest = markedEquity(entry, entry.side > 0 ? lowClose : highClose);
    const highest = markedEquity(entry, entry.side > 0 ? highClose : lowClose);
    if (lowest < this.deepest * this.peak) this.deepest = lowest / this.peak;
    if (highest > this.peak) this.peak = highest;
    const [low, high] = allIn ? [lowClose, highClose] : [lowest, highest];
    if (low < this.deepest * high) this.suspect(entry, allIn, low / high);
  }

  /** Equity is proportional to the close. */
  private addAllIn(entry: LedgerEntry): void {
    const { markFrom, markTo } = entry;
    const last = markTo - 1;
    const change = markedEquity(entry, this.close[markFrom] ?? NaN) / this.equity - 1;
    this.returnSum += change + this.market.returnSum(markFrom, last);
    this.squareSum += change * change + this.market.squareSum(markFrom, last);
    this.downsideSum += (change < 0 ? change * change : 0) + this.market.downsideSum(markFrom, last);
  }

  /** Money lies beside the position, or it is a short. Even and odd bars are added up apart, as the engine module does. */
  private addBeside(entry: LedgerEntry): void {
    const { close } = this;
    const { markFrom, markTo } = entry;
    let last = markedEquity(entry, close[markFrom] ?? NaN);
    this.addReturn(last / this.equity - 1);
    let [returns, otherReturns, squares, otherSquares, losses, otherLosses] = [0, 0, 0, 0, 0, 0];
    let bar = markFrom + 1;
    for (; bar + 1 < markTo; bar += 2) {
      const value = markedEquity(entry, close[bar] ?? NaN);
      const next = markedEquity(entry, close[bar + 1] ?? NaN);
      const change = value / last - 1;
      const otherChange = next / value - 1;
      returns += change;
      otherReturns += otherChange;
      squares += change * change;
      otherSquares += otherChange * otherChange;
      if (change < 0) losses += change * change;
      if (otherChange < 0) otherLosses += otherChange * otherChange;
      last = next;
    }
    if (bar < markTo) {
      const change = markedEquity(entry, close[bar] ?? NaN) / last - 1;
      returns += change;
      squares += change * change;
      if (change < 0) losses += change * change;
    }
    this.returnSum += returns + otherReturns;
    this.squareSum += squares + otherSquares;
    this.downsideSum += losses + otherLosses;
  }

  /** Smallest equity ÷ highest before it within the trade, or `known` if that is smaller. */
  private deepestFallBeside(entry: LedgerEntry, known: number): number {
    let deepest = known;
    let peak = 0;
    for (let bar = entry.markFrom; bar < entry.markTo; bar++) {
      const value = markedEquity(entry, this.close[bar] ?? NaN);
      if (value > peak) peak = value;
      else if (value < deepest * peak) deepest = value / peak;
    }
    return deepest;
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
