import {
  type BitEvaluator,
  type BoundFormula,
  type BoundNode,
  type Evaluator,
  isConditionNode,
  readsState,
  splitAge,
} from '#quant/formula';
import { type Bitset, createBitset } from '#quant/kernels';
import type { BacktestSettings, StopColumns, TradeSignals } from './backtest.types';
import { type BoundStrategy, formulasOf, type LiveFeature } from './compile-strategy';
import { liveRules } from './live-rules';
import { positionTerms } from './position-terms';
import type { SignalBits } from './signal-bits';

/** Evaluates the rules of one trial for the bar loop. Columns may be shared with other trials: they are never written. */
export function ruleSignals(
  strategy: BoundStrategy,
  evaluator: Evaluator,
  { warmup, sessionEnds }: { warmup: BacktestSettings['warmup']; sessionEnds: Uint8Array | null },
): TradeSignals {
  const { rules, stops } = strategy;
  const column = (rule: BoundFormula | null) =>
    rule && !readsState(rule.root) ? warmedUp(evaluator.condition(rule), evaluator.firstBar(rule)) : null;
  const live = liveRules(strategy, evaluator, sessionEnds);
  return {
    enterLong: column(rules.enterLong),
    exitLong: column(rules.exitLong),
    enterShort: column(rules.enterShort),
    exitShort: column(rules.exitShort),
    firstBar: warmup === 'per-rule' ? 0 : firstBarAfterAll(strategy, evaluator),
    stops: stopColumns(stops, evaluator),
    ...(live && { live }),
  };
}

/** A rule speaks from the first bar on which it can be defined: before, `not (close > sma(close, 200))` means nothing. */
function warmedUp(column: Uint8Array, warmup: number): Uint8Array {
  const early = column.subarray(0, warmup);
  return early.includes(1) ? column.slice().fill(0, 0, warmup) : column;
}

/** The same as bits, for strategies that no tier needs the bar loop for: one trial after another, each into the same bits. */
export class RuleSignals {
  private readonly buffers: readonly [Bitset, Bitset, Bitset, Bitset];

  /** @param live what of the strategy is decided while trading. */
  constructor(
    private readonly evaluator: BitEvaluator,
    bars: number,
    private readonly warmup: BacktestSettings['warmup'],
    private readonly live: readonly LiveFeature[],
  ) {
    this.buffers = [createBitset(bars), createBitset(bars), createBitset(bars), createBitset(bars)];
  }

  /** The bits are valid until the next call; stop columns may be shared with other trials and are never written. */
  read(strategy: BoundStrategy): SignalBits {
    const { rules, stops } = strategy;
    const [first, second, third, fourth] = this.buffers;
    const enterLong = this.bits(rules.enterLong, first);
    const exitLong = this.bits(rules.exitLong, second);
    return {
      enterLong,
      exitLong,
      // A reversing strategy's short rules are its long rules the other way round.
      enterShort: rules.enterShort === rules.exitLong ? exitLong : this.bits(rules.enterShort, third),
      exitShort: rules.exitShort === rules.enterLong ? enterLong : this.bits(rules.exitShort, fourth),
      firstBar: this.warmup === 'per-rule' ? 0 : firstBarAfterAll(strategy, this.evaluator),
      stops: stopColumns(stops, this.evaluator),
      ...(this.live.length > 0 && { terms: positionTerms(strategy, this.evaluator) }),
    };
  }

  /** Of what a rule says whatever is held. */
  private bits(rule: BoundFormula | null, buffer: Bitset): Bitset | null {
    const plain = rule && readsState(rule.root) ? splitAge(rule).condition : rule;
    if (plain) this.evaluator.read(plain, buffer);
    return plain && buffer;
  }
}

export type SeriesReader = Pick<Evaluator, 'series' | 'firstBar'>;

/** Protective levels that are known before trading; a time limit is none. */
function stopColumns({ maxBars: _, ...stops }: BoundStrategy['stops'], evaluator: SeriesReader): StopColumns {
  const columns: StopColumns = {};
  for (const [stop, formula] of Object.entries(stops)) {
    if (!readsState(formula.root)) columns[stop as keyof StopColumns] = evaluator.series(formula);
  }
  return columns;
}

/** One bar after every series that a rule compares, and every stop level, has its first value. */
function firstBarAfterAll(strategy: BoundStrategy, evaluator: SeriesReader): number {
  return 1 + Math.max(0, ...formulasOf(strategy).map(({ root }) => seriesWarmup(root, evaluator)));
}

/** Warm-up of the series in a condition, without the bars that looking back at the condition itself adds. */
export function seriesWarmup(node: BoundNode, evaluator: Pick<SeriesReader, 'firstBar'>): number {
  if (!isConditionNode(node)) return evaluator.firstBar({ root: node });
  const of = (part: BoundNode): number => seriesWarmup(part, evaluator);
  switch (node.kind) {
    case 'compare':
    case 'logic':
      return Math.max(of(node.left), of(node.right));
    case 'htf':
      return evaluator.firstBar({ root: node });
    case 'not':
    case 'history':
      return of(node.operand);
    case 'call':
      return [...node.series, ...node.conditions].reduce((latest, part) => Math.max(latest, of(part)), 0);
    default:
      return 0;
  }
}
