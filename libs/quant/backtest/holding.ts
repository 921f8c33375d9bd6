import type { Side } from './cash';
import type { Position } from './position';

/** A share of a lot that counts as rounding: so little is neither sold nor kept alone. */
const SLACK = 1e-9;

/** What is held of one side, from the first entry until all is closed: a lot per entry, each with its own protective orders. */
export class Holding {
  readonly side: Side;
  /** Of the first entry: the bar at whose close it was ordered, and the first bar that it lives through. */
  readonly signalBar: number;
  readonly heldFrom: number;
  /** How often a part of it was sold. */
  reductions = 0;
  /** Newest first, as they are closed; a list that was read does not change. */
  lots: readonly Position[];

  constructor(first: Position) {
    this.side = first.side;
    this.signalBar = first.signalBar;
    this.heldFrom = first.heldFrom;
    this.lots = [first];
  }

  get units(): number {
    let units = 0;
    for (const { size } of this.lots) units += size;
    return units;
  }

  /** Of all lots, by their size. */
  get averagePrice(): number {
    if (this.lots.length === 1) return this.lastPrice;
    let paid = 0;
    for (const { size, entryPrice } of this.lots) paid += size * entryPrice;
    return paid / this.units;
  }

  get lastPrice(): number {
    return this.lots[0]?.entryPrice ?? NaN;
  }

  add(lot: Position): void {
    this.lots = [lot, ...this.lots];
  }

  remove(lot: Position): void {
    this.lots = this.lots.filter((other) => other !== lot);
  }

  /** Money that all lots have made at `price`, before any fee. */
  profitAt(price: number): number {
    let profit = 0;
    for (const lot of this.lots) profit += openProfit(lot, price);
    return profit;
  }

  /** Takes so many units out of the oldest lots, as lots of their own; an entry fee is divided with its units. */
  takeOldest(units: number): Position[] {
    const taken: Position[] = [];
    let left = units;
    for (const lot of [...this.lots].reverse()) {
      if (left <= SLACK * lot.size) break;
      const part = left < lot.size * (1 - SLACK) ? split(lot, left) : lot;
      if (part === lot) this.remove(lot);
      taken.push(part);
      left -= part.size;
    }
    return taken;
  }
}

/** Money that a lot has made at `price`, before any fee. */
export function openProfit({ side, size, entryPrice }: Position, price: number): number {
  return size * (side > 0 ? price - entryPrice : entryPrice - price);
}

/** Takes `units` out of a lot. */
function split(lot: Position, units: number): Position {
  const part = { ...lot, size: units, entryFee: lot.entryFee * (units / lot.size) };
  lot.size -= part.size;
  lot.entryFee -= part.entryFee;
  return part;
}
