import type { Candles } from '#quant/candles';
import type { BacktestSettings, ExitReason, LiveRules, Simulation, Trade, TradeSignals } from './backtest.types';
import { type CashFormula, createCashFormula, type Side } from './cash';
import { LiveOrders } from './live-orders';
import { type Order, Rules } from './orders';
import { type Position, Protection, type ProtectiveExit } from './position';
import { StateTracker } from './position-state';
import { type RestingOrder, type TouchedOrder, touchedOrders } from './resting-orders';

/**
 * Trades the signals over the candles, bar by bar. This plain loop is the reference: `EventSimulator`, which sweeps and
 * backtests use, is held against it to the last bit. The rules in words: docs/reference/execution.md.
 */
export function simulate(signals: TradeSignals, candles: Candles, settings: BacktestSettings): Simulation {
  return new BarLoop(signals, candles, settings).run();
}

/** When and why a position is opened. */
interface Fill {
  bar: number;
  signalBar: number;
  heldFrom: number;
  insideBar: boolean;
}

class BarLoop {
  private readonly bars: number;
  private readonly firstBar: number;
  private readonly cash: CashFormula;
  private readonly rules: Rules;
  /** For strategies that are decided bar by bar. */
  private readonly live: { rules: LiveRules; orders: LiveOrders; tracker: StateTracker } | null;
  private readonly protection: Protection;
  private readonly equity: Float64Array;
  private readonly trades: Trade[] = [];
  /** Money without the open position's profit; its entry fee is already paid. */
  private balance: number;
  private fees = 0;
  private position: Position | null = null;
  private order: Order | null = null;
  private resting: readonly RestingOrder[] = [];
  private stoppedOn = -1;
  private ruined = false;

  constructor(
    signals: TradeSignals,
    private readonly candles: Candles,
    private readonly settings: BacktestSettings,
  ) {
    this.bars = candles.close.length;
    this.firstBar = Math.min(signals.firstBar, this.bars);
    this.cash = createCashFormula(settings);
    this.rules = new Rules(signals, settings);
    const { live } = signals;
    this.live = live
      ? { rules: live, orders: new LiveOrders(signals, live, settings), tracker: new StateTracker(candles) }
      : null;
    this.protection = new Protection(candles, settings, signals.stops ?? {}, live?.stops);
    this.balance = settings.initialBalance;
    this.equity = new Float64Array(this.bars).fill(this.balance);
  }

  run(): Simulation {
    for (let bar = this.firstBar; bar < this.bars && !this.ruined; bar++) {
      this.fillAtOpen(bar);
      this.fillInside(bar);
      this.exitAtLevels(bar);
      this.exitAtSessionEnd(bar);
      this.markEquity(bar);
      this.applyRules(bar);
      this.fillAtClose(bar);
      this.followClose(bar);
    }
    this.settleOpenPosition();
    return { trades: this.trades, equity: this.equity, firstBar: this.firstBar, fees: this.fees };
  }

  /** Orders of the last close meet the market first. */
  private fillAtOpen(bar: number): void {
    if (this.order) this.fill(this.order, this.candles.open[bar] ?? NaN, bar);
  }

  /** Then orders with a price of their own, one entry at most. What is left of them is gone after this bar. */
  private fillInside(bar: number): void {
    const { resting, live } = this;
    if (!live || resting.length === 0) return;
    this.resting = [];
    for (const touched of touchedOrders(resting, this.candles, { bar, state: live.tracker.state })) {
      if (this.position && !this.leaveFor(touched, this.position, bar)) continue;
      if (this.stoppedOn === bar) return;
      if (touched.action === 'exit' || this.position) continue;
      this.openInside(touched, bar);
      return;
    }
  }

  /** Closes the position for an order that exits or reverses it; a protective level that is met before comes first. */
  private leaveFor(touched: TouchedOrder, position: Position, bar: number): boolean {
    const { action, side, order, price } = touched;
    if ((action === 'exit') !== (side === position.side)) return false;
    const protective = this.protection.exitWithin(position, bar);
    if (protective && comesFirst(protective, touched, position.side)) {
      this.exitProtected(position, protective, bar);
      return true;
    }
    const exitPrice = order.kind === 'stop' ? this.cash.stopPrice(position.side, price) : price;
    this.close(position, exitPrice, bar, action === 'exit' ? 'signal' : 'reversal');
    return true;
  }

