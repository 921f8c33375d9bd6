import { type BitEvaluator, type BoundFormula, readsState, splitAge } from '#quant/formula';
import type { LiveRules } from './backtest.types';
import type { BoundStrategy } from './compile-strategy';
import { entryLevels } from './live-rules';
import type { Said } from './orders';
import type { Position } from './position';

/**
 * What of a strategy is decided while trading, as far as the entry of a position settles it: `LiveRules` without what must
 * be looked at again at each close. Null = no such rule.
 */
export interface PositionTerms {
  /** Bars after which a position is closed, read at the bar of its signal; NaN = never. */
  maxBars: Float64Array | null;
  /** Its multiple of the usual size, read there too; the order is cancelled where that is not positive. */
  size: Float64Array | null;
  /** Exit rules that speak at every close from an age of the position on, whatever else they say. */
  exitLong: ExitAge | null;
  exitShort: ExitAge | null;
  /** Levels that read the price of the fill. */
  stops: LiveRules['stops'];
}

export interface ExitAge {
  /** Bars held. */
  age: number;
  /** The first bar on which the rule may speak at all. */
  firstBar: number;
}

export function positionTerms({ rules, stops, size }: BoundStrategy, evaluator: BitEvaluator): PositionTerms {
  const column = (formula: BoundFormula | null | undefined) => (formula ? evaluator.series(formula) : null);
  return {
    maxBars: column(stops.maxBars),
    size: column(size),
    exitLong: exitAge(rules.exitLong, evaluator),
    exitShort: exitAge(rules.exitShort, evaluator),
    stops: entryLevels(stops, evaluator),
  };
}

function exitAge(rule: BoundFormula | null, evaluator: BitEvaluator): ExitAge | null {
  const age = rule && readsState(rule.root) ? splitAge(rule).age : null;
  return rule && age !== null ? { age, firstBar: evaluator.firstBar(rule) } : null;
}

/**
 * The strategy's own multiple of the size for an entry signalled on that bar: none where it is not defined, and no more than
 * can be borrowed.
 */
export function multipleAt({ size }: Pick<PositionTerms, 'size'>, bar: number, leverage: number): number | undefined {
  const multiple = size?.[bar];
  return multiple === undefined ? undefined : multiple > 0 ? Math.min(leverage, multiple) : 0;
}

/** Beyond every bar. */
const NEVER = Infinity;

/** From which bars on the age of a position speaks. */
export class AgeLimits {
  /** The first bar at whose close any of it does. */
  first = NEVER;
  private end = NEVER;
  private exitLong = NEVER;
  private exitShort = NEVER;

  /** Of a position that lives from bar `heldFrom` on. */
  set(
    { maxBars, exitLong, exitShort }: PositionTerms,
    { heldFrom, signalBar }: Pick<Position, 'heldFrom' | 'signalBar'>,
  ): void {
    this.end = maxBars ? barOfAge(maxBars[signalBar] ?? NaN, heldFrom) : NEVER;
    this.exitLong = exitLong ? Math.max(barOfAge(exitLong.age, heldFrom), exitLong.firstBar) : NEVER;
    this.exitShort = exitShort ? Math.max(barOfAge(exitShort.age, heldFrom), exitShort.firstBar) : NEVER;
    this.first = Math.min(this.end, this.exitLong, this.exitShort);
  }

  /** Time is up. */
  isOver(bar: number): boolean {
    return bar >= this.end;
  }

  /** What the exit rules say beside what they say whatever is held. */
  add(said: Said, bar: number): Said {
    said.leavesLong ||= bar >= this.exitLong;
    said.leavesShort ||= bar >= this.exitShort;
    return said;
  }
}

/** The first bar at whose close a position was held for `age` bars or more. */
function barOfAge(age: number, heldFrom: number): number {
  return Number.isNaN(age) ? NEVER : heldFrom + Math.max(1, Math.ceil(age)) - 1;
}
