import type { Candles } from '#quant/candles';
import { hasBit, type MarketTables, nextBit } from '#quant/kernels';
import type { BacktestSettings, ExitReason } from './backtest.types';
import { type CashFormula, createCashFormula, type Side } from './cash';
import { Ledger, type LedgerEntry, markedEquity, profitAt } from './ledger';
import { type MarketOrder, orderFrom } from './orders';
import { createPosition, type Position, Protection } from './position';
import { AgeLimits, multipleAt, type PositionTerms } from './position-terms';
import { SessionEnds } from './session-ends';
import { OrderBits, type SignalBits } from './signal-bits';

/** Where a position stops being held. */
interface Leaving {
  /** The bar it is closed on; the number of bars when it stays open. */
  bar: number;
  /** First bar that is not marked with the position any more. */
  markTo: number;
  reason: ExitReason;
  price: number;
  /** Side that the order opens with the same fill. */
  opens: Side | null;
}

/** An order that ends what is held. */
type ClosingOrder = MarketOrder & { close: NonNullable<MarketOrder['close']> };

function closes(order: MarketOrder | null): order is ClosingOrder {
  return order !== null && order.close !== null;
}

/**
 * Trades the signals like `simulate`, trade by trade instead of bar by bar: from a flat account it jumps to the next entry,
 * from an entry to the next exit, so a trial costs what its trades cost. Fills, fees, trades and equity are those of the
 * bar loop to the last bit: prices become money in the same cash formula, levels move in the same protective orders.
 */
export class EventSimulator {
  private readonly bars: number;
  private readonly last: number;
  private readonly nextOpen: boolean;
  /** With `fill: close`, fills at a close are booked with the next bar. */
  private readonly bookedLater: boolean;
  private readonly cash: CashFormula;
  private readonly orders: OrderBits;
  private readonly sessions: SessionEnds | null;
  private readonly ledger: Ledger;
  private readonly position: Position = createPosition();
  private readonly ages = new AgeLimits();
  private readonly leaving: Leaving = { bar: 0, markTo: 0, reason: 'signal', price: NaN, opens: null };
  private protection: Protection | null = null;
  private terms: PositionTerms | null = null;
  private balance = NaN;

  /** @param sessionEnds 1 where nothing may be held at a bar's close; null = nowhere. */
  constructor(
    private readonly candles: Candles,
    private readonly settings: BacktestSettings,
    private readonly market: MarketTables,
    sessionEnds: Uint8Array | null = null,
  ) {
    this.bars = candles.close.length;
    this.last = this.bars - 1;
    this.nextOpen = settings.fill === 'next-open';
    this.bookedLater = !this.nextOpen && settings.equityMark === 'before-fills';
    this.cash = createCashFormula(settings);
    this.sessions = sessionEnds && new SessionEnds(sessionEnds, settings.fill);
    this.orders = new OrderBits(this.bars, settings, this.sessions?.mayOrder);
    this.ledger = new Ledger(settings.initialBalance, candles);
  }

  /** The ledger belongs to the simulator and holds the trades until the next run. */
  run(signals: SignalBits): Ledger {
    const { ledger, orders } = this;
    const firstBar = Math.min(signals.firstBar, this.bars);
    ledger.clear(firstBar);
    orders.read(signals);
    this.balance = this.settings.initialBalance;
    this.terms = signals.terms ?? null;
    this.protect(signals);
    for (let bar = nextBit(orders.open, firstBar); bar < this.bars; bar = nextBit(orders.open, bar)) {
      const side = hasBit(orders.openLong, bar) ? 1 : -1;
      const fillBar = this.fillBarOf(bar);
      if (fillBar >= this.bars) break;
      bar = this.open(side, this.fillPrice(fillBar), fillBar, bar) ? this.holdUntilFlat() : bar + 1;
    }
    return ledger;
  }

  private protect({ stops, terms }: SignalBits): void {
    const { stopLossPercent, takeProfitPercent, trailingStopPercent } = this.settings;
    const set = stopLossPercent !== null || takeProfitPercent !== null || trailingStopPercent !== null;
    const needed = set || Object.keys({ ...stops, ...terms?.stops }).length > 0;
    this.protection = needed ? new Protection(this.candles, this.settings, stops, terms?.stops) : null;
  }

  /** The bar on which an order of bar `signalBar` fills; the number of bars when it never does. */
  private fillBarOf(signalBar: number): number {
    if (this.nextOpen) return signalBar + 1;
    return this.bookedLater && signalBar >= this.last ? this.bars : signalBar;
  }

