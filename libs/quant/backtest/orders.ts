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
    const long = this.side(this.enterLong, this.signals.exitLong, bar);
    const short = this.side(this.enterShort, this.signals.exitShort, bar);
    // Both sides at once is no direction at all.
    const entry = long.enter === short.enter ? null : long.enter ? 1 : -1;
    if (held === null) return entry === null ? null : { close: null, open: entry, signalBar: bar };

    if (entry === -held && this.settings.reversal) return { close: 'reversal', open: entry, signalBar: bar };
    if (held > 0 ? long.exit : short.exit) return { close: 'signal', open: null, signalBar: bar };
    if (entry === held && this.settings.sameDirectionEntry === 'renew') {
      return { close: 'renewal', open: entry, signalBar: bar };
    }
    return null;
  }

  /** The signals of one side with their conflict settled. */
  private side(enters: Uint8Array | null, exits: Uint8Array | null, bar: number): { enter: boolean; exit: boolean } {
    const enter = enters?.[bar] === 1;
    const exit = exits?.[bar] === 1;
    if (!enter || !exit) return { enter, exit };
    const winner = this.settings.signalConflict;
    return { enter: winner === 'entry', exit: winner === 'exit' };
  }
}
