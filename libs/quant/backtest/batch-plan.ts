import {
  type BoundNode,
  createBinder,
  type FormulaNode,
  type FormulaOperand,
  isConditionNode,
  OperandList,
} from '#quant/formula';
import type { ParameterSet, ParameterValue, PlannedValues } from '#quant/space';
import type { CompiledStrategy } from './compile-strategy';
import { type OperandShape, type ProgramParts, type RuleStructures } from './program-builder';

/** What an operand is with some values of the parameters it reads. */
export interface OperandEntry {
  shape: OperandShape | 'unusable';
  /** Null for what cannot be used. */
  node: BoundNode | null;
}

/** An operand in all trials of a batch: what it can be, and which of these it is in each trial. */
export interface PlannedOperand {
  entries: readonly OperandEntry[];
  /** Null where all trials have the first. */
  which: Uint32Array | null;
}

/** Trials whose operands have the same shapes, and so one program. */
export interface TrialGroup {
  /** Shape of each operand. */
  shapes: readonly OperandEntry['shape'][];
  /** Null: all trials of the batch. */
  trials: Uint32Array | null;
}

/** The formulas of a strategy over all trials of a batch, taken apart into what is shared and what is not. */
export interface BatchPlan {
  parts: ProgramParts;
  operands: readonly PlannedOperand[];
  groups: readonly TrialGroup[];
}

/** A condition is evaluated as a whole where this many trials or more share each of its values. */
const SHARED_BY = 4;

/** Operands whose bindings are remembered from batch to batch. */
const MOST_REMEMBERED = 65_536;

/** Plans the batches of one strategy. */
export class BatchPlanner {
  private readonly binders = new Map<string, OperandBinder>();

  constructor(private readonly strategy: CompiledStrategy) {}

  /** @param values of all parameters, the fixed ones included. */
  plan(values: readonly PlannedValues[], count: number): BatchPlan {
    const { rules: written, stops: protective } = this.strategy.formulas;
    const byName = new Map(values.map((column) => [column.name, column]));
    const variants = (parameters: readonly string[]): number =>
      parameters.reduce((product, name) => product * (byName.get(name)?.values.length ?? 1), 1);
    const list = new OperandList((parameters) => SHARED_BY * variants(parameters) <= count);
    const structureOf = (node: FormulaNode | undefined) => (node ? list.structureOf(node) : null);
    const rules: RuleStructures = [
      structureOf(written.enterLong),
      structureOf(written.exitLong),
      structureOf(written.enterShort),
      structureOf(written.exitShort),
    ];
    const stops = Object.fromEntries(
      Object.entries(protective).map(([stop, node]): [string, number] => [stop, list.place(node)]),
    );
    const operands = list.operands.map((operand) => planOperand(operand, this.binderOf(operand), byName, count));
    return { parts: { rules, stops }, operands, groups: groupsOf(operands, count) };
  }

  private binderOf({ node, text }: FormulaOperand): OperandBinder {
    let binder = this.binders.get(text);
    if (!binder) this.binders.set(text, (binder = new OperandBinder(node)));
    return binder;
  }
}

/** One operand with any parameters; those of one parameter are remembered by its value. */
class OperandBinder {
  private readonly bind: ReturnType<typeof createBinder>;
  private readonly known = new Map<ParameterValue | null, OperandEntry>();

  constructor(node: FormulaNode) {
    this.bind = createBinder({ root: node, type: node.type === 'text' ? 'number' : node.type });
  }

  /** With one parameter; null = it has no value. */
  withOne(name: string, value: ParameterValue | null): OperandEntry {
    // A map does not tell −0 from 0; a division does.
    if (Object.is(value, -0)) return this.withAll({ [name]: -0 });
    let entry = this.known.get(value);
    if (entry) return entry;
    entry = this.withAll(value === null ? {} : { [name]: value });
    if (this.known.size >= MOST_REMEMBERED) this.known.clear();
    this.known.set(value, entry);
    return entry;
  }

  withAll(parameters: ParameterSet): OperandEntry {
    try {
      const { root } = this.bind(parameters);
      return { shape: shapeOf(root), node: root };
    } catch {
      return { shape: 'unusable', node: null };
    }
  }
}

function planOperand(
  { parameters }: FormulaOperand,
  binder: OperandBinder,
  values: ReadonlyMap<string, PlannedValues>,
  count: number,
): PlannedOperand {
  const columns = parameters.flatMap((name) => values.get(name) ?? []);
  const [first, ...others] = columns;
  if (!first) return { entries: [binder.withAll({})], which: null };
  if (others.length === 0) {
    return { entries: first.values.map((value) => binder.withOne(first.name, value)), which: first.index };
  }
  const { which, firsts } = combine(columns, count);
  return { entries: firsts.map((trial) => binder.withAll(setOf(columns, trial))), which };
}

/** The parameters of one trial; those without a value are absent. */
export function setOf(columns: readonly PlannedValues[], trial: number): ParameterSet {
  const set: ParameterSet = {};
  for (const { name, values, index } of columns) {
    const value = values[index[trial] ?? 0] ?? null;
    if (value !== null) set[name] = value;
  }
  return set;
}

/** Numbers the combinations of values that occur, and names a trial that has each. */
function combine(columns: readonly PlannedValues[], count: number): { which: Uint32Array; firsts: number[] } {
  let which = new Uint32Array(count);
  let firsts = [0];
  for (const { values, index } of columns) {
    const places = new Map<number, number>();
    const next = new Uint32Array(count);
    firsts = [];
    for (let trial = 0; trial < count; trial++) {
      const combination = (which[trial] ?? 0) * values.length + (index[trial] ?? 0);
      let place = places.get(combination);
      if (place === undefined) {
        place = firsts.push(trial) - 1;
        places.set(combination, place);
      }
      next[trial] = place;
    }
    which = next;
  }
  return { which, firsts };
}

function shapeOf(node: BoundNode): OperandShape {
  if (node.kind === 'number') return 'number';
  if (node.kind === 'boolean') return node.value ? 'true' : 'false';
  return isConditionNode(node) ? 'bits' : 'series';
}

/** Almost always one: the shapes differ where a parameter switches a part of a rule on and off. */
function groupsOf(operands: readonly PlannedOperand[], count: number): TrialGroup[] {
  const mixed = operands.filter(({ entries }) => new Set(entries.map(({ shape }) => shape)).size > 1);
  const shapeAt = ({ entries, which }: PlannedOperand, trial: number): OperandEntry['shape'] =>
    entries[which?.[trial] ?? 0]?.shape ?? 'unusable';
  if (mixed.length === 0) return [{ shapes: operands.map((operand) => shapeAt(operand, 0)), trials: null }];
  const members = new Map<string, number[]>();
  for (let trial = 0; trial < count; trial++) {
    const key = mixed.map((operand) => shapeAt(operand, trial)).join(' ');
    const known = members.get(key);
    if (known) known.push(trial);
    else members.set(key, [trial]);
  }
  return [...members.values()].map((trials) => ({
    shapes: operands.map((operand) => shapeAt(operand, trials[0] ?? 0)),
    trials: Uint32Array.from(trials),
  }));
}
