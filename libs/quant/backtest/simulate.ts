import type { Candles } from '#quant/candles';
import type { BacktestSettings, ExitReason, Simulation, Trade, TradeSignals } from './backtest.types';
import { type CashFormula, createCashFormula, type Side } from './cash';
import { type Order, Rules } from './orders';
import { type Position, Protection } from './position';

/**
 * Trades the signals over the candles, bar by bar. This plain loop is the reference: `EventSimulator`, which sweeps and
 * backtests use, is held against it to the last bit. The rules in words: docs/reference/execution.md.
 */
export function simulate(signals: TradeSignals, candles: Candles, settings: BacktestSettings): Simulation {
  return new BarLoop(signals, candles, settings).run();
}

class BarLoop {
  private readonly bars: number;
  private readonly firstBar: number;
  private readonly cash: CashFormula;
  private readonly rules: Rules;
  private readonly protection: Protection;
  private readonly equity: Float64Array;
  private readonly trades: Trade[] = [];
  /** Money without the open position's profit; its entry fee is already paid. */
  private balance: number;
  private fees = 0;
  private position: Position | null = null;
  private order: Order | null = null;
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
    this.protection = new Protection(candles, settings, signals.stops ?? {});
    this.balance = settings.initialBalance;
    this.equity = new Float64Array(this.bars).fill(this.balance);
  }

  run(): Simulation {
    for (let bar = this.firstBar; bar < this.bars && !this.ruined; bar++) {
      this.fillAtOpen(bar);
      this.exitAtLevels(bar);
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

  /** Then stops and targets are tested inside the bar. */
  private exitAtLevels(bar: number): void {
    if (!this.position) return;
    const { side } = this.position;
    const exit = this.protection.exitWithin(this.position, bar);
    if (!exit) return;
    const price = exit.reason === 'take-profit' ? exit.price : this.cash.stopPrice(side, exit.price);
    this.close(this.position, price, bar, exit.reason);
    this.stoppedOn = bar;
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
    const order = this.rules.decide(bar, this.position?.side ?? null);
    const tooSoon = this.stoppedOn === bar && this.settings.entryAfterStop === 'next-bar';
    if (!tooSoon) this.order = order;
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
    if (order.open !== null && !this.position) this.open(order.open, price, bar, order.signalBar);
  }

  private open(side: Side, price: number, bar: number, signalBar: number): void {
    const entryPrice = this.cash.entryPrice(side, price);
    const size = this.cash.entryUnits(this.balance, entryPrice);
    if (size === 0) return;
    const entryFee = this.pay(size, entryPrice);
    this.position = {
      side,
      size,
      entryBar: bar,
      entryPrice,
      entryFee,
      stop: NaN,
      stopReason: 'stop-loss',
      target: NaN,
      peak: NaN,
      trailPercent: NaN,
      testedFrom: bar,
    };
    this.protection.place(this.position, signalBar);
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

/** Money a position has made at `price`, before any fee. */
function openProfit(position: Position, price: number): number {
  const { side, size, entryPrice } = position;
  return size * (side > 0 ? price - entryPrice : entryPrice - price);
}
