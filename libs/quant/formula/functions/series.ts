import { at, delaySeries } from '../columns';
import type { SeriesFunction } from './function.types';

function change(x: Float64Array, bars: number): Float64Array {
  const result = delaySeries(x, bars);
  for (let t = 0; t < x.length; t++) result[t] = at(x, t) - at(result, t);
  return result;
}

function runningMaximum(x: Float64Array): Float64Array {
  const result = new Float64Array(x.length);
  let highest = NaN;
  for (let t = 0; t < x.length; t++) {
    const value = at(x, t);
    if (value > highest || Number.isNaN(highest)) highest = value;
    result[t] = highest;
  }
  return result;
}

function countOfLast(condition: Uint8Array, bars: number): Float64Array {
  const result = new Float64Array(condition.length).fill(NaN);
  let count = 0;
  for (let t = 0; t < condition.length; t++) {
    count += at(condition, t);
    if (t >= bars) count -= at(condition, t - bars);
    if (t >= bars - 1) result[t] = count;
  }
  return result;
}

function barsSince(condition: Uint8Array): Float64Array {
  const result = new Float64Array(condition.length);
  let since = NaN;
  for (let t = 0; t < condition.length; t++) {
    since = condition[t] === 1 ? 0 : since + 1;
    result[t] = since;
  }
  return result;
}

function valueWhen(condition: Uint8Array, x: Float64Array, back: number): Float64Array {
  const result = new Float64Array(x.length).fill(NaN);
  const occurrences = new Int32Array(x.length);
  let count = 0;
  for (let t = 0; t < x.length; t++) {
    if (condition[t] === 1) occurrences[count++] = t;
    if (count > back) result[t] = at(x, occurrences[count - 1 - back] ?? NaN);
  }
  return result;
}

export const SERIES_FUNCTIONS: readonly SeriesFunction[] = [
  {
    kind: 'series',
    name: 'change',
    parameters: [
      { name: 'x', kind: 'series' },
      { name: 'n', kind: 'bars', min: 0, default: 1 },
    ],
    doc: 'x - x[n].',
    unit: 'same',
    lookback: (bars) => bars,
    compute: ({ x, bars }) => change(x, bars),
  },
  {
    kind: 'series',
    name: 'highestEver',
    parameters: [{ name: 'x', kind: 'series' }],
    doc: 'Highest value of x so far, the current bar included.',
    unit: 'same',
    lookback: () => 0,
    compute: ({ x }) => runningMaximum(x),
  },
  {
    kind: 'series',
    name: 'countTrue',
    parameters: [
      { name: 'c', kind: 'condition' },
      { name: 'n', kind: 'bars', min: 1 },
    ],
    doc: 'On how many of the last n bars c held, the current one included.',
    unit: 'count',
    lookback: (bars) => bars - 1,
    compute: ({ condition, bars }) => countOfLast(condition, bars),
  },
  {
    kind: 'series',
    name: 'barsSince',
    parameters: [{ name: 'c', kind: 'condition' }],
    doc: 'Bars since c last held: 0 on the bar itself, undefined before the first.',
    unit: 'count',
    lookback: () => 0,
    compute: ({ condition }) => barsSince(condition),
  },
  {
    kind: 'series',
    name: 'valueWhen',
    parameters: [
      { name: 'c', kind: 'condition' },
      { name: 'x', kind: 'series' },
      { name: 'k', kind: 'bars', min: 0, default: 0 },
    ],
    doc: 'x on the latest bar on which c held (k = 0), on the one before (k = 1), and so on.',
    unit: 'same',
    lookback: (bars) => bars,
    compute: ({ condition, x, bars }) => valueWhen(condition, x, bars),
  },
  {
    kind: 'series',
    name: 'barIndex',
    bare: true,
    parameters: [],
    doc: 'Number of the bar in the data, from 0.',
    unit: 'count',
    lookback: () => 0,
    compute: ({ candles }) => candles.time.map((_time, bar) => bar),
  },
  {
    kind: 'series',
    name: 'barsPerYear',
    bare: true,
    parameters: [],
    doc: "Bars in a year of the instrument's calendar at this bar size.",
    unit: 'count',
    lookback: () => 0,
    compute: ({ candles, periodsPerYear }) => new Float64Array(candles.time.length).fill(periodsPerYear),
  },
];
