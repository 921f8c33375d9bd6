import { type Bitset, createBitset, packBits } from '#quant/kernels';
import type { BacktestSettings } from './backtest.types';

/** Whether nothing is ordered at the end of a session; where each bar is one, orders for the open of the next are. */
export function isTooLate(ends: Uint8Array, bar: number, fill: BacktestSettings['fill']): boolean {
  if (ends[bar] !== 1) return false;
  const isWholeSession = bar === 0 || ends[bar - 1] === 1;
  return !isWholeSession || fill === 'close';
}

/** The ends of sessions, for a strategy that holds nothing overnight. */
export class SessionEnds {
  /** Bars at whose close something may be ordered. */
  readonly mayOrder: Bitset;
  /** Of each bar, the first from it on that is the last of its session; beyond all bars if there is none. */
  private readonly upcoming: Float64Array;

  /** @param ends 1 for the bars that are the last of their session. */
  constructor(ends: Uint8Array, fill: BacktestSettings['fill']) {
    this.mayOrder = createBitset(ends.length);
    packBits(
      ends.map((_, bar) => (isTooLate(ends, bar, fill) ? 0 : 1)),
      this.mayOrder,
    );
    this.upcoming = new Float64Array(ends.length);
    let next = Infinity;
    for (let bar = ends.length - 1; bar >= 0; bar--) {
      if (ends[bar] === 1) next = bar;
      this.upcoming[bar] = next;
    }
  }

  /** The bar at whose close a position that lives from bar `heldFrom` on is closed at the latest. */
  from(heldFrom: number): number {
    return this.upcoming[heldFrom] ?? Infinity;
  }
}
