/**
 * Operations on columns and buffers of bits; the numbers are those of engine/program.as. `columns` are slots of a trial:
 * each trial says which column stands there.
 */
export type Instruction =
  /** above ← left > right, below ← left < right. */
  | { kind: 'relate'; left: number; right: number; above: number }
  /** The same with a number on the right. */
  | { kind: 'relate-number'; left: number; right: number; above: number }
  /** to ← the bits of a column. */
  | { kind: 'bits'; column: number; to: number }
  /** to ← bars on which both columns have a value. */
  | { kind: 'defined'; left: number; right: number; to: number }
  | { kind: 'copy'; from: number; to: number }
  /** to ← to and, or, or exclusive, from. */
  | { kind: 'and' | 'or' | 'xor'; from: number; to: number }
  | { kind: 'not'; to: number }
  /** Every bar, or none. */
  | { kind: 'fill'; value: boolean; to: number }
  | { kind: 'delay'; bars: number; to: number }
  /** to ← bars on which `holds` begins while `defined`. */
  | { kind: 'edges'; holds: number; defined: number; to: number }
  /** No bit of `to` stays set before the first bar of the column and `bars` more. */
  | { kind: 'clear'; column: number; bars: number; to: number }
  /** The bits are those of this rule: 0 enter long, 1 exit long, 2 enter short, 3 exit short. */
  | { kind: 'rule'; rule: number; from: number }
  /** No signal counts on the first bar, nor on the first of the column's series. */
  | { kind: 'wait' }
  | { kind: 'first'; column: number }
  /** The column is this protective rule: see `STOP_COLUMNS`. */
  | { kind: 'stop'; column: number; stop: number };

/** Protective rules in the order of their numbers. */
export const STOP_COLUMNS = [
  'stopLoss',
  'takeProfit',
  'trailingStop',
  'stopLossPercent',
  'takeProfitPercent',
  'trailingStopPercent',
] as const;

/** What all trials of a group do; `relate` fills the buffer `above` and the one after it. */
export interface Program {
  instructions: readonly Instruction[];
  /** Columns per trial. */
  slots: number;
  /** Buffers of bits. */
  buffers: number;
}

const NUMBERS: Record<Instruction['kind'], number> = {
  relate: 1,
  'relate-number': 2,
  bits: 3,
  defined: 4,
  copy: 5,
  and: 6,
  or: 7,
  xor: 8,
  not: 9,
  delay: 10,
  edges: 11,
  clear: 12,
  rule: 13,
  first: 14,
  stop: 15,
  fill: 16,
  wait: 17,
};

/** Four integers per instruction, an end at the end. */
export function encodeProgram({ instructions }: Program): Int32Array {
  return Int32Array.from([...instructions.flatMap((one) => [NUMBERS[one.kind], ...operandsOf(one)]), 0, 0, 0, 0]);
}

function operandsOf(one: Instruction): [number, number, number] {
  switch (one.kind) {
    case 'relate':
    case 'relate-number':
      return [one.left, one.right, one.above];
    case 'bits':
      return [one.column, 0, one.to];
    case 'defined':
      return [one.left, one.right, one.to];
    case 'copy':
    case 'and':
    case 'or':
    case 'xor':
      return [one.from, 0, one.to];
    case 'not':
      return [0, 0, one.to];
    case 'fill':
      return [one.value ? 1 : 0, 0, one.to];
    case 'wait':
      return [0, 0, 0];
    case 'delay':
      return [one.bars, 0, one.to];
    case 'edges':
      return [one.holds, one.defined, one.to];
    case 'clear':
      return [one.column, one.bars, one.to];
    case 'rule':
      return [one.rule, 0, one.from];
    case 'first':
      return [one.column, 0, 0];
    case 'stop':
      return [one.column, one.stop, 0];
  }
}
