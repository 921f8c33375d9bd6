import type { PositionState } from '#quant/formula';
import type { BacktestSettings, LiveRules, RuleColumns, TradeSignals } from './backtest.types';
import type { Side } from './cash';
import { type MarketOrder, type Order, orderFrom, speaks } from './orders';
import type { Position } from './position';
import type { RestingOrder } from './resting-orders';

/** What a side's rules say at a close, and whether the position is on that side. */
interface SideSays {
  side: Side;
  wants: boolean;
  leaves: boolean;
  held: Side | null;
  market: MarketOrder | null;
}

const NONE: readonly RestingOrder[] = [];

/** `Rules` for strategies whose rules read the position or whose orders have prices. */
export class LiveOrders {
  constructor(
    private readonly signals: TradeSignals,
    private readonly live: LiveRules,
    private readonly settings: BacktestSettings,
  ) {}

  decide(bar: number, position: Position | null, state: PositionState): Order | null {
    const { direction } = this.settings;
    const wantsLong = direction !== 'short' && this.says('enterLong', bar, state);
    const wantsShort = direction !== 'long' && this.says('enterShort', bar, state);
    if (!position && !wantsLong && !wantsShort) return null;
    const leavesLong = this.says('exitLong', bar, state);
    const leavesShort = this.says('exitShort', bar, state);
    const held = position?.side ?? null;
    const { orders } = this.live;
    const market = this.inTime(
      bar,
      position,
      orderFrom(
        {
          wantsLong: wantsLong && !orders.enterLong,
          wantsShort: wantsShort && !orders.enterShort,
          leavesLong: leavesLong && !orders.exitLong,
          leavesShort: leavesShort && !orders.exitShort,
        },
        { bar, held, settings: this.settings },
      ),
    );
    const long = this.resting(bar, { side: 1, wants: wantsLong, leaves: leavesLong, held, market });
    const short = this.resting(bar, { side: -1, wants: wantsShort, leaves: leavesShort, held, market });
    if (long === NONE && short === NONE) return market;
    const { close = null, open = null } = market ?? {};
    return { close, open, signalBar: bar, resting: long === NONE ? short : [...long, ...short] };
  }

  private says(rule: keyof RuleColumns, bar: number, state: PositionState): boolean {
    const live = this.live.rules[rule];
    return live ? live(bar, state) === 1 : speaks(this.signals[rule], bar);
  }

  /** A position that was held long enough is closed, unless it is closed anyway. */
  private inTime(bar: number, position: Position | null, market: MarketOrder | null): MarketOrder | null {
    if (!position || market?.close || !this.live.maxBars) return market;
    const most = this.live.maxBars[position.signalBar] ?? NaN;
    return bar - position.heldFrom + 1 >= most ? { close: 'max-bars', open: null, signalBar: bar } : market;
  }

  /** The orders with a price that one side's rules place: to leave what is held there, or to enter. */
  private resting(bar: number, { side, wants, leaves, held, market }: SideSays): readonly RestingOrder[] {
    const { orders } = this.live;
    const [entry, exit] = side > 0 ? [orders.enterLong, orders.exitLong] : [orders.enterShort, orders.exitShort];
    if (held === side) {
      return exit && leaves && !market ? [{ action: 'exit', side, order: exit, signalBar: bar }] : NONE;
    }
    const contradicted = leaves && !exit && this.settings.signalConflict !== 'entry';
    if (!entry || !wants || contradicted) return NONE;
    const isOpenFor = held === null ? !market : this.settings.reversal && !market?.open;
    return isOpenFor ? [{ action: 'enter', side, order: entry, signalBar: bar }] : NONE;
  }
}
