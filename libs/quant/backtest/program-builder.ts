import type { Structure } from '#quant/formula';
import { type Instruction, type Program, STOP_COLUMNS } from '#quant/kernels';

/** What an operand is once its parameters have values. */
export type OperandShape = 'series' | 'bits' | 'number' | 'true' | 'false';

/** Structures in the order enter long, exit long, enter short, exit short; null = no such rule. */
export type RuleStructures = readonly [Structure | null, Structure | null, Structure | null, Structure | null];

export interface ProgramParts {
  rules: RuleStructures;
  /** Operand of each protective rule. */
  stops: Partial<Record<string, number>>;
}

/** A program, and which operand stands in each of its slots. */
export interface BuiltProgram extends Program {
  operands: readonly number[];
}

/**
 * Writes the program of trials whose operands have these shapes; what is constant is folded away as `bindFormula` does.
 * Null where they hold something only the general evaluator knows.
 */
export function buildProgram(
  { rules, stops }: ProgramParts,
  shapes: readonly (OperandShape | 'unusable')[],
  warmup: 'per-rule' | 'all-indicators',
): BuiltProgram | null {
  const builder = new ProgramBuilder(shapes);
  try {
    rules.forEach((rule, i) => rule && builder.rule(rule, i));
    STOP_COLUMNS.forEach((stop, i) => {
      const operand = stops[stop];
      if (operand !== undefined) builder.stop(operand, i);
    });
    if (warmup === 'all-indicators') builder.waitForAll();
    return builder.build();
  } catch (error) {
    if (error instanceof NotPlain) return null;
    throw error;
  }
}

/** Something that is no operation on words. */
class NotPlain extends Error {}

/** Bits in a buffer; `owned` = nobody else reads them, so they may be changed in place. */
interface Bits {
  buffer: number;
  owned: boolean;
}

type Relation = Record<'above' | 'below', number> & { left: number; right: number };

class ProgramBuilder {
  private readonly instructions: Instruction[] = [];
  private readonly operands: number[] = [];
  private readonly relations = new Map<string, Relation>();
  private readonly written = new Map<string, number>();
  /** Slots whose series every rule waits for. */
  private readonly awaited = new Set<number>();
  private buffers = 0;

  constructor(private readonly shapes: readonly (OperandShape | 'unusable')[]) {}

  rule(structure: Structure, rule: number): void {
    const folded = this.fold(structure);
    const key = JSON.stringify(folded);
    let buffer = this.written.get(key);
    if (buffer === undefined) {
      buffer = this.owned(this.write(folded));
      this.clear(folded, 0, buffer);
      this.written.set(key, buffer);
    }
    this.instructions.push({ kind: 'rule', rule, from: buffer });
  }

  stop(operand: number, stop: number): void {
    const shape = this.shapes[operand];
    if (shape !== 'series' && shape !== 'number') throw new NotPlain();
    const column = this.slotOf(operand);
    this.awaited.add(column);
    this.instructions.push({ kind: 'stop', column, stop });
  }

  waitForAll(): void {
    this.instructions.push({ kind: 'wait' });
    for (const column of this.awaited) this.instructions.push({ kind: 'first', column });
  }

  build(): BuiltProgram {
    const { instructions, operands, buffers } = this;
    return { instructions, operands, slots: operands.length, buffers };
  }

  /** Without what is known before the run: a constant stays only where the whole is one. */
  private fold(structure: Structure): Structure | boolean {
    switch (structure.kind) {
      case 'operand': {
        const shape = this.shapes[structure.operand];
        if (shape === 'true' || shape === 'false') return shape === 'true';
        if (shape !== 'bits') throw new NotPlain();
        return structure;
      }
      case 'compare':
      case 'cross':
        this.requireSeries(structure);
        return structure;
      case 'not': {
        const operand = this.fold(structure.operand);
        return typeof operand === 'boolean' ? !operand : { kind: 'not', operand };
      }
      case 'delay': {
        const operand = this.fold(structure.operand);
        // The binder keeps the delay of a constant: it does not hold before the first bar.
        if (typeof operand === 'boolean') throw new NotPlain();
        return { ...structure, operand };
      }
      case 'logic':
        return this.foldLogic(structure);
    }
  }

  private foldLogic(structure: Structure & { kind: 'logic' }): Structure | boolean {
    const { operator } = structure;
    const left = this.fold(structure.left);
    if (typeof left === 'boolean') {
      if (operator === 'and' && !left) return false;
      if (operator === 'or' && left) return true;
      return withConstant(operator, left, this.fold(structure.right));
    }
    const right = this.fold(structure.right);
    return typeof right === 'boolean' ? withConstant(operator, right, left) : { ...structure, left, right };
  }

  /** One side at least changes from bar to bar, and both can be used. */
  private requireSeries({ left, right }: { left: number; right: number }): void {
    const sides = [this.shapes[left], this.shapes[right]];
    const plain = sides.every((shape) => shape === 'series' || shape === 'number');
    if (!plain || !sides.includes('series')) throw new NotPlain();
  }

  private slotOf(operand: number): number {
    const known = this.operands.indexOf(operand);
    return known < 0 ? this.operands.push(operand) - 1 : known;
  }

  private allocate(count = 1): number {
    const buffer = this.buffers;
    this.buffers += count;
    return buffer;
  }

  private owned({ buffer, owned }: Bits): number {
    if (owned) return buffer;
    const to = this.allocate();
    this.instructions.push({ kind: 'copy', from: buffer, to });
    return to;
  }

