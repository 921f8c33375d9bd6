import { at } from '../columns';
import type { ConditionFunction, FunctionParameter } from './function.types';

const A_AND_B: readonly FunctionParameter[] = [
  { name: 'a', kind: 'series' },
  { name: 'b', kind: 'series' },
];
const X_AND_N: readonly FunctionParameter[] = [
  { name: 'x', kind: 'series' },
  { name: 'n', kind: 'bars', min: 1, default: 1 },
];

/** Bars where `upper` rises above `lower`. NaN compares false, so both need a value on both bars. */
function crossings(upper: Float64Array, lower: Float64Array): Uint8Array {
  const crosses = new Uint8Array(upper.length);
  for (let t = 1; t < crosses.length; t++) {
    if (at(upper, t) > at(lower, t) && at(upper, t - 1) <= at(lower, t - 1)) crosses[t] = 1;
  }
  return crosses;
}

/** Bars that end a run of `n` bars, each moved in the direction `sign` against the one before. */
function runs(x: Float64Array, n: number, sign: 1 | -1): Uint8Array {
  const holds = new Uint8Array(x.length);
  let length = 0;
  for (let t = 1; t < x.length; t++) {
    length = sign * at(x, t) > sign * at(x, t - 1) ? length + 1 : 0;
    if (length >= n) holds[t] = 1;
  }
  return holds;
}

function everyOfLast(condition: Uint8Array, n: number): Uint8Array {
  const holds = new Uint8Array(condition.length);
  let length = 0;
  for (let t = 0; t < condition.length; t++) {
    length = condition[t] === 1 ? length + 1 : 0;
    if (length >= n) holds[t] = 1;
  }
  return holds;
}

export const CONDITION_FUNCTIONS: readonly ConditionFunction[] = [
  {
    kind: 'condition',
    name: 'crossUp',
    parameters: A_AND_B,
    doc: 'a > b and a[1] <= b[1]. Both need a value on both bars.',
    unit: 'none',
    lookback: () => 1,
    compute: ({ x, y }) => crossings(x, y),
  },
  {
    kind: 'condition',
    name: 'crossDown',
    parameters: A_AND_B,
    doc: 'a < b and a[1] >= b[1]. Both need a value on both bars.',
    unit: 'none',
    lookback: () => 1,
    compute: ({ x, y }) => crossings(y, x),
  },
  {
    kind: 'condition',
    name: 'rising',
    parameters: X_AND_N,
    doc: 'x increased on each of the last n bars.',
    unit: 'none',
    lookback: (bars) => bars,
    compute: ({ x, bars }) => runs(x, bars, 1),
  },
  {
    kind: 'condition',
    name: 'falling',
    parameters: X_AND_N,
    doc: 'x decreased on each of the last n bars.',
    unit: 'none',
    lookback: (bars) => bars,
    compute: ({ x, bars }) => runs(x, bars, -1),
  },
  {
    kind: 'condition',
    name: 'every',
    parameters: [
      { name: 'c', kind: 'condition' },
      { name: 'n', kind: 'bars', min: 1 },
    ],
    doc: 'c held on each of the last n bars, the current one included.',
    unit: 'none',
    lookback: (bars) => bars - 1,
    compute: ({ condition, bars }) => everyOfLast(condition, bars),
  },
];
