import type { Candles } from '#quant/candles';
import type { BacktestSettings, ExitReason, LiveRules, Simulation, Trade, TradeSignals } from './backtest.types';
import { type CashFormula, createCashFormula, type Side } from './cash';
import { Holding, openProfit } from './holding';
import { LiveOrders } from './live-orders';
import { type Order, Rules } from './orders';
import { createPosition, type Position, Protection, type ProtectiveExit } from './position';
import { StateTracker } from './position-state';
import { multipleAt } from './position-terms';
import { type RestingOrder, type TouchedOrder, touchedOrders } from './resting-orders';
import { isTooLate } from './session-ends';

/**
 * Trades the signals over the candles, bar by bar. This plain loop is the reference: `EventSimulator`, which sweeps and
 * backtests use, is held against it to the last bit. The rules in words: docs/reference/execution.md.
 */
export function simulate(signals: TradeSignals, candles: Candles, settings: BacktestSettings): Simulation {
  return new BarLoop(signals, candles, settings).run();
}

/** When and why a position is opened or added to. */
interface Fill {
  /** Price before spread and slippage: what is held already is worth that. */
  mark: number;
  bar: number;
  signalBar: number;
  heldFrom: number;
  insideBar: boolean;
}

interface Live {
  rules: LiveRules;
  orders: LiveOrders;
  tracker: StateTracker;
}