  private fillPrice(bar: number): number {
    return (this.nextOpen ? this.candles.open[bar] : this.candles.close[bar]) ?? NaN;
  }

  /** False when the money does not pay for it. */
  private open(side: Side, price: number, bar: number, signalBar: number): boolean {
    const { cash, position, terms } = this;
    position.side = side;
    position.entryBar = bar;
    position.heldFrom = this.nextOpen ? bar : bar + 1;
    position.signalBar = signalBar;
    position.entryPrice = cash.entryPrice(side, price);
    position.stop = NaN;
    position.stopReason = 'stop-loss';
    position.target = NaN;
    position.risk = NaN;
    position.testedFrom = bar;
    this.protection?.place(position, false);
    const multiple = terms ? multipleAt(terms, signalBar, this.settings.leverage) : undefined;
    position.size = cash.entryUnits(this.balance, position, multiple);
    if (position.size === 0) return false;
    position.entryFee = this.pay(position.size, position.entryPrice);
    if (terms) this.ages.set(terms, position);
    return true;
  }

  private pay(size: number, price: number): number {
    const fee = this.cash.fee(size, price);
    this.balance -= fee;
    this.ledger.fees += fee;
    return fee;
  }

  /** Holds the open position and those its exits open; gives the next bar on which the rules may open one. */
  private holdUntilFlat(): number {
    for (;;) {
      const leaving = this.findExit();
      this.close(leaving);
      if (leaving.bar >= this.bars || this.ledger.ruinBar < this.bars) return this.bars;
      const { opens, bar, reason } = leaving;
      if (opens !== null) {
        const signalBar = this.nextOpen ? bar - 1 : bar;
        if (this.open(opens, this.fillPrice(bar), bar, signalBar)) continue;
      }
      return this.mayOpenOn(reason) ? bar : bar + 1;
    }
  }

  /** Whether the rules may open a position at the close of the bar on which one was closed for this reason. */
  private mayOpenOn(reason: ExitReason): boolean {
    switch (reason) {
      case 'signal':
      case 'reversal':
      case 'renewal':
      case 'max-bars':
        return this.nextOpen;
      case 'session-end':
        return true;
      default:
        return this.settings.entryAfterStop === 'same-bar';
    }
  }

  /**
   * The first of: ruin, stop or target, the order of a rule, the end of a session, the end of the data. Begins the ledger's
   * next entry.
   */
  private findExit(): Leaving {
    const { bars, nextOpen, candles } = this;
    const order = this.findOrder();
    const signalBar = order ? order.signalBar : bars;
    const sessionEnd = this.sessions?.from(this.position.heldFrom) ?? Infinity;
    const endsSession = sessionEnd <= signalBar && sessionEnd < bars;
    const fillBar = endsSession ? sessionEnd : signalBar < bars ? this.fillBarOf(signalBar) : bars;
    // At a close, the account is marked before an order fills, but after the end of a session.
    const heldTo = nextOpen || endsSession ? fillBar : Math.min(fillBar + 1, bars);
    const ruinBar = this.findRuin(this.begin(), heldTo);
    const ruined = ruinBar < heldTo;
    if (this.protection) {
      const testTo = ruined ? ruinBar + 1 : endsSession ? fillBar + 1 : heldTo;
      const exit = this.findProtectiveExit(this.protection, testTo, ruined ? ruinBar : fillBar);
      if (exit) return exit;
    }
    if (ruined) return this.leave(ruinBar, ruinBar, 'ruin', candles.close[ruinBar] ?? NaN, null);
    if (endsSession) return this.endSession(sessionEnd);
    return order && fillBar < bars ? this.obey(order, fillBar) : this.stayOpen();
  }

  /** All is sold at the last close of the session, before the account is marked. */
  private endSession(bar: number): Leaving {
    const price = this.cash.exitPrice(this.position.side, this.candles.close[bar] ?? NaN);
    return this.leave(bar, bar, 'session-end', price, null);
  }

  /** The first order that ends the position. */
  private findOrder(): ClosingOrder | null {
    const { orders, bars, terms, ages } = this;
    const { side, heldFrom } = this.position;
    const bar = orders.nextLeave(side, heldFrom);
    for (let at = terms ? Math.min(bar, ages.first) : bar; at < bars; at++) {
      const order = this.orderAt(at);
      if (closes(order)) return order;
    }
    return null;
  }

  /** What the rules and the time limit order for the position at the close of `bar`. */
  private orderAt(bar: number): MarketOrder | null {
    const { orders, settings, terms, ages, position } = this;
    const said = terms ? ages.add(orders.said(bar), bar) : orders.said(bar);
    const order = orderFrom(said, { bar, held: position.side, settings });
    if (order?.close || !terms || !ages.isOver(bar)) return order;
    return { close: 'max-bars', open: null, signalBar: bar };
  }