  private openInside({ side, order, price, signalBar }: TouchedOrder, bar: number): void {
    const entryPrice =
      order.kind === 'stop' ? this.cash.entryPrice(side, price) : this.cash.limitEntryPrice(side, price);
    this.open(side, entryPrice, { bar, signalBar, heldFrom: bar, insideBar: true });
  }

  /** Then stops and targets are tested inside the bar. */
  private exitAtLevels(bar: number): void {
    if (!this.position) return;
    const exit = this.protection.exitWithin(this.position, bar);
    if (exit) this.exitProtected(this.position, exit, bar);
  }

  private exitProtected(position: Position, { reason, price }: ProtectiveExit, bar: number): void {
    this.close(position, reason === 'take-profit' ? price : this.cash.stopPrice(position.side, price), bar, reason);
    this.stoppedOn = bar;
  }

  /** A strategy that is flat at the end of the session sells at its last close. */
  private exitAtSessionEnd(bar: number): void {
    if (!this.position || !this.isSessionEnd(bar)) return;
    const close = this.candles.close[bar] ?? NaN;
    this.close(this.position, this.cash.exitPrice(this.position.side, close), bar, 'session-end');
  }

  private isSessionEnd(bar: number): boolean {
    return this.live?.rules.sessionEnds?.[bar] === 1;
  }

  /** At the close the account is valued. Nothing left is ruin: all is closed and trading ends. */
  private markEquity(bar: number): void {
    const close = this.candles.close[bar] ?? NaN;
    const value = this.balance + (this.position ? openProfit(this.position, close) : 0);
    this.equity[bar] = value;
    if (value > 0) return;
    if (this.position) this.close(this.position, close, bar, 'ruin');
    this.equity.fill(0, bar);
    this.ruined = true;
  }

  /** The rules see the close and place orders. */
  private applyRules(bar: number): void {
    if (this.ruined) return;
    const order = this.live ? this.decideLive(bar, this.live) : this.rules.decide(bar, this.position?.side ?? null);
    const tooSoon = this.stoppedOn === bar && this.settings.entryAfterStop === 'next-bar';
    if (tooSoon) return;
    this.order = order;
    this.resting = order?.resting ?? [];
  }

  private decideLive(bar: number, { orders, tracker }: { orders: LiveOrders; tracker: StateTracker }): Order | null {
    tracker.atClose(bar, this.position, this.trades);
    return this.isTooLate(bar) ? null : orders.decide(bar, this.position, tracker.state);
  }

  /** At the end of a session nothing is ordered, unless each bar is one: its orders fill at the open of the next. */
  private isTooLate(bar: number): boolean {
    if (!this.isSessionEnd(bar)) return false;
    const isWholeSession = bar === 0 || this.isSessionEnd(bar - 1);
    return !isWholeSession || this.settings.fill === 'close';
  }

  /** With `fill: close` they fill at once, at the price the rules saw. */
  private fillAtClose(bar: number): void {
    if (this.settings.fill !== 'close' || !this.order) return;
    const bookedLater = this.settings.equityMark === 'before-fills';
    if (bookedLater && bar === this.bars - 1) return;
    this.fill(this.order, this.candles.close[bar] ?? NaN, bar);
    if (!bookedLater) this.markEquity(bar);
  }

  /** Trailing stops move up for the next bar. */
  private followClose(bar: number): void {
    if (this.position) this.protection.followClose(this.position, bar);
  }

  private fill(order: Order, price: number, bar: number): void {
    this.order = null;
    if (this.position && order.close) {
      this.close(this.position, this.cash.exitPrice(this.position.side, price), bar, order.close);
    }
    if (order.open === null || this.position) return;
    const heldFrom = this.settings.fill === 'close' ? bar + 1 : bar;
    const entryPrice = this.cash.entryPrice(order.open, price);
    this.open(order.open, entryPrice, { bar, signalBar: order.signalBar, heldFrom, insideBar: false });
  }

