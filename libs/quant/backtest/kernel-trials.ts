import type { Candles } from '#quant/candles';
import { type BitEvaluator, type BoundNode, createBitEvaluator, type EvaluatorOptions } from '#quant/formula';
import { type ColumnSource, type KernelColumn, MarketTables, TrialKernel } from '#quant/kernels';
import type { PlannedValues } from '#quant/space';
import type { BacktestSettings } from './backtest.types';
import { type BatchPlan, BatchPlanner, type PlannedOperand, type TrialGroup } from './batch-plan';
import type { CompiledStrategy } from './compile-strategy';
import { kernelSettings } from './kernel-settings';
import { type BuiltProgram, buildProgram } from './program-builder';
import { seriesWarmup } from './rule-signals';
import { isForKernel, type Tier } from './tier';

/** Columns that are remembered by name; they hold no values. */
const MOST_REMEMBERED = 65_536;

/** A column of the engine module, and the part of a formula that it holds. */
class TrialColumn implements KernelColumn {
  slot = -1;
  readonly first: number;
  readonly firstSeries: number;

  constructor(
    readonly kind: KernelColumn['kind'],
    readonly node: BoundNode,
    evaluator: BitEvaluator,
  ) {
    this.first = evaluator.firstBar({ root: node });
    this.firstSeries = seriesWarmup(node, evaluator);
  }
}

/** Totals of some trials, see `readTotals`, in the order of `trials`; null where the kernel cannot tell them. */
export interface TileResult {
  trials: Uint32Array;
  totals: Float64Array | null;
}

/** What of a batch runs in the engine module: whole batches become columns, programs and tiles of trials. */
export class KernelTrials {
  private readonly evaluator: BitEvaluator;
  private readonly kernel: TrialKernel<TrialColumn>;
  private readonly planner: BatchPlanner;
  /** By kind and key, and by kind and node, which is quicker. */
  private readonly columns = new Map<string, TrialColumn>();
  private readonly columnsOfNodes: Record<KernelColumn['kind'], WeakMap<BoundNode, TrialColumn | null>> = {
    series: new WeakMap(),
    bits: new WeakMap(),
    number: new WeakMap(),
  };

  private constructor(
    strategy: CompiledStrategy,
    private readonly settings: BacktestSettings,
    evaluator: BitEvaluator,
    kernel: TrialKernel<TrialColumn>,
  ) {
    this.planner = new BatchPlanner(strategy);
    this.evaluator = evaluator;
    this.kernel = kernel;
  }

  /** Null where the host has no SIMD, or where strategy or settings ask for what the module does not know. */
  static create(
    strategy: CompiledStrategy,
    candles: Candles,
    settings: BacktestSettings,
    tier: Tier,
    options: EvaluatorOptions,
  ): KernelTrials | null {
    if (!isForKernel(strategy, tier)) return null;
    const evaluator = createBitEvaluator(options);
    const source: ColumnSource<TrialColumn> = {
      series: ({ node }) => evaluator.seriesOf(node),
      bits: ({ node }) => evaluator.bitsOf(node),
      number: ({ node }) => (node.kind === 'number' ? node.value : NaN),
    };
    const kernel = TrialKernel.create(candles, new MarketTables(candles), kernelSettings(settings, tier), source);
    return kernel && new KernelTrials(strategy, settings, evaluator, kernel);
  }

  /** Columns of numbers that stay in memory for later trials. */
  get columnsKept(): number {
    return this.kernel.seriesKept;
  }

  /** Bytes of the engine module's memory with so many columns of numbers. */
  bytesWith(columns: number): number {
    return this.kernel.bytesWith(columns);
  }

  /**
   * Evaluates trials tile by tile.
   * @param values of every parameter, the fixed ones included
   * @param order of evaluation; null = as they are numbered
   */
  *evaluate(values: readonly PlannedValues[], count: number, order: Uint32Array | null): Generator<TileResult> {
    if (count === 0) return;
    if (this.columns.size > MOST_REMEMBERED) this.columns.clear();
    const plan = this.planner.plan(values, count);
    for (const group of plan.groups) yield* this.evaluateGroup(plan, group, order, count);
  }

  private *evaluateGroup(
    plan: BatchPlan,
    group: TrialGroup,
    order: Uint32Array | null,
    count: number,
  ): Generator<TileResult> {
    const all = trialsOf(group, order, count);
    const program = buildProgram(plan.parts, group.shapes, this.settings.warmup);
    if (program === null || !this.kernel.load(program)) return yield { trials: all, totals: null };
    const slots = program.operands.map((operand, slot) => this.slotOf(plan.operands[operand], program, slot));
    const gaps = slots.filter(({ columns }) => columns.includes(null));
    const isKnown = (trial: number) => gaps.every(({ columns, which }) => columns[which?.[trial] ?? 0]);
    const trials = gaps.length === 0 ? all : all.filter(isKnown);
    if (trials.length < all.length) yield { trials: all.filter((trial) => !isKnown(trial)), totals: null };
    const columns: TrialColumn[] = [];
    let from = 0;
    for (let at = 0; at < trials.length; at++) {
      const trial = trials[at] ?? 0;
      for (let i = 0; i < slots.length; i++) {
        const { columns: known, which } = slots[i] ?? NO_SLOT;
        const column = known[which === null ? 0 : (which[trial] ?? 0)];
        if (column) columns[i] = column;
      }
      if (this.kernel.add(columns)) continue;
      yield { trials: trials.subarray(from, at), totals: this.kernel.run() };
      from = at;
      if (!this.kernel.add(columns)) throw new Error('A tile without trials has no room for one');
    }
    if (from < trials.length) yield { trials: trials.subarray(from), totals: this.kernel.run() };
  }

  /** The columns that may stand in a slot of the program. */
  private slotOf(operand: PlannedOperand | undefined, { instructions }: BuiltProgram, slot: number): PlannedSlot {
    const isStop = instructions.some((one) => one.kind === 'stop' && one.column === slot);
    const columns = (operand?.entries ?? []).map(({ shape, node }) => {
      if (!node || (shape !== 'series' && shape !== 'bits' && shape !== 'number')) return null;
      return this.columnOf(isStop ? 'series' : shape, node);
    });
    return { columns, which: operand?.which ?? null };
  }

  /** Null for what cannot be evaluated on these candles: the twin finds the reason. */
  private columnOf(kind: KernelColumn['kind'], node: BoundNode): TrialColumn | null {
    const columns = this.columnsOfNodes[kind];
    let column = columns.get(node);
    if (column === undefined) columns.set(node, (column = this.findColumn(kind, node)));
    return column;
  }

  private findColumn(kind: KernelColumn['kind'], node: BoundNode): TrialColumn | null {
    const key = `${kind} ${node.key}`;
    const known = this.columns.get(key);
    if (known) return known;
    try {
      const column = new TrialColumn(kind, node, this.evaluator);
      this.columns.set(key, column);
      return column;
    } catch {
      return null;
    }
  }
}

interface PlannedSlot {
  columns: readonly (TrialColumn | null)[];
  which: Uint32Array | null;
}

const NO_SLOT: PlannedSlot = { columns: [], which: null };

/** The trials of a group in the order of evaluation. */
function trialsOf({ trials }: TrialGroup, order: Uint32Array | null, count: number): Uint32Array {
  if (trials !== null && order !== null) {
    const members = new Set(trials);
    return order.filter((trial) => members.has(trial));
  }
  return trials ?? order ?? Uint32Array.from({ length: count }, (_, trial) => trial);
}
