import type { BacktestSettings, ExitReason, TradeSignals } from './backtest.types';
import type { Side } from './cash';

/** A market order: first close what is held (if `close` says why), then open `open` (if a side). */
export interface Order {
  close: Extract<ExitReason, 'signal' | 'reversal' | 'renewal'> | null;
  open: Side | null;
  /** The bar at whose close the rule spoke. */
  signalBar: number;
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
    if (!wantsLong && !wantsShort && !leavesLong && !leavesShort) return null;
    const long = wantsLong && (!leavesLong || this.settings.signalConflict === 'entry');
    const short = wantsShort && (!leavesShort || this.settings.signalConflict === 'entry');
    // Both sides at once is no direction at all.
    const entry = long === short ? null : long ? 1 : -1;
    if (held === null) return entry === null ? null : { close: null, open: entry, signalBar: bar };

    if (entry === -held && this.settings.reversal) return { close: 'reversal', open: entry, signalBar: bar };
    const wants = held > 0 ? wantsLong : wantsShort;
    const leaves = held > 0 ? leavesLong : leavesShort;
    if (leaves && (!wants || this.settings.signalConflict === 'exit')) {
      return { close: 'signal', open: null, signalBar: bar };
    }
    if (entry === held && this.settings.sameDirectionEntry === 'renew') {
      return { close: 'renewal', open: entry, signalBar: bar };
    }
    return null;
  }
}

function speaks(rule: Uint8Array | null, bar: number): boolean {
  return rule !== null && rule[bar] === 1;
}
