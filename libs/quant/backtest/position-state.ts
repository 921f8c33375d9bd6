import type { Candles } from '#quant/candles';
import { type PositionState, UNKNOWN_STATE } from '#quant/formula';
import type { Trade } from './backtest.types';
import type { Holding } from './holding';

/**
 * What the rules may read of the position, kept up to date close by close. While flat the extremes count from the first
 * bar, so that a rule such as `close > lowestCloseSinceEntry + 3 * atr(7)` can open the first position.
 */
export class StateTracker {
  readonly state: PositionState = { ...UNKNOWN_STATE };
  /** Extremes from the first bar on, and the bar they reach to. */
  private readonly ever = new Extremes();
  private everTo = -1;
  private held = new Extremes();
  private holding: Holding | null = null;

  constructor(private readonly candles: Candles) {}

  /** Takes the close of `bar` into account. To be called for every bar on which a position is held. */
  atClose(bar: number, holding: Holding | null, trades: readonly Trade[]): void {
    while (this.everTo < bar) this.ever.include(this.candles, ++this.everTo);
    if (holding !== this.holding) this.held = new Extremes();
    this.holding = holding;
    if (holding) this.held.include(this.candles, bar);
    const { state } = this;
    const extremes = holding ? this.held : this.ever;
    state.barsSinceEntry = holding ? bar - holding.heldFrom + 1 : NaN;
    state.entry = holding ? holding.averagePrice : NaN;
    state.lastEntry = holding ? holding.lastPrice : NaN;
    state.positionSide = holding ? holding.side : 0;
    state.openLots = holding ? holding.lots.length : 0;
    state.reductions = holding ? holding.reductions : 0;
    state.highestSinceEntry = extremes.high;
    state.lowestSinceEntry = extremes.low;
    state.highestCloseSinceEntry = extremes.highClose;
    state.lowestCloseSinceEntry = extremes.lowClose;
    state.lastTrade = trades[trades.length - 1]?.return ?? NaN;
  }
}

class Extremes {
  high = -Infinity;
  low = Infinity;
  highClose = -Infinity;
  lowClose = Infinity;

  include({ high, low, close }: Candles, bar: number): void {
    this.high = Math.max(this.high, high[bar] ?? NaN);
    this.low = Math.min(this.low, low[bar] ?? NaN);
    this.highClose = Math.max(this.highClose, close[bar] ?? NaN);
    this.lowClose = Math.min(this.lowClose, close[bar] ?? NaN);
  }
}
