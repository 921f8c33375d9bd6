import type { BitEvaluator, BoundFormula } from '#quant/formula';
import type { BoundStrategy } from './compile-strategy';

/**
 * What of a strategy is decided while trading, as far as the entry of a position settles it: `LiveRules` without what must
 * be looked at again at each close. Null = no such rule.
 */
export interface PositionTerms {
  /** Bars after which a position is closed, read at the bar of its signal; NaN = never. */
  maxBars: Float64Array | null;
}

export function positionTerms({ stops }: BoundStrategy, evaluator: BitEvaluator): PositionTerms {
  const column = (formula: BoundFormula | null | undefined) => (formula ? evaluator.series(formula) : null);
  return { maxBars: column(stops.maxBars) };
}

/** Beyond every bar. */
const NEVER = Infinity;

/** From which bars on the age of a position speaks. */
export class AgeLimits {
  /** The first bar at whose close any of it does. */
  first = NEVER;
  /** Time is up. */
  private end = NEVER;

  /** Of a position that lives from bar `heldFrom` on. */
  set({ maxBars }: PositionTerms, { heldFrom, signalBar }: { heldFrom: number; signalBar: number }): void {
    this.end = barOfAge(maxBars?.[signalBar] ?? NaN, heldFrom);
    this.first = this.end;
  }

  isOver(bar: number): boolean {
    return bar >= this.end;
  }
}

/** The first bar at whose close a position was held for `age` bars or more. */
function barOfAge(age: number, heldFrom: number): number {
  return Number.isNaN(age) ? NEVER : heldFrom + Math.max(1, Math.ceil(age)) - 1;
}