class BarLoop {
  private readonly bars: number;
  private readonly firstBar: number;
  private readonly cash: CashFormula;
  private readonly rules: Rules;
  /** For strategies that are decided bar by bar. */
  private readonly live: Live | null;
  private readonly protection: Protection;
  private readonly equity: Float64Array;
  private readonly trades: Trade[] = [];
  /** Money without the profit of what is held; its entry fees are already paid. */
  private balance: number;
  private fees = 0;
  private held: Holding | null = null;
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
      ? { rules: live, orders: new LiveOrders(signals, live, settings, candles), tracker: new StateTracker(candles) }
      : null;
    this.protection = new Protection(candles, settings, signals.stops ?? {}, live?.stops);
    this.balance = settings.initialBalance;
    this.equity = new Float64Array(this.bars).fill(this.balance);
  }

  run(): Simulation {
    for (let bar = this.nextEvent(this.firstBar); bar < this.bars && !this.ruined; bar = this.nextEvent(bar + 1)) {
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

  /** The first bar from `bar` on that needs more than the marking of equity; a strategy that is not live needs all. */
  private nextEvent(bar: number): number {
    const { live, held } = this;
    if (!live || this.order || this.resting.length > 0) return bar;
    if (held) return this.waitThrough(bar, held, live);
    if (!(this.balance > 0)) return bar;
    const next = Math.min(live.orders.nextEntry(bar), this.bars);
    this.equity.fill(this.balance, bar, next);
    return next;
  }

  /** Marks the bars on which something is only held: none of its levels is met and no rule has an order. */
  private waitThrough(from: number, held: Holding, { orders, tracker }: Live): number {
    let bar = from;
    for (; bar < this.bars && !this.ruined; bar++) {
      if (this.isSessionEnd(bar) || this.meetsLevel(held, bar)) break;
      tracker.atClose(bar, held, this.trades);
      if (!orders.isSilent(bar, held, tracker)) break;
      this.markEquity(bar);
      this.followClose(bar);
    }
    return bar;
  }

  private meetsLevel({ lots }: Holding, bar: number): boolean {
    for (const lot of lots) if (this.protection.exitWithin(lot, bar)) return true;
    return false;
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
    let added = false;
    for (const touched of touchedOrders(resting, this.candles, { bar, state: live.tracker })) {
      const enters = touched.action === 'enter';
      if (enters && added) continue;
      if (this.held) this.leaveFor(touched, this.held, bar);
      if (!enters || this.stoppedOn === bar || !this.hasRoom(touched.side)) continue;
      added = this.held !== null;
      this.openInside(touched, bar);
      if (!added) return;
    }
  }

  /** Closes what is held for an order that exits or reverses it; a protective level that is met before comes first. */
  private leaveFor(touched: TouchedOrder, { side, lots }: Holding, bar: number): void {
    const { action, order, price } = touched;
    if ((action === 'exit') !== (touched.side === side)) return;
    const exitPrice = order.kind === 'stop' ? this.cash.stopPrice(side, price) : price;
    for (const lot of lots) {
      const protective = this.protection.exitWithin(lot, bar);
      if (protective && comesFirst(protective, touched, side)) this.exitProtected(lot, protective, bar);
      else this.close(lot, exitPrice, bar, action === 'exit' ? 'signal' : 'reversal');
    }
  }

  /** Whether an entry into `side` may fill: from flat, or beside what is held there. */
  private hasRoom(side: Side): boolean {
    const { held } = this;
    return !held || (held.side === side && held.lots.length < this.settings.pyramiding);
  }

  private openInside({ side, order, price, signalBar }: TouchedOrder, bar: number): void {
    const entryPrice =
      order.kind === 'stop' ? this.cash.entryPrice(side, price) : this.cash.limitEntryPrice(side, price);
    this.open(side, entryPrice, { mark: price, bar, signalBar, heldFrom: bar, insideBar: true });
  }

  /** Then stops and targets are tested inside the bar. */
  private exitAtLevels(bar: number): void {
    if (!this.held) return;
    for (const lot of this.held.lots) {
      const exit = this.protection.exitWithin(lot, bar);
      if (exit) this.exitProtected(lot, exit, bar);
    }
  }

  private exitProtected(position: Position, { reason, price }: ProtectiveExit, bar: number): void {
    this.close(position, reason === 'take-profit' ? price : this.cash.stopPrice(position.side, price), bar, reason);
    this.stoppedOn = bar;
  }

  /** A strategy that is flat at the end of the session sells at its last close. */
  private exitAtSessionEnd(bar: number): void {
    if (this.held && this.isSessionEnd(bar)) this.leave(this.held, this.candles.close[bar] ?? NaN, bar, 'session-end');
  }

  private isSessionEnd(bar: number): boolean {
    return this.live?.rules.sessionEnds?.[bar] === 1;
  }

  /** At the close the account is valued. Nothing left is ruin: all is closed and trading ends. */
  private markEquity(bar: number): void {
    const close = this.candles.close[bar] ?? NaN;
    const value = this.equityAt(close);
    this.equity[bar] = value;
    if (value > 0) return;
    for (const lot of this.held?.lots ?? []) this.close(lot, close, bar, 'ruin');
    this.equity.fill(0, bar);
    this.ruined = true;
  }

  private equityAt(price: number): number {
    return this.held ? this.balance + this.held.profitAt(price) : this.balance;
  }

  /** The rules see the close and place orders. */
  private applyRules(bar: number): void {
    if (this.ruined) return;
    const order = this.live ? this.decideLive(bar, this.live) : this.rules.decide(bar, this.held?.side ?? null);
    const tooSoon = this.stoppedOn === bar && !this.held && this.settings.entryAfterStop === 'next-bar';
    if (tooSoon) return;
    this.order = order;
    this.resting = order?.resting ?? [];
  }

  private decideLive(bar: number, { rules, orders, tracker }: Live): Order | null {
    tracker.atClose(bar, this.held, this.trades);
    const { sessionEnds } = rules;
    return sessionEnds && isTooLate(sessionEnds, bar, this.settings.fill)
      ? null
      : orders.decide(bar, this.held, tracker);
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
    if (!this.held || !this.protection.trails) return;
    for (const lot of this.held.lots) this.protection.followClose(lot, bar);
  }

  private fill(order: Order, price: number, bar: number): void {
    this.order = null;
    if (this.held && order.close) this.leave(this.held, price, bar, order.close);
    if (this.held && order.reduce !== undefined) this.reduce(this.held, order.reduce, price, bar);
    if (order.open === null || !this.hasRoom(order.open)) return;
    const heldFrom = this.settings.fill === 'close' ? bar + 1 : bar;
    const entryPrice = this.cash.entryPrice(order.open, price);
    this.open(order.open, entryPrice, { mark: price, bar, signalBar: order.signalBar, heldFrom, insideBar: false });
  }

  private open(side: Side, entryPrice: number, { mark, bar, signalBar, heldFrom, insideBar }: Fill): void {
    const place = { side, entryBar: bar, heldFrom, signalBar, entryPrice, testedFrom: bar };
    const position: Position = { ...createPosition(), ...place };
    // How much is bought can depend on how far away the stop is.
    this.protection.place(position, insideBar);
    const tied = this.held ? (this.held.units * mark) / this.settings.leverage : 0;
    const multiple = this.live ? multipleAt(this.live.rules, signalBar, this.settings.leverage) : undefined;
    position.size = this.cash.entryUnits(this.equityAt(mark), position, multiple, tied);
    if (position.size === 0) return;
    position.entryFee = this.pay(position.size, entryPrice);
    if (this.held) this.held.add(position);
    else this.held = new Holding(position);
  }

  /** Closes all that is held at the market, the newest lot first. */
  private leave({ side, lots }: Holding, price: number, bar: number, reason: ExitReason): void {
    const exitPrice = this.cash.exitPrice(side, price);
    for (const lot of lots) this.close(lot, exitPrice, bar, reason);
  }

  /** Sells a share of what is held at the market, the oldest lot first. */
  private reduce(held: Holding, share: number, price: number, bar: number): void {
    const exitPrice = this.cash.exitPrice(held.side, price);
    held.reductions++;
    for (const part of held.takeOldest(this.cash.exitUnits(held.units, share))) {
      this.close(part, exitPrice, bar, 'reduction');
    }
  }

  private close(position: Position, exitPrice: number, bar: number, reason: ExitReason): void {
    this.balance += openProfit(position, exitPrice);
    const exitFee = this.pay(position.size, exitPrice);
    this.trades.push(this.record(position, exitPrice, bar, exitFee, reason));
    this.held?.remove(position);
    if (this.held?.lots.length === 0) this.held = null;
  }

  private pay(size: number, price: number): number {
    const fee = this.cash.fee(size, price);
    this.balance -= fee;
    this.fees += fee;
    return fee;
  }

  /** After the last bar: what is held is closed on that bar, or stays open and is recorded at its mark. */
  private settleOpenPosition(): void {
    if (!this.held) return;
    const last = this.bars - 1;
    const close = this.candles.close[last] ?? NaN;
    const { openPosition, fill } = this.settings;
    if (openPosition === 'mark') {
      for (const lot of this.held.lots) this.trades.push(this.record(lot, close, last, 0, 'open'));
      return;
    }
    for (const lot of this.held.lots) {
      const openedAtThisClose = fill === 'close' && lot.entryBar === last;
      const atOpen = openPosition === 'close-at-open' && !openedAtThisClose;
      const price = atOpen ? (this.candles.open[last] ?? NaN) : close;
      this.close(lot, this.cash.exitPrice(lot.side, price), last, 'end-of-data');
    }
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
