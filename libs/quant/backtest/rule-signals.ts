import type { BitEvaluator, BoundFormula, BoundNode } from '#quant/formula';
import { type Bitset, createBitset } from '#quant/kernels';
import type { BacktestSettings, StopColumns } from './backtest.types';
import type { BoundStrategy } from './compile-strategy';
import type { SignalBits } from './signal-bits';

/** Evaluates the rules of one trial after another, each into the same bits. */
export class RuleSignals {
  private readonly buffers: readonly [Bitset, Bitset, Bitset, Bitset];

  constructor(
    private readonly evaluator: BitEvaluator,
    bars: number,
    private readonly warmup: BacktestSettings['warmup'],
  ) {
    this.buffers = [createBitset(bars), createBitset(bars), createBitset(bars), createBitset(bars)];
  }

  /** The bits are valid until the next call; stop columns may be shared with other trials and are never written. */
  read({ rules, stops }: BoundStrategy): SignalBits {
    const [first, second, third, fourth] = this.buffers;
    const enterLong = this.bits(rules.enterLong, first);
    const exitLong = this.bits(rules.exitLong, second);
    return {
      enterLong,
      exitLong,
      // A reversing strategy's short rules are its long rules the other way round.
      enterShort: rules.enterShort === rules.exitLong ? exitLong : this.bits(rules.enterShort, third),
      exitShort: rules.exitShort === rules.enterLong ? enterLong : this.bits(rules.exitShort, fourth),
      firstBar: this.warmup === 'per-rule' ? 0 : firstBarAfterAll([...Object.values(rules), ...Object.values(stops)]),
      stops: this.stopColumns(stops),
    };
  }

  /** A rule speaks from the first bar on which it can be defined: before, `not (close > sma(close, 200))` means nothing. */
  private bits(rule: BoundFormula | null, buffer: Bitset): Bitset | null {
    if (rule) this.evaluator.read(rule, buffer);
    return rule && buffer;
  }

  private stopColumns(stops: BoundStrategy['stops']): StopColumns {
    const columns: StopColumns = {};
    for (const [stop, formula] of Object.entries(stops)) {
      columns[stop as keyof StopColumns] = this.evaluator.series(formula);
    }
    return columns;
  }
}

/** One bar after every series that a rule compares, and every stop level, has its first value. */
function firstBarAfterAll(formulas: readonly (BoundFormula | null)[]): number {
  return 1 + formulas.reduce((latest, formula) => Math.max(latest, formula ? seriesWarmup(formula.root) : 0), 0);
}

/** Warm-up of the series in a condition, without the bars that looking back at the condition itself adds. */
function seriesWarmup(node: BoundNode): number {
  if (!isCondition(node)) return node.warmup;
  switch (node.kind) {
    case 'compare':
    case 'logic':
      return Math.max(seriesWarmup(node.left), seriesWarmup(node.right));
    case 'not':
    case 'history':
      return seriesWarmup(node.operand);
    case 'call':
      return [...node.series, ...node.conditions].reduce((latest, part) => Math.max(latest, seriesWarmup(part)), 0);
    default:
      return 0;
  }
}

export function isCondition(node: BoundNode): boolean {
  switch (node.kind) {
    case 'boolean':
    case 'compare':
    case 'logic':
    case 'not':
      return true;
    case 'history':
      return isCondition(node.operand);
    case 'call':
      return node.function.kind === 'condition';
    default:
      return false;
  }
}
