import type { BacktestSettings, ExitReason, TradeSignals } from './backtest.types';
import type { Side } from './cash';
import type { RestingOrder } from './resting-orders';

/** A market order: first close what is held (if `close` says why), then open or add to `open` (if a side). */
export interface MarketOrder {
  close: Extract<ExitReason, 'signal' | 'reversal' | 'renewal' | 'max-bars'> | null;
  open: Side | null;
  /** Share of what is held that is sold, where `close` is null. */
  reduce?: number;
  /** The bar at whose close the rule spoke. */
  signalBar: number;
}

/** What a close orders: at the market, and beside it orders with prices. */
export interface Order extends MarketOrder {
  resting?: readonly RestingOrder[];
}

/** What the rules say at a close. */
export interface Said {
  wantsLong: boolean;
  wantsShort: boolean;
  leavesLong: boolean;
  leavesShort: boolean;
}

/** Turns the rules at a close, and what is held, into an order. */
export class Rules {
  private readonly enterLong: Uint8Array | null;
  private readonly enterShort: Uint8Array | null;

  constructor(
    private readonly signals: TradeSignals,
    private readonly settings: BacktestSettings,
  ) {
    this.enterLong = settings.direction === 'short' ? null : signals.enterLong;
    this.enterShort = settings.direction === 'long' ? null : signals.enterShort;
  }

  /** @param held the side of the open position, or null. */
  decide(bar: number, held: Side | null): Order | null {
    const { enterLong, enterShort } = this;
    const { exitLong, exitShort } = this.signals;
    const wantsLong = speaks(enterLong, bar);
    const wantsShort = speaks(enterShort, bar);
    if (held === null && !wantsLong && !wantsShort) return null;

    const leavesLong = speaks(exitLong, bar);
    const leavesShort = speaks(exitShort, bar);
    return orderFrom({ wantsLong, wantsShort, leavesLong, leavesShort }, { bar, held, settings: this.settings });
  }
}

/** The order that follows from what the rules say and what is held. */
export function orderFrom(
  { wantsLong, wantsShort, leavesLong, leavesShort }: Said,
  { bar, held, settings }: { bar: number; held: Side | null; settings: BacktestSettings },
): MarketOrder | null {
  if (!wantsLong && !wantsShort && !leavesLong && !leavesShort) return null;
  const long = wantsLong && (!leavesLong || settings.signalConflict === 'entry');
  const short = wantsShort && (!leavesShort || settings.signalConflict === 'entry');
  // Both sides at once is no direction at all.
  const entry = long === short ? null : long ? 1 : -1;
  if (held === null) return entry === null ? null : { close: null, open: entry, signalBar: bar };

  if (entry === -held && settings.reversal) return { close: 'reversal', open: entry, signalBar: bar };
  const wants = held > 0 ? wantsLong : wantsShort;
  const leaves = held > 0 ? leavesLong : leavesShort;
  if (leaves && (!wants || settings.signalConflict === 'exit')) return { close: 'signal', open: null, signalBar: bar };
  if (entry !== held) return null;
  if (settings.sameDirectionEntry === 'renew') return { close: 'renewal', open: entry, signalBar: bar };
  return settings.pyramiding > 1 ? { close: null, open: entry, signalBar: bar } : null;
}

export function speaks(rule: Uint8Array | null, bar: number): boolean {
  return rule !== null && rule[bar] === 1;
}
