import type { Candles } from '#quant/candles';
import { type BarFormula, UNKNOWN_STATE } from '#quant/formula';
import type { BacktestSettings, ExitReason, LiveRules, StopColumns } from './backtest.types';
import type { Side } from './cash';

/** What is held, and the levels that protect it. One position at a time. */
export interface Position {
  side: Side;
  size: number;
  entryBar: number;
  /** First bar that it lives through: the next one after a fill at the close. */
  heldFrom: number;
  /** The bar at whose close the entry was ordered. */
  signalBar: number;
  entryPrice: number;
  entryFee: number;
  /** Level of the stop in force, NaN without one. */
  stop: number;
  /** Which rule put the stop where it is. */
  stopReason: 'stop-loss' | 'trailing-stop';
  /** Level of the target, NaN without one. */
  target: number;
  /** Money that one unit loses from the entry price to the first stop; NaN where no stop is known at the fill. */
  risk: number;
  /** Best price since entry and distance of a percent trailing stop, NaN without one. */
  peak: number;
  trailPercent: number;
  /** First bar on which stop and target are tested. */
  testedFrom: number;
}

/** A position of which nothing is known yet. */
export function createPosition(): Position {
  return {
    side: 1,
    size: NaN,
    entryBar: 0,
    heldFrom: 0,
    signalBar: 0,
    entryPrice: NaN,
    entryFee: NaN,
    stop: NaN,
    stopReason: 'stop-loss',
    target: NaN,
    risk: NaN,
    peak: NaN,
    trailPercent: NaN,
    testedFrom: 0,
  };
}

/** An exit at a protective level: its reason and the raw price, before slippage. */
export interface ProtectiveExit {
  reason: Extract<ExitReason, 'stop-loss' | 'trailing-stop' | 'take-profit'>;
  price: number;
}

/** The protective orders of a position: placed at the fill, tested inside each bar, tightened at each close. */
export class Protection {
  /** Whether anything moves a stop after it was placed. */
  readonly trails: boolean;

  constructor(
    private readonly candles: Candles,
    private readonly settings: BacktestSettings,
    private readonly stops: StopColumns,
    private readonly liveStops: LiveRules['stops'] = {},
  ) {
    const { trailingStop, trailingStopPercent } = stops;
    this.trails = settings.trailingStopPercent !== null || Boolean(trailingStop ?? trailingStopPercent);
  }

  /** Places the orders of a position that was just filled, whatever its size; one that was filled `insideBar` is tested from the next bar. */
  place(position: Position, insideBar: boolean): void {
    const { settings, stops, liveStops } = this;
    const { side, signalBar } = position;
    const reference = this.reference(position, signalBar);
    const lossPercent = distance(settings.stopLossPercent ?? stops.stopLossPercent?.[signalBar]);
    const profitPercent = distance(settings.takeProfitPercent ?? stops.takeProfitPercent?.[signalBar]);
    position.trailPercent = distance(settings.trailingStopPercent ?? stops.trailingStopPercent?.[signalBar]);
    position.peak = reference;
    position.testedFrom = position.entryBar + (!insideBar && this.livesOnEntryBar() ? 0 : 1);

    tighten(position, reference * (1 - (side * lossPercent) / 100), 'stop-loss');
    if (settings.stopLossPercent === null) {
      tighten(position, this.level(stops.stopLoss, side, signalBar), 'stop-loss');
      tighten(position, levelFromEntry(liveStops.stopLoss, position), 'stop-loss');
    }
    tighten(position, reference * (1 - (side * position.trailPercent) / 100), 'trailing-stop');

    const target = liveStops.takeProfit
      ? levelFromEntry(liveStops.takeProfit, position)
      : this.level(stops.takeProfit, side, signalBar);
    position.target =
      settings.takeProfitPercent === null && !Number.isNaN(target)
        ? target
        : reference * (1 + (side * profitPercent) / 100);
    position.risk = this.isKnownAtFill(position) ? side * (position.entryPrice - position.stop) : NaN;
  }

  /** The exit inside bar `bar`, if a level was touched: the stop before the target, a gap at the open. */
  exitWithin(position: Position, bar: number): ProtectiveExit | null {
    const { side, stop, target } = position;
    if (bar < position.testedFrom || (Number.isNaN(stop) && Number.isNaN(target))) return null;
    const open = this.candles.open[bar] ?? NaN;
    const high = this.candles.high[bar] ?? NaN;
    const low = this.candles.low[bar] ?? NaN;
    const worst = side > 0 ? low : high;
    const best = side > 0 ? high : low;
    if (side * worst <= side * stop) {
      return { reason: position.stopReason, price: side * open <= side * stop ? open : stop };
    }
    if (side * best >= side * target) {
      return { reason: 'take-profit', price: side * open >= side * target ? open : target };
    }
    return null;
  }

  /** Tightens trailing stops at the close of `bar`; the new level is tested from the next bar. */
  followClose(position: Position, bar: number): void {
    if (!this.trails) return;
    const { side } = position;
    if (!Number.isNaN(position.trailPercent) && bar >= position.testedFrom) {
      const best = (side > 0 ? this.candles.high[bar] : this.candles.low[bar]) ?? NaN;
      if (side * best > side * position.peak) position.peak = best;
      tighten(position, position.peak * (1 - (side * position.trailPercent) / 100), 'trailing-stop');
    }
    if (this.settings.trailingStopPercent === null) {
      tighten(position, this.level(this.stops.trailingStop, side, bar), 'trailing-stop');
    }
  }

  private reference(position: Position, signalBar: number): number {
    switch (this.settings.stopReference) {
      case 'fill':
        return position.entryPrice;
      case 'signal-close':
        return this.candles.close[signalBar] ?? NaN;
      case 'entry-close':
        return this.candles.close[position.entryBar] ?? NaN;
    }
  }

  /** Only a position opened at the open lives through its entry bar, and only with levels known by then. */
  private livesOnEntryBar(): boolean {
    const { fill, stopsFrom, stopReference } = this.settings;
    return fill === 'next-open' && stopsFrom === 'entry-bar' && stopReference !== 'entry-close';
  }

  /** Whether the levels can be told when the entry fills: the close of its bar is known to a fill at that close only. */
  private isKnownAtFill({ entryBar, heldFrom }: Position): boolean {
    return this.settings.stopReference !== 'entry-close' || heldFrom > entryBar;
  }

  /** A level of a column written for longs; for shorts it lies as far on the other side of the close. */
  private level(column: Float64Array | undefined, side: Side, bar: number): number {
    const price = column?.[bar] ?? NaN;
    return side > 0 ? price : 2 * (this.candles.close[bar] ?? NaN) - price;
  }
}

/** A level that depends on the fill price; for shorts it lies as far on the other side of that. */
function levelFromEntry(formula: BarFormula | undefined, { side, signalBar, entryPrice }: Position): number {
  const price = formula?.(signalBar, { ...UNKNOWN_STATE, entry: entryPrice }) ?? NaN;
  return side > 0 ? price : 2 * entryPrice - price;
}

/** A distance in percent; zero and below mean no stop, which lets a search switch one off. */
function distance(percent: number | undefined): number {
  return percent !== undefined && percent > 0 ? percent : NaN;
}

/** Moves the stop to `level` if that is nearer to the market; a NaN level changes nothing. */
function tighten(position: Position, level: number, reason: Position['stopReason']): void {
  if (Number.isNaN(level)) return;
  if (Number.isNaN(position.stop) || position.side * level > position.side * position.stop) {
    position.stop = level;
    position.stopReason = reason;
  }
}
