import {
  andBits,
  type Bitset,
  clearBefore,
  createBitset,
  createRelation,
  delayBits,
  fillBits,
  invertBits,
  orBits,
  packBits,
  relate,
  type Relation,
  relateToNumber,
  risingEdges,
  type ZonedColumn,
  zonedColumn,
  xorBits,
} from '#quant/kernels';
import type { BoundFormula, BoundNode } from './bound';
import { ColumnEvaluator, type Evaluator, type EvaluatorOptions } from './evaluator';
import { LruCache } from './lru';
import type { ComparisonOperator } from './syntax';

/** Conditions as bits, 32 bars a word: the same values as `Evaluator.condition` gives, and many times faster. */
export interface BitEvaluator extends Evaluator {
  /** Writes the bars on which the condition holds, from its warm-up on, into `out`. @throws TypeError for a series. */
  read(formula: BoundFormula, out: Bitset): void;
  /** A part of a formula that is a series: its column, shared as above. */
  seriesOf(node: BoundNode): Float64Array;
  /** A part that is a condition: its bits, without regard to its own warm-up. */
  bitsOf(node: BoundNode): Bitset;
}

export function createBitEvaluator(options: EvaluatorOptions): BitEvaluator {
  return new WordEvaluator(options);
}

type NodeOf<K extends BoundNode['kind']> = Extract<BoundNode, { kind: K }>;

interface SharedColumn extends ZonedColumn {
  /** A small number instead of the long key. */
  readonly id: number;
  /** Comparisons with numbers. */
  readonly levels: LruCache<Relation, number>;
}

/** Comparisons kept, in all and of one column with numbers. Few pairs come again: the rules of one trial share theirs. */
const PAIRS_KEPT = 64;
const LEVELS_KEPT = 256;
/** Largest number of columns whose pairs have numbers of their own. */
const MOST_COLUMNS = 2 ** 26;

/**
 * Words are computed where they are needed; what is costly and shared (columns, their comparisons) is kept, what is a few
 * word operations (and, or, not, crossings) is made anew. Buffers are reused: nothing is allocated per formula.
 */
class WordEvaluator implements BitEvaluator {
  private readonly columns: ColumnEvaluator;
  private readonly bars: number;
  private readonly shared: LruCache<SharedColumn>;
  private readonly pairs: PairRing;
  private readonly packed: LruCache<Bitset>;
  private readonly scratch: Bitset[] = [];
  private depth = 0;
  private nextId = 0;

  constructor(options: EvaluatorOptions) {
    this.columns = new ColumnEvaluator(options);
    this.bars = this.columns.length;
    const { maxCachedColumns = 256 } = options;
    this.shared = new LruCache(maxCachedColumns);
    this.pairs = new PairRing(this.bars);
    this.packed = new LruCache(maxCachedColumns);
  }

  series(formula: BoundFormula): Float64Array {
    return this.columns.series(formula);
  }

  condition(formula: BoundFormula): Uint8Array {
    return this.columns.condition(formula);
  }

  firstBar(formula: Pick<BoundFormula, 'root'>): number {
    return this.columns.firstBar(formula);
  }

  seriesOf(node: BoundNode): Float64Array {
    return this.columns.seriesOf(node);
  }

  bitsOf(node: BoundNode): Bitset {
    const bits = createBitset(this.bars);
    this.depth = 0;
    this.write(node, bits);
    return bits;
  }

  read({ type, root, key }: BoundFormula, out: Bitset): void {
    if (type !== 'condition') throw new TypeError(`Expected a condition, but this is a series: ${key}`);
    this.depth = 0;
    this.write(root, out);
    clearBefore(out, this.columns.firstBar({ root }));
  }

  private write(node: BoundNode, out: Bitset): void {
    switch (node.kind) {
      case 'boolean':
        return fillBits(out, node.value, this.bars);
      case 'compare':
        return this.writeComparison(node, out);
      case 'logic':
        return this.writeLogic(node, out);
      case 'not':
        this.write(node.operand, out);
        return invertBits(out, this.bars);
      case 'history':
        this.write(node.operand, out);
        return delayBits(out, node.bars, this.bars);
      case 'call':
        return this.writeCall(node, out);
      case 'htf':
        return out.set(this.packedColumn(node));
      default:
        throw new TypeError(`A ${node.kind} is not a condition: ${node.key}`);
    }
  }

