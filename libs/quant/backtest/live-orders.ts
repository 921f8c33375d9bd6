import type { PositionState } from '#quant/formula';
import type { BacktestSettings, LiveRules, RuleColumns, TradeSignals } from './backtest.types';
import type { Side } from './cash';
import { type MarketOrder, type Order, orderFrom, type Said, speaks } from './orders';
import type { Position } from './position';
import type { RestingOrder } from './resting-orders';

const RULES_OF = {
  long: { side: 1, enter: 'enterLong', exit: 'exitLong' },
  short: { side: -1, enter: 'enterShort', exit: 'exitShort' },
} as const;

/** `Rules` for strategies whose rules read the position or whose orders have prices. */
export class LiveOrders {
  constructor(
    private readonly signals: TradeSignals,
    private readonly live: LiveRules,
    private readonly settings: BacktestSettings,
  ) {}

  decide(bar: number, position: Position | null, state: PositionState): Order | null {
    const said = this.listen(bar, state);
    const held = position?.side ?? null;
    const { orders } = this.live;
    const market = orderFrom(
      {
        wantsLong: said.wantsLong && !orders.enterLong,
        wantsShort: said.wantsShort && !orders.enterShort,
        leavesLong: said.leavesLong && !orders.exitLong,
        leavesShort: said.leavesShort && !orders.exitShort,
      },
      { bar, held, settings: this.settings },
    );
    const timely = this.inTime(bar, position, market);
    const resting = this.restingOrders(bar, { said, held, market: timely });
    return timely || resting.length > 0 ? { close: null, open: null, signalBar: bar, ...timely, resting } : null;
  }

  private listen(bar: number, state: PositionState): Said {
    const { direction } = this.settings;
    const says = (rule: keyof RuleColumns) =>
      speaks(this.signals[rule], bar) || this.live.rules[rule]?.(bar, state) === 1;
    return {
      wantsLong: direction !== 'short' && says('enterLong'),
      wantsShort: direction !== 'long' && says('enterShort'),
      leavesLong: says('exitLong'),
      leavesShort: says('exitShort'),
    };
  }

  /** A position that was held long enough is closed, unless it is closed anyway. */
  private inTime(bar: number, position: Position | null, market: MarketOrder | null): MarketOrder | null {
    if (!position || market?.close) return market;
    const most = this.live.maxBars?.[position.signalBar] ?? NaN;
    return bar - position.heldFrom + 1 >= most ? { close: 'max-bars', open: null, signalBar: bar } : market;
  }

  private restingOrders(
    bar: number,
    { said, held, market }: { said: Said; held: Side | null; market: MarketOrder | null },
  ): RestingOrder[] {
    const resting: RestingOrder[] = [];
    const { orders } = this.live;
    for (const { side, enter, exit } of [RULES_OF.long, RULES_OF.short]) {
      const [wants, leaves] = side > 0 ? [said.wantsLong, said.leavesLong] : [said.wantsShort, said.leavesShort];
      const [entry, leave] = [orders[enter], orders[exit]];
      if (leave && leaves && held === side && !market) {
        resting.push({ action: 'exit', side, order: leave, signalBar: bar });
      }
      const contradicted = leaves && !leave && this.settings.signalConflict !== 'entry';
      const isOpenFor = held === null ? !market : held === -side && this.settings.reversal && !market?.open;
      if (entry && wants && !contradicted && isOpenFor) {
        resting.push({ action: 'enter', side, order: entry, signalBar: bar });
      }
    }
    return resting;
  }
}
