import type { Candles } from '#quant/candles';
import type { PositionState } from '#quant/formula';
import type { Trade } from './backtest.types';
import type { Holding } from './holding';

/**
 * What the rules may read of the position, kept up to date close by close. While flat the extremes count from the first
 * bar, so that a rule such as `close > lowestCloseSinceEntry + 3 * atr(7)` can open the first position. They are looked
 * for when a rule reads them: closes at which nothing is asked may be left out.
 */
export class StateTracker implements PositionState {
  barsSinceEntry = NaN;
  entry = NaN;
  lastEntry = NaN;
  positionSide = 0;
  openLots = 0;
  reductions = 0;
  lastTrade = NaN;
  nextOpen = NaN;
  private bar = -1;
  /** First bar of the position that is held; the first of all while flat. */
  private since = 0;
  /** Extremes from the first bar on. */
  private readonly ever: Extremes;
  private held: Extremes;

  constructor(private readonly candles: Candles) {
    this.ever = new Extremes(candles, 0);
    this.held = this.ever;
  }

  atClose(bar: number, holding: Holding | null, trades: readonly Trade[]): void {
    this.bar = bar;
    this.since = holding ? holding.heldFrom : 0;
    this.barsSinceEntry = holding ? bar - holding.heldFrom + 1 : NaN;
    this.entry = holding ? holding.averagePrice : NaN;
    this.lastEntry = holding ? holding.lastPrice : NaN;
    this.positionSide = holding ? holding.side : 0;
    this.openLots = holding ? holding.lots.length : 0;
    this.reductions = holding ? holding.reductions : 0;
    const { length } = trades;
    this.lastTrade = length > 0 ? (trades[length - 1]?.return ?? NaN) : NaN;
  }

  get highestSinceEntry(): number {
    return this.extremes().high;
  }

  get lowestSinceEntry(): number {
    return this.extremes().low;
  }

  get highestCloseSinceEntry(): number {
    return this.extremes().highClose;
  }

  get lowestCloseSinceEntry(): number {
    return this.extremes().lowClose;
  }

  private extremes(): Extremes {
    if (this.since === 0) return this.ever.upTo(this.bar);
    if (this.held.from !== this.since) this.held = new Extremes(this.candles, this.since);
    return this.held.upTo(this.bar);
  }
}

/** Extremes of the bars from one on. */
class Extremes {
  high = -Infinity;
  low = Infinity;
  highClose = -Infinity;
  lowClose = Infinity;
  private next: number;

  constructor(
    private readonly candles: Candles,
    readonly from: number,
  ) {
    this.next = from;
  }

  /** Takes in the bars up to `bar` that are not in yet. */
  upTo(bar: number): this {
    const { high, low, close } = this.candles;
    for (; this.next <= bar; this.next++) {
      this.high = Math.max(this.high, high[this.next] ?? NaN);
      this.low = Math.min(this.low, low[this.next] ?? NaN);
      this.highClose = Math.max(this.highClose, close[this.next] ?? NaN);
      this.lowClose = Math.min(this.lowClose, close[this.next] ?? NaN);
    }
    return this;
  }
}