  private leave(bar: number, markTo: number, reason: ExitReason, price: number, opens: Side | null): Leaving {
    const { leaving } = this;
    leaving.bar = bar;
    leaving.markTo = markTo;
    leaving.reason = reason;
    leaving.price = price;
    leaving.opens = opens;
    return leaving;
  }

  private obey({ close, open }: ClosingOrder, fillBar: number): Leaving {
    const markTo = this.bookedLater ? fillBar + 1 : fillBar;
    const price = this.cash.exitPrice(this.position.side, this.fillPrice(fillBar));
    return this.leave(fillBar, markTo, close, price, open);
  }

  /** After the last bar: closed on that bar, or recorded at its mark. */
  private stayOpen(): Leaving {
    const { openPosition } = this.settings;
    const { side, entryBar } = this.position;
    const close = this.candles.close[this.last] ?? NaN;
    if (openPosition === 'mark') return this.leave(this.bars, this.bars, 'open', close, null);
    const openedAtThisClose = !this.nextOpen && entryBar === this.last;
    const atOpen = openPosition === 'close-at-open' && !openedAtThisClose;
    const price = atOpen ? (this.candles.open[this.last] ?? NaN) : close;
    return this.leave(this.bars, this.last, 'end-of-data', this.cash.exitPrice(side, price), null);
  }

  private begin(): LedgerEntry {
    const { position } = this;
    const entry = this.ledger.add();
    entry.side = position.side;
    entry.size = position.size;
    entry.entryBar = position.entryBar;
    entry.entryPrice = position.entryPrice;
    entry.entryFee = position.entryFee;
    entry.money = this.balance;
    entry.markFrom = position.entryBar + (this.bookedLater ? 1 : 0);
    return entry;
  }

  /** First bar before `heldTo` whose close leaves nothing; `heldTo` without one. Equity is monotone in the close. */
  private findRuin(entry: LedgerEntry, heldTo: number): number {
    const { closes } = this.market;
    if (markedEquity(entry, entry.side > 0 ? closes.lowest : closes.highest) > 0) return heldTo;
    const { close } = this.candles;
    let bar = entry.markFrom;
    while (bar < heldTo && markedEquity(entry, close[bar] ?? NaN) > 0) bar++;
    return bar;
  }

  /** The first stop or target touched on a bar before `testTo`; trailing stops follow the closes before `followTo`. */
  private findProtectiveExit(protection: Protection, testTo: number, followTo: number): Leaving | null {
    const { position } = this;
    const bar = protection.trails
      ? followTrail(protection, position, testTo, followTo)
      : this.firstTouch(position, testTo);
    const exit = bar < testTo ? protection.exitWithin(position, bar) : null;
    if (!exit) return null;
    const price = exit.reason === 'take-profit' ? exit.price : this.cash.stopPrice(position.side, exit.price);
    return this.leave(bar, bar, exit.reason, price, null);
  }

  private firstTouch({ side, stop, target, testedFrom }: Position, testTo: number): number {
    return side > 0
      ? this.market.ranges.firstReaching(stop, target, testedFrom, testTo)
      : this.market.ranges.firstReaching(target, stop, testedFrom, testTo);
  }

  private close({ bar, markTo, reason, price }: Leaving): void {
    const { position, ledger } = this;
    const entry = ledger.entries[ledger.count - 1] ?? ledger.add();
    const profit = profitAt(entry, price);
    const open = reason === 'open';
    if (!open) this.balance += profit;
    const exitFee = open ? 0 : this.pay(position.size, price);
    entry.exitBar = Math.min(bar, this.last);
    entry.exitPrice = price;
    entry.exitFee = exitFee;
    entry.pnl = profit - entry.entryFee - exitFee;
    entry.reason = reason;
    entry.stop = position.stop;
    entry.target = position.target;
    entry.after = this.balance;
    entry.markTo = markTo;
    if (reason === 'ruin' || (!open && !(this.balance > 0))) ledger.ruinBar = markTo;
  }
}

/** Tests the levels bar by bar, and moves the trailing stop at each close; gives the bar that touched one. */
function followTrail(protection: Protection, position: Position, testTo: number, followTo: number): number {
  for (let bar = position.entryBar; bar < testTo; bar++) {
    if (protection.exitWithin(position, bar)) return bar;
    if (bar < followTo) protection.followClose(position, bar);
  }
  return testTo;
}
