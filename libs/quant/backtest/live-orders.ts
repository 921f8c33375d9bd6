import type { Candles } from '#quant/candles';
import type { PositionState } from '#quant/formula';
import type { BacktestSettings, LiveRules, RuleColumns, TradeSignals } from './backtest.types';
import type { Side } from './cash';
import type { Holding } from './holding';
import { LiveRule } from './live-rule';
import { type MarketOrder, type Order, orderFrom } from './orders';
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
/** What a partial exit sells unless the strategy says otherwise. */
const HALF = 0.5;

/** `Rules` for strategies whose rules read the position or whose orders have prices. */
export class LiveOrders {
  private readonly enterLong: LiveRule;
  private readonly exitLong: LiveRule;
  private readonly enterShort: LiveRule;
  private readonly exitShort: LiveRule;

  private readonly hasPrices: boolean;

  constructor(
    signals: TradeSignals,
    private readonly live: LiveRules,
    private readonly settings: BacktestSettings,
    candles: Candles,
  ) {
    const { direction } = settings;
    const rule = (name: keyof RuleColumns): LiveRule => LiveRule.read(name, signals, live, candles);
    this.enterLong = direction === 'short' ? LiveRule.never(candles) : rule('enterLong');
    this.enterShort = direction === 'long' ? LiveRule.never(candles) : rule('enterShort');
    this.exitLong = rule('exitLong');
    this.exitShort = rule('exitShort');
    this.hasPrices = Object.keys(live.orders).length > 0;
  }

  /** The first close from `bar` on at which a flat account may order something; beyond all bars if there is none. */
  nextEntry(bar: number): number {
    return Math.min(this.enterLong.next(bar), this.enterShort.next(bar));
  }

  /** Whether `decide` has no order for what is held. Quicker, and it may err on the side of no. */
  isSilent(bar: number, holding: Holding, state: PositionState): boolean {
    const { reversal, sameDirectionEntry, pyramiding } = this.settings;
    const isLong = holding.side > 0;
    if ((isLong ? this.exitLong : this.exitShort).says(bar, state)) return false;
    if (reversal && (isLong ? this.enterShort : this.enterLong).says(bar, state)) return false;
    const mayEnterAgain = sameDirectionEntry !== 'ignore' || pyramiding > 1;
    if (mayEnterAgain && (isLong ? this.enterLong : this.enterShort).says(bar, state)) return false;
    return this.inTime(bar, holding, null) === null && this.reduction(bar, holding.side, state) === null;
  }

  decide(bar: number, holding: Holding | null, state: PositionState): Order | null {
    const held = holding?.side ?? null;
    const wantsLong = this.enterLong.says(bar, state);
    const wantsShort = this.enterShort.says(bar, state);
    if (!holding && !wantsLong && !wantsShort) return null;
    // What leaves a side matters only where that side is held, or wanted.
    const leavesLong = (wantsLong || held === 1) && this.exitLong.says(bar, state);
    const leavesShort = (wantsShort || held === -1) && this.exitShort.says(bar, state);
    const { orders } = this.live;
    const atMarket = this.inTime(
      bar,
      holding,
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
    const market = atMarket?.close ? atMarket : (this.reduction(bar, held, state) ?? atMarket);
    if (!this.hasPrices) return market;
    const long = this.resting(bar, { side: 1, wants: wantsLong, leaves: leavesLong, held, market });
    const short = this.resting(bar, { side: -1, wants: wantsShort, leaves: leavesShort, held, market });
    if (long === NONE && short === NONE) return market;
    return { close: null, open: null, signalBar: bar, ...market, resting: long === NONE ? short : [...long, ...short] };
  }

  /** A position that was held long enough is closed, unless it is closed anyway. */
  private inTime(bar: number, holding: Holding | null, market: MarketOrder | null): MarketOrder | null {
    if (!holding || market?.close || !this.live.maxBars) return market;
    const most = this.live.maxBars[holding.signalBar] ?? NaN;
    return bar - holding.heldFrom + 1 >= most ? { close: 'max-bars', open: null, signalBar: bar } : market;
  }

  /** A part of what is held is sold, where a rule says so and nothing closes it all. */
  private reduction(bar: number, held: Side | null, state: PositionState): MarketOrder | null {
    const rule = held === null ? undefined : held > 0 ? this.live.reduce.long : this.live.reduce.short;
    if (rule?.(bar, state) !== 1) return null;
    const reduce = this.live.reduceShare?.[bar] ?? HALF;
    return reduce > 0 ? { close: null, open: null, reduce, signalBar: bar } : null;
  }

  /** The orders with a price that one side's rules place: to leave what is held there, or to enter. */
  private resting(bar: number, { side, wants, leaves, held, market }: SideSays): readonly RestingOrder[] {
    const { orders } = this.live;
    const [entry, exit] = side > 0 ? [orders.enterLong, orders.exitLong] : [orders.enterShort, orders.exitShort];
    const exits = held === side && exit && leaves && !market;
    const exiting: readonly RestingOrder[] = exits ? [{ action: 'exit', side, order: exit, signalBar: bar }] : NONE;
    const contradicted = leaves && !exit && this.settings.signalConflict !== 'entry';
    if (!entry || !wants || contradicted || !this.isOpenFor(side, held, market)) return exiting;
    return [...exiting, { action: 'enter', side, order: entry, signalBar: bar }];
  }

  private isOpenFor(side: Side, held: Side | null, market: MarketOrder | null): boolean {
    const { pyramiding, reversal } = this.settings;
    if (held === null) return !market;
    return held === side ? pyramiding > 1 && !market : reversal && !market?.open;
  }
}