  private open(side: Side, entryPrice: number, { bar, signalBar, heldFrom, insideBar }: Fill): void {
    const position: Position = {
      side,
      size: NaN,
      entryBar: bar,
      heldFrom,
      signalBar,
      entryPrice,
      entryFee: NaN,
      stop: NaN,
      stopReason: 'stop-loss',
      target: NaN,
      risk: NaN,
      peak: NaN,
      trailPercent: NaN,
      testedFrom: bar,
    };
    // How much is bought can depend on how far away the stop is.
    this.protection.place(position, insideBar);
    position.size = this.cash.entryUnits(this.balance, entryPrice, position.risk, this.multipleAt(signalBar));
    if (position.size === 0) return;
    position.entryFee = this.pay(position.size, entryPrice);
    this.position = position;
  }

  /** The strategy's own multiple of the size; none where it is not defined, and no more than can be borrowed. */
  private multipleAt(signalBar: number): number | undefined {
    const multiple = this.live?.rules.size?.[signalBar];
    return multiple === undefined ? undefined : multiple > 0 ? Math.min(this.settings.leverage, multiple) : 0;
  }

  private close(position: Position, exitPrice: number, bar: number, reason: ExitReason): void {
    this.balance += openProfit(position, exitPrice);
    const exitFee = this.pay(position.size, exitPrice);
    this.trades.push(this.record(position, exitPrice, bar, exitFee, reason));
    this.position = null;
  }

  private pay(size: number, price: number): number {
    const fee = this.cash.fee(size, price);
    this.balance -= fee;
    this.fees += fee;
    return fee;
  }

  /** After the last bar: a position is closed on that bar, or stays open and is recorded at its mark. */
  private settleOpenPosition(): void {
    const position = this.position;
    if (!position) return;
    const last = this.bars - 1;
    const close = this.candles.close[last] ?? NaN;
    if (this.settings.openPosition === 'mark') {
      this.trades.push(this.record(position, close, last, 0, 'open'));
      return;
    }
    const openedAtThisClose = this.settings.fill === 'close' && position.entryBar === last;
    const atOpen = this.settings.openPosition === 'close-at-open' && !openedAtThisClose;
    const price = atOpen ? (this.candles.open[last] ?? NaN) : close;
    this.close(position, this.cash.exitPrice(position.side, price), last, 'end-of-data');
    this.markEquity(last);
  }

  private record(position: Position, exitPrice: number, exitBar: number, exitFee: number, reason: ExitReason): Trade {
    const { side, size, entryBar, entryPrice, entryFee } = position;
    const pnl = openProfit(position, exitPrice) - entryFee - exitFee;
    return {
      side: side > 0 ? 'long' : 'short',
      size,
      entryBar,
      exitBar,
      entryTime: this.candles.time[entryBar] ?? NaN,
      exitTime: this.candles.time[exitBar] ?? NaN,
      entryPrice,
      exitPrice,
      entryFee,
      exitFee,
      pnl,
      return: pnl / (size * entryPrice),
      reason,
      stopLoss: Number.isNaN(position.stop) ? null : position.stop,
      takeProfit: Number.isNaN(position.target) ? null : position.target,
    };
  }
}

/**
 * Whether a protective exit is met before an order that would close the same position. Of two on the same side of the
 * market the nearer is; of two on different sides the worse, for the path inside the bar is not known.
 */
function comesFirst({ reason, price }: ProtectiveExit, order: TouchedOrder, side: Side): boolean {
  const isStop = reason !== 'take-profit';
  if (isStop !== (order.order.kind === 'stop')) return isStop;
  return isStop ? side * price >= side * order.price : side * price <= side * order.price;
}

/** Money a position has made at `price`, before any fee. */
function openProfit(position: Position, price: number): number {
  const { side, size, entryPrice } = position;
  return size * (side > 0 ? price - entryPrice : entryPrice - price);
}