  private write(structure: Structure | boolean): Bits {
    if (typeof structure === 'boolean') {
      const to = this.allocate();
      this.instructions.push({ kind: 'fill', value: structure, to });
      return { buffer: to, owned: true };
    }
    switch (structure.kind) {
      case 'operand': {
        const to = this.allocate();
        this.instructions.push({ kind: 'bits', column: this.slotOf(structure.operand), to });
        return { buffer: to, owned: true };
      }
      case 'compare':
        return this.writeComparison(structure);
      case 'cross': {
        const relation = this.relationOf(structure.left, structure.right);
        const holds = structure.up ? relation.above : relation.below;
        const defined = this.definedIn(relation);
        const to = this.allocate();
        this.instructions.push({ kind: 'edges', holds, defined, to });
        return { buffer: to, owned: true };
      }
      case 'not': {
        const to = this.owned(this.write(structure.operand));
        this.instructions.push({ kind: 'not', to });
        return { buffer: to, owned: true };
      }
      case 'delay': {
        const to = this.owned(this.write(structure.operand));
        this.instructions.push({ kind: 'delay', bars: structure.bars, to });
        return { buffer: to, owned: true };
      }
      case 'logic':
        return this.writeLogic(structure);
    }
  }

  private writeLogic({ operator, left, right }: Structure & { kind: 'logic' }): Bits {
    const to = this.owned(this.write(left));
    const { buffer: from } = this.write(right);
    const kind = operator === 'and' || operator === 'or' ? operator : 'xor';
    this.instructions.push({ kind, from, to });
    if (operator === '==') this.instructions.push({ kind: 'not', to });
    return { buffer: to, owned: true };
  }

  private writeComparison({ operator, left, right }: Structure & { kind: 'compare' }): Bits {
    const relation = this.relationOf(left, right);
    const { above, below } = relation;
    if (operator === '>') return { buffer: above, owned: false };
    if (operator === '<') return { buffer: below, owned: false };
    const to = this.owned({ buffer: operator === '>=' ? below : above, owned: false });
    if (operator === '==' || operator === '!=') this.instructions.push({ kind: 'or', from: below, to });
    if (operator !== '!=') {
      this.instructions.push({ kind: 'not', to }, { kind: 'and', from: this.definedIn(relation), to });
    }
    return { buffer: to, owned: true };
  }

  /** Where left is above and where it is below right, computed once for all who ask. */
  private relationOf(left: number, right: number): Relation {
    const known = this.relations.get(`${left} ${right}`);
    if (known) return known;
    const mirrored = this.relations.get(`${right} ${left}`);
    const relation = mirrored ? mirror(mirrored) : this.relate(left, right);
    this.relations.set(`${left} ${right}`, relation);
    return relation;
  }

  private relate(left: number, right: number): Relation {
    if (this.shapes[left] === 'number') return mirror(this.relate(right, left));
    const above = this.allocate(2);
    const kind = this.shapes[right] === 'number' ? 'relate-number' : 'relate';
    const slots = { left: this.slotOf(left), right: this.slotOf(right) };
    this.instructions.push({ kind, ...slots, above });
    return { above, below: above + 1, left, right };
  }

  private definedIn({ left, right }: Relation): number {
    const key = `defined ${Math.min(left, right)} ${Math.max(left, right)}`;
    const known = this.written.get(key);
    if (known !== undefined) return known;
    const to = this.allocate();
    this.instructions.push({ kind: 'defined', left: this.slotOf(left), right: this.slotOf(right), to });
    this.written.set(key, to);
    return to;
  }

  /** A rule speaks from the first bar on which all of it can be defined, `bars` later where it looks back. */
  private clear(structure: Structure | boolean, bars: number, to: number): void {
    if (typeof structure === 'boolean') return;
    switch (structure.kind) {
      case 'operand':
        return this.clearOperand(structure.operand, bars, to);
      case 'compare':
      case 'cross': {
        const later = bars + (structure.kind === 'cross' ? 1 : 0);
        this.clearOperand(structure.left, later, to);
        return this.clearOperand(structure.right, later, to);
      }
      case 'not':
        return this.clear(structure.operand, bars, to);
      case 'delay':
        return this.clear(structure.operand, bars + structure.bars, to);
      case 'logic':
        this.clear(structure.left, bars, to);
        return this.clear(structure.right, bars, to);
    }
  }

  private clearOperand(operand: number, bars: number, to: number): void {
    if (this.shapes[operand] === 'number') return;
    const column = this.slotOf(operand);
    this.awaited.add(column);
    this.instructions.push({ kind: 'clear', column, bars, to });
  }
}

function mirror({ above, below, left, right }: Relation): Relation {
  return { above: below, below: above, left: right, right: left };
}

/** A condition joined with what is known before the run is that constant, the condition itself or its opposite. */
function withConstant(
  operator: 'and' | 'or' | '==' | '!=',
  constant: boolean,
  condition: Structure | boolean,
): Structure | boolean {
  switch (operator) {
    case 'and':
      return constant ? condition : false;
    case 'or':
      return constant ? true : condition;
    case '==':
      return constant ? condition : negation(condition);
    case '!=':
      return constant ? negation(condition) : condition;
  }
}

function negation(condition: Structure | boolean): Structure | boolean {
  return typeof condition === 'boolean' ? !condition : { kind: 'not', operand: condition };
}
