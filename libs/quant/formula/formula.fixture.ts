import fc from 'fast-check';
import type { Candles } from '#quant/candles';
import type { IndicatorDefinition } from '#quant/indicators';
import type { ParameterSet } from '../space/space.types';
import type { FormulaScope } from './scope';

function windowMean(x: Float64Array, n: number): Float64Array {
  return x.map((_, t) => {
    let sum = t < n - 1 ? NaN : 0;
    for (let i = Math.max(0, t - n + 1); i <= t; i++) sum += x[i] ?? NaN;
    return sum / n;
  });
}

const TEXTS = { definition: 'For the tests of the formula language.', source: 'none' };

const sma: IndicatorDefinition = {
  ...TEXTS,
  name: 'sma',
  title: 'Mean',
  arguments: [
    { name: 'x', kind: 'series' },
    { name: 'n', kind: 'integer', min: 1 },
  ],
  outputs: ['value'],
  unit: 'price',
  firstValid: ([n = 0]) => n - 1,
  compute: ({ series: [x = new Float64Array(0)], numbers: [n = 1] }) => [windowMean(x, n)],
};

const envelope: IndicatorDefinition = {
  ...TEXTS,
  name: 'envelope',
  title: 'Mean of the close and a line above it',
  arguments: [
    { name: 'n', kind: 'integer', min: 1, default: 2 },
    { name: 'width', kind: 'float', min: 0, default: 0.1 },
  ],
  outputs: ['middle', 'upper'],
  unit: 'price',
  firstValid: ([n = 0]) => n - 1,
  compute: ({ candles, numbers: [n = 1, width = 0] }) => {
    const middle = windowMean(candles.close, n);
    return [middle, middle.map((value) => value * (1 + width))];
  },
};

const insideBar: IndicatorDefinition = {
  ...TEXTS,
  name: 'insideBar',
  title: 'Bar within the bar before',
  arguments: [],
  outputs: ['value'],
  unit: 'count',
  firstValid: () => 1,
  compute: ({ candles: { high, low } }) => [
    high.map((price, t) =>
      t === 0 ? NaN : price <= Number(high[t - 1]) && Number(low[t]) >= Number(low[t - 1]) ? 1 : 0,
    ),
  ],
};

/** Three indicators: one line, two lines, a pattern. */
export const TEST_INDICATORS: readonly IndicatorDefinition[] = [sma, envelope, insideBar];

export const TEST_SCOPE: FormulaScope = {
  parameters: { n: 'number', k: 'number', useFilter: 'boolean', maType: 'string' },
  indicators: TEST_INDICATORS,
};

export const TEST_VALUES: ParameterSet = { n: 3, k: 1.5, useFilter: true, maType: 'sma' };

/** Hourly bars from 2024-02-28 on with these closes; high and low lie one above and below, the volume is 10, 11, 12 … */
export function candlesOf(closes: readonly number[]): Candles {
  const close = Float64Array.from(closes);
  return {
    symbol: 'TEST',
    interval: '1h',
    time: close.map((_, t) => Date.UTC(2024, 1, 28) + t * 3_600_000),
    open: close.map((price, t) => close[t - 1] ?? price),
    high: close.map((price) => price + 1),
    low: close.map((price) => price - 1),
    close,
    volume: close.map((_, t) => 10 + t),
  };
}

/** Few distinct prices, so that ties are common. */
export const someCandles: fc.Arbitrary<Candles> = fc
  .array(fc.integer({ min: -1, max: 5 }), { minLength: 1, maxLength: 40 })
  .map(candlesOf);

const format =
  (pattern: string) =>
  (...parts: (string | number)[]): string =>
    parts.reduce<string>((text, part) => text.replace('_', String(part)), pattern);

function combine(pattern: string, ...parts: fc.Arbitrary<string | number>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((values) => format(pattern)(...values));
}

const bars = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constantFrom('n', 'n - 1', 'max(1, floor(k))'));
const number = fc.constantFrom('0', '2', '0.5', 'k', 'n * 2', '(1 + k) / n', '-1', 'if(useFilter, 1, 2)');

/** Valid formulas over the test scope: series and conditions, with all that the language has. */
export const { series: someSeries, condition: someCondition } = fc.letrec<{ series: string; condition: string }>(
  (tie) => {
    const series = tie('series');
    const condition = tie('condition');
    const value = fc.oneof(series, number);
    return {
      series: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom(
          'close',
          'open',
          'high',
          'volume',
          'hl2',
          'ohlc4',
          'barIndex',
          'hour()',
          'if(close > open, k, 0)',
        ),
        combine('(_) _ (_)', series, fc.constantFrom('+', '-', '*', '/'), value),
        combine('_ - _ * _', number, series, value),
        combine('-(_)', series),
        combine('(_)[_]', series, fc.oneof(bars, fc.constant(0))),
        combine('sma(_, _)', series, bars),
        combine('envelope(_).upper', bars),
        combine('if(_, _, _)', condition, series, series),
        combine('change(_, _)', series, bars),
        combine('htf("_", sma(close, _) - low)', fc.constantFrom('2h', '4h', '1d'), bars),
        combine('max(_, _, _)', series, value, value),
        combine('_(_)', fc.constantFrom('abs', 'log', 'sqrt', 'sign', 'round', 'highestEver'), series),
        combine('countTrue(_, _)', condition, bars),
        combine('barsSince(_)', condition),
        combine('valueWhen(_, _, _)', condition, value, bars),
      ),
      condition: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom('useFilter', 'maType == "ema"', 'insideBar()', 'close > open', 'n < 3', 'insideBar()[1]'),
        combine('_ _ _', series, fc.constantFrom('<', '<=', '>', '>=', '==', '!='), value),
        combine('(_) _ (_)', condition, fc.constantFrom('and', 'or', '&&', '||'), condition),
        combine('(_ > _) _ (_)', series, value, fc.constantFrom('==', '!='), condition),
        combine('not (_)', condition),
        combine('(_ < _)[_]', series, value, bars),
        combine('_(_, _)', fc.constantFrom('crossUp', 'crossDown'), series, value),
        combine('_(_, _)', fc.constantFrom('rising', 'falling'), series, bars),
        combine('every(_, _)', condition, bars),
        combine(
          'htf("_", rising(high, _) or not (close > sma(open, _)))',
          fc.constantFrom('2h', '4h', '1d'),
          bars,
          bars,
        ),
      ),
    };
  },
);