  private writeLogic({ operator, left, right }: NodeOf<'logic'>, out: Bitset): void {
    this.write(left, out);
    const other = (this.scratch[this.depth] ??= createBitset(this.bars));
    this.depth++;
    this.write(right, other);
    this.depth--;
    switch (operator) {
      case 'and':
        return andBits(out, other);
      case 'or':
        return orBits(out, other);
      case '!=':
        return xorBits(out, other);
      case '==':
        xorBits(out, other);
        return invertBits(out, this.bars);
    }
  }

  private writeComparison({ operator, left, right }: NodeOf<'compare'>, out: Bitset): void {
    if (left.kind !== 'number') this.writeRelation(operator, this.relationOf(left, right), out);
    else this.writeRelation(MIRRORED[operator], this.relationOf(right, left), out);
  }

  private writeRelation(operator: ComparisonOperator, { above, below, defined }: Relation, out: Bitset): void {
    out.set(operator === '<' || operator === '>=' ? below : above);
    if (operator === '==' || operator === '!=') orBits(out, below);
    if (operator === '>=' || operator === '<=' || operator === '==') {
      invertBits(out, this.bars);
      andBits(out, defined);
    }
  }

  private writeCall(node: NodeOf<'call'>, out: Bitset): void {
    const { name } = node.function;
    const [a, b] = node.series;
    if ((name === 'crossUp' || name === 'crossDown') && a && b && a.kind !== 'number') {
      const { above, below, defined } = this.relationOf(a, b);
      return risingEdges(name === 'crossUp' ? above : below, defined, out);
    }
    out.set(this.packedColumn(node));
  }

  /** Any other function over bars, and what higher bars say: computed as a column, then packed. */
  private packedColumn(node: BoundNode): Bitset {
    const known = this.packed.get(node.key);
    if (known) return known;
    const bits = createBitset(this.bars);
    packBits(this.columns.conditionOf(node), bits);
    this.packed.set(node.key, bits);
    return bits;
  }

  private relationOf(left: BoundNode, right: BoundNode): Relation {
    const a = this.columnOf(left);
    if (right.kind === 'number') return this.relationToNumber(a, right.value);
    const b = this.columnOf(right);
    return this.pairs.relation(a, b);
  }

  private relationToNumber(a: SharedColumn, level: number): Relation {
    const known = a.levels.get(level);
    if (known) return known;
    const relation = createRelation(this.bars);
    relateToNumber(a, level, relation);
    a.levels.set(level, relation);
    return relation;
  }

  private columnOf(node: BoundNode): SharedColumn {
    const known = this.shared.get(node.key);
    if (known) return known;
    const column = {
      ...zonedColumn(this.columns.seriesOf(node)),
      id: this.nextId++,
      levels: new LruCache<Relation, number>(LEVELS_KEPT),
    };
    this.shared.set(node.key, column);
    return column;
  }
}

/** The comparisons made last. Their buffers are used again: one is valid until `PAIRS_KEPT` others were asked for. */
class PairRing {
  private readonly slots = new Map<number, number>();
  private readonly keys = new Float64Array(PAIRS_KEPT).fill(-1);
  private readonly relations: Relation[] = [];
  private next = 0;

  constructor(private readonly bars: number) {}

  relation(a: SharedColumn, b: SharedColumn): Relation {
    const key = a.id * MOST_COLUMNS + b.id;
    const known = this.slots.get(key);
    const slot = known ?? this.next;
    const relation = (this.relations[slot] ??= createRelation(this.bars));
    if (known !== undefined) return relation;
    this.slots.delete(this.keys[slot] ?? -1);
    this.slots.set(key, slot);
    this.keys[slot] = key;
    this.next = (slot + 1) % PAIRS_KEPT;
    relate(a, b, relation);
    return relation;
  }
}

/** The operator that says the same with the sides exchanged. */
const MIRRORED: Record<ComparisonOperator, ComparisonOperator> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
  '!=': '!=',
};
