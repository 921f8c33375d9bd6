import type { Candles } from '#quant/candles';
import type { BarFormula, PositionState } from '#quant/formula';
import type { LiveRules, RuleColumns, TradeSignals } from './backtest.types';

type RuleName = keyof RuleColumns;

/** Beyond every bar. */
const NO_BAR = 2 ** 30;

/**
 * One rule of a strategy that is decided bar by bar. It is silent where its order would meet nothing in the only bar in
 * which it lives: whether it was placed makes no difference then, and most bars need not be looked at.
 */
export class LiveRule {
  /** Bars on which it may speak; null = any. */
  private readonly bars: Uint8Array | null;
  /** What else must hold, where the rule reads the position. */
  private readonly formula: BarFormula | null;
  private upcoming = -1;

  private constructor(bars: Uint8Array | null, formula: BarFormula | null) {
    this.bars = bars;
    this.formula = formula;
  }

  static read(name: RuleName, signals: TradeSignals, live: LiveRules, candles: Candles): LiveRule {
    const column = signals[name];
    const formula = live.rules[name] ?? null;
    if (!column && !formula) return LiveRule.never(candles);
    return new LiveRule(common(column, live.orders[name]?.meets ?? null), formula);
  }

  static never({ close }: Candles): LiveRule {
    return new LiveRule(new Uint8Array(close.length), null);
  }

  says(bar: number, state: PositionState): boolean {
    return (this.bars === null || this.bars[bar] === 1) && (this.formula === null || this.formula(bar, state) === 1);
  }

  /** The first bar from `bar` on at which it may speak; beyond all bars if there is none. Bars are to be asked for in order. */
  next(bar: number): number {
    if (this.bars === null) return bar;
    if (this.upcoming < bar) {
      const found = this.bars.indexOf(1, bar);
      this.upcoming = found < 0 ? NO_BAR : found;
    }
    return this.upcoming;
  }
}

/** Bars of both; null = all. */
function common(a: Uint8Array | null, b: Uint8Array | null): Uint8Array | null {
  if (!a || !b) return a ?? b;
  const both = new Uint8Array(a.length);
  for (let t = 0; t < both.length; t++) both[t] = (a[t] ?? 0) & (b[t] ?? 0);
  return both;
}
