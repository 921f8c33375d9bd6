import {
  andBits,
  type Bitset,
  clearBefore,
  createBitset,
  definedBits,
  delayBits,
  fillBits,
  invertBits,
  orBits,
  packBits,
  relate,
  type Relation,
  relateToNumber,
  type ZonedColumn,
  zonedColumn,
  xorBits,
} from '#quant/kernels';
import type { BoundFormula, BoundNode } from './bound';
import { ColumnEvaluator, type EvaluatorOptions } from './evaluator';
import { LruCache } from './lru';
import type { ComparisonOperator } from './syntax';

/** Conditions as bits, 32 bars a word: the same values as `Evaluator.condition` gives, and many times faster. */
export interface BitEvaluator {
  /** Writes the bars on which the condition holds, from its warm-up on, into `out`. @throws TypeError for a series. */
  read(formula: BoundFormula, out: Bitset): void;
  /** One value per bar, NaN where not defined; shared, never write into it. @throws TypeError for a condition. */
  series(formula: BoundFormula): Float64Array;
}

export function createBitEvaluator(options: EvaluatorOptions): BitEvaluator {
  return new WordEvaluator(options);
}

type NodeOf<K extends BoundNode['kind']> = Extract<BoundNode, { kind: K }>;

interface SharedColumn extends ZonedColumn {
  /** A small number instead of the long key. */
  readonly id: number;
  readonly defined: Bitset;
}

/** Comparisons kept per column of numbers kept: each takes a 32nd of its memory. */
const RELATIONS_PER_COLUMN = 8;
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
  private readonly relations: LruCache<Relation, number>;
  private readonly levels: LruCache<Relation>;
  private readonly packed: LruCache<Bitset>;
  private readonly scratch: Bitset[] = [];
  private depth = 0;
  private nextId = 0;

  constructor(options: EvaluatorOptions) {
    this.columns = new ColumnEvaluator(options);
    this.bars = this.columns.length;
    const { maxCachedColumns = 256 } = options;
    this.shared = new LruCache(maxCachedColumns);
    this.relations = new LruCache(maxCachedColumns * RELATIONS_PER_COLUMN);
    this.levels = new LruCache(maxCachedColumns * RELATIONS_PER_COLUMN);
    this.packed = new LruCache(maxCachedColumns);
  }

  series(formula: BoundFormula): Float64Array {
    return this.columns.series(formula);
  }

  read({ type, root, key, warmup }: BoundFormula, out: Bitset): void {
    if (type !== 'condition') throw new TypeError(`Expected a condition, but this is a series: ${key}`);
    this.depth = 0;
    this.write(root, out);
    clearBefore(out, warmup);
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
    const relation = this.relationOf(left, right);
    const mirrored = MIRRORED[operator];
    if (relation) return this.writeRelation(operator, relation, left, right, out);
    const swapped = this.relationOf(right, left);
    if (swapped) return this.writeRelation(mirrored, swapped, left, right, out);
    throw new TypeError('Two numbers are compared before the run');
  }

  private writeRelation(
    operator: ComparisonOperator,
    { above, below }: Relation,
    left: BoundNode,
    right: BoundNode,
    out: Bitset,
  ): void {
    switch (operator) {
      case '>':
        out.set(above);
        return;
      case '<':
        out.set(below);
        return;
      case '!=':
        out.set(above);
        return orBits(out, below);
      case '<=':
        return this.writeExcept(above, left, right, out);
      case '>=':
        return this.writeExcept(below, left, right, out);
      case '==':
        out.set(above);
        orBits(out, below);
        invertBits(out, this.bars);
        return this.keepDefined(left, right, out);
    }
  }

  /** Bars on which both sides have a value, without those of `without`. */
  private writeExcept(without: Bitset, left: BoundNode, right: BoundNode, out: Bitset): void {
    out.set(without);
    invertBits(out, this.bars);
    this.keepDefined(left, right, out);
  }

  private keepDefined(left: BoundNode, right: BoundNode, out: Bitset): void {
    for (const side of [left, right]) {
      if (side.kind !== 'number') andBits(out, this.columnOf(side).defined);
      else if (Number.isNaN(side.value)) out.fill(0);
    }
  }

  private writeCall(node: NodeOf<'call'>, out: Bitset): void {
    const { name } = node.function;
    const [a, b] = node.series;
    if ((name === 'crossUp' || name === 'crossDown') && a && b && a.kind !== 'number') {
      return this.writeCrossing(name === 'crossUp', a, b, out);
    }
    out.set(this.packedCall(node));
  }

  /** Beyond now, and on the bar before defined and not beyond. */
  private writeCrossing(up: boolean, a: BoundNode, b: BoundNode, out: Bitset): void {
    const relation = this.relationOf(a, b);
    if (!relation) throw new TypeError(`${a.key} is not a series`);
    const beyond = up ? relation.above : relation.below;
    this.writeExcept(beyond, a, b, out);
    delayBits(out, 1, this.bars);
    andBits(out, beyond);
  }

  /** Any other function over bars: computed as a column, then packed. */
  private packedCall(node: NodeOf<'call'>): Bitset {
    const known = this.packed.get(node.key);
    if (known) return known;
    const bits = createBitset(this.bars);
    packBits(this.columns.conditionOf(node), bits);
    this.packed.set(node.key, bits);
    return bits;
  }

  /** Null where the left side is a number. The result is read before the next is asked for: its buffers are reused. */
  private relationOf(left: BoundNode, right: BoundNode): Relation | null {
    if (left.kind === 'number') return null;
    const a = this.columnOf(left);
    if (right.kind === 'number') return this.relationToNumber(a, right.value);
    const b = this.columnOf(right);
    const key = a.id * MOST_COLUMNS + b.id;
    const known = this.relations.get(key);
    if (known) return known;
    const relation = this.relations.takeOldest() ?? this.newRelation();
    relate(a, b, relation);
    this.relations.set(key, relation);
    return relation;
  }

  private relationToNumber(a: SharedColumn, level: number): Relation {
    const key = `${a.id} ${level}`;
    const known = this.levels.get(key);
    if (known) return known;
    const relation = this.levels.takeOldest() ?? this.newRelation();
    relateToNumber(a, level, relation);
    this.levels.set(key, relation);
    return relation;
  }

  private newRelation(): Relation {
    return { above: createBitset(this.bars), below: createBitset(this.bars) };
  }

  private columnOf(node: BoundNode): SharedColumn {
    const known = this.shared.get(node.key);
    if (known) return known;
    const values = this.columns.seriesOf(node);
    const defined = createBitset(this.bars);
    definedBits(values, defined);
    const column = { ...zonedColumn(values), id: this.nextId++, defined };
    this.shared.set(node.key, column);
    return column;
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
