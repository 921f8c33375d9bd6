import type { IndicatorDefinition } from '#quant/indicators';
import { bindFormula } from './bind';
import { createEvaluator } from './evaluator';
import { candlesOf, TEST_INDICATORS, TEST_SCOPE, TEST_VALUES } from './formula.fixture';
import { parseFormula } from './parse';

function bound(text: string, indicators: readonly IndicatorDefinition[] = TEST_INDICATORS) {
  const result = parseFormula(text, { ...TEST_SCOPE, indicators });
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.issues)}`);
  return bindFormula(result.formula, TEST_VALUES);
}

function evaluate(text: string, closes: number[]): number[] {
  const evaluator = createEvaluator({ candles: candlesOf(closes), periodsPerYear: 8_760 });
  const formula = bound(text);
  return [...(formula.type === 'series' ? evaluator.series(formula) : evaluator.condition(formula))];
}

const _ = NaN;

describe('series', () => {
  it.each([
    ['close', [1, 2, 4], [1, 2, 4]],
    ['hl2 + hlc3 + ohlc4', [3, 3], [9, 9]],
    ['7', [1, 2], [7, 7]],
    ['(close + 1) * 2 - close / 2', [2, 4], [5, 8]],
    ['-close', [2, 0], [-2, -0]],
    ['close[1]', [1, 2, 4], [_, 1, 2]],
    ['close[9]', [1, 2], [_, _]],
    ['close / (close - 1)', [1, 2], [Infinity, 2]],
    ['sma(close, 2)', [1, 3, 5], [_, 2, 4]],
    ['envelope(2, 1).upper', [1, 3, 5], [_, 4, 8]],
    ['change(close)', [1, 3, 2], [_, 2, -1]],
    ['change(close, 2)', [1, 3, 2], [_, _, 1]],
    ['max(close, close[1], 2)', [1, 3, 0], [_, 3, 3]],
    ['min(close, 2)', [1, 3], [1, 2]],
    ['abs(close)', [-1, 2], [1, 2]],
    ['round(close / 2)', [1, 3, -1], [1, 2, -0]],
    ['floor(close / 2) + ceil(close / 2)', [1, 3], [1, 3]],
    ['sqrt(close)', [4, -1], [2, _]],
    ['exp(log(close))', [1, 0], [1, 0]],
    ['sign(close)', [-3, 0, 5], [-1, 0, 1]],
    ['highestEver(close[1])', [2, 5, 1, 3], [_, 2, 5, 5]],
    ['countTrue(close > 2, 2)', [3, 1, 3, 3], [_, 1, 1, 2]],
    ['barsSince(close > 2)', [1, 3, 1, 1, 3], [_, 0, 1, 2, 0]],
    ['valueWhen(close > 2, close, 0)', [1, 3, 1, 4], [_, 3, 3, 4]],
    ['valueWhen(close > 2, close, 1)', [1, 3, 1, 4], [_, _, _, 3]],
    ['if(close > 2, close, 0)', [1, 3], [0, 3]],
    ['if(close > close[1], 1, 2)', [1, 3, 3], [_, 1, 2]],
    ['barIndex', [5, 5, 5], [0, 1, 2]],
    ['barsPerYear', [5], [8760]],
  ])('%s on closes %j is %j', (text, closes, expected) => {
    expect(evaluate(text, closes)).toEqual(expected);
  });

  it('reads the calendar of the bar label in UTC, before 1970 too', () => {
    const moments = [
      '1950-01-03T00:00Z',
      '1969-12-31T23:59Z',
      '1999-12-31T12:30Z',
      '2000-02-29T01:05Z',
      '2026-11-22T18:00Z',
    ];
    const time = Float64Array.from(moments, (moment) => Date.parse(moment));
    const evaluator = createEvaluator({ candles: { ...candlesOf([1, 1, 1, 1, 1]), time }, periodsPerYear: 252 });
    const read = (text: string) => [...evaluator.series(bound(text))];
    const dates = [...time].map((moment) => new Date(moment));
    expect(read('year()')).toEqual(dates.map((date) => date.getUTCFullYear()));
    expect(read('month()')).toEqual(dates.map((date) => date.getUTCMonth() + 1));
    expect(read('dayOfMonth()')).toEqual(dates.map((date) => date.getUTCDate()));
    expect(read('dayOfWeek()')).toEqual(dates.map((date) => date.getUTCDay() || 7));
    expect(read('hour()')).toEqual(dates.map((date) => date.getUTCHours()));
    expect(read('minute()')).toEqual(dates.map((date) => date.getUTCMinutes()));
  });
});

describe('conditions', () => {
  it.each([
    ['close > 2', [1, 2, 3], [0, 0, 1]],
    ['2 <= close', [1, 2, 3], [0, 1, 1]],
    ['close == 2', [1, 2, 3], [0, 1, 0]],
    ['close != 2', [1, 2, 3], [1, 0, 1]],
    ['close > 1 and close < 3', [1, 2, 3], [0, 1, 0]],
    ['close < 2 or close > 2', [1, 2, 3], [1, 0, 1]],
    ['(close > 1) == (close > 2)', [1, 2, 3], [1, 0, 1]],
    ['(close > 1) != (close > 2)', [1, 2, 3], [0, 1, 0]],
    ['(close > 1)[1]', [2, 1, 2], [0, 1, 0]],
    ['crossUp(close, 2)', [1, 3, 3, 2, 3], [0, 1, 0, 0, 1]],
    ['crossDown(close, 2)', [1, 3, 2, 1, 1], [0, 0, 0, 1, 0]],
    ['rising(close, 2)', [1, 2, 3, 3, 4], [0, 0, 1, 0, 0]],
    ['falling(close)', [1, 2, 1], [0, 0, 1]],
    ['every(close > 1, 2)', [2, 2, 1, 2, 2], [0, 1, 0, 0, 1]],
    ['insideBar() and useFilter', [1, 1, 2], [0, 1, 0]],
    ['useFilter', [1, 1], [1, 1]],
    ['not useFilter', [1, 1], [0, 0]],
  ])('%s on closes %j is %j', (text, closes, expected) => {
    expect(evaluate(text, closes)).toEqual(expected);
  });

  it('are false where a side is not defined, and their opposite true', () => {
    expect(evaluate('close[1] > 1', [2, 2])).toEqual([0, 1]);
    expect(evaluate('close[1] != 1', [2, 2])).toEqual([0, 1]);
    expect(evaluate('not (close[1] > 1)', [2, 2])).toEqual([1, 0]);
    expect(evaluate('crossUp(close, close[1])', [1, 2, 3])).toEqual([0, 0, 0]);
    expect(evaluate('crossUp(close, close[1])', [3, 2, 3])).toEqual([0, 0, 1]);
  });

  it('hold nothing before the first bar', () => {
    expect(evaluate('(not (close > 5))[1]', [1, 1])).toEqual([0, 1]);
  });
});

describe('an evaluator', () => {
  function countingSma() {
    const calls: number[] = [];
    const indicators = TEST_INDICATORS.map((definition) => ({
      ...definition,
      compute: (input: Parameters<IndicatorDefinition['compute']>[0]) => {
        calls.push(input.numbers[0] ?? NaN);
        return definition.compute(input);
      },
    }));
    return { calls, indicators };
  }
  const candles = candlesOf([1, 2, 3, 4]);

  it('computes what formulas have in common once', () => {
    const { calls, indicators } = countingSma();
    const evaluator = createEvaluator({ candles, periodsPerYear: 252 });
    evaluator.condition(bound('crossUp(sma(close, 2), sma(close, 3))', indicators));
    evaluator.condition(bound('crossDown(sma(close, 2), sma(close, 4))', indicators));
    expect(calls).toEqual([2, 3, 4]);
  });

  it('computes the lines of an indicator together', () => {
    const { calls, indicators } = countingSma();
    const evaluator = createEvaluator({ candles, periodsPerYear: 252 });
    evaluator.condition(bound('envelope(2).upper > envelope(2).middle', indicators));
    expect(calls).toEqual([2]);
  });

  it('forgets what was longest unused', () => {
    const { calls, indicators } = countingSma();
    const evaluator = createEvaluator({ candles, periodsPerYear: 252, maxCachedColumns: 3 });
    for (const n of [1, 2, 1, 3, 1, 2]) evaluator.series(bound(`sma(close, ${n})`, indicators));
    expect(calls).toEqual([1, 2, 3, 2]);
  });

  it('tells a series from a condition', () => {
    const evaluator = createEvaluator({ candles, periodsPerYear: 252 });
    expect(() => evaluator.condition(bound('close'))).toThrow('Expected a condition, but this is a series: close');
    expect(() => evaluator.series(bound('close > 1'))).toThrow(
      'Expected a series, but this is a condition: (close > 1)',
    );
  });

  it('works on no bars at all', () => {
    expect(evaluate('crossUp(sma(close, 2), close[1]) or countTrue(close > 1, 2) > 0', [])).toEqual([]);
  });

  it('names the indicator that gives no column', () => {
    const broken = TEST_INDICATORS.map((definition) => ({ ...definition, compute: () => [new Float64Array(1)] }));
    const evaluator = createEvaluator({ candles, periodsPerYear: 252 });
    expect(() => evaluator.series(bound('insideBar()', broken))).toThrow('insideBar() gave no column of 4 bars');
  });
});
