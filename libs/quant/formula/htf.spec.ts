import { INDICATORS } from '#quant/indicators';
import { candlesOf } from '#testing';
import { bindFormula } from './bind';
import { createEvaluator } from './evaluator';
import { parseFormula } from './parse';

const _ = NaN;
const DAY_MS = 86_400_000;

/** Two weeks of weekdays and a Monday, from Monday 2024-01-01 on; closes 1, 2, 3 …, each bar two high and one low. */
function weekdays() {
  const bars = candlesOf(11, (i) => ({ open: i, high: i + 2, low: i, close: i + 1, volume: 10 }));
  const time = bars.time.map((_label, i) => Date.UTC(2024, 0, 1) + (i + 2 * Math.floor(i / 5)) * DAY_MS);
  return { ...bars, time };
}

function bound(text: string, parameters: Record<string, string> = {}) {
  const kinds = Object.fromEntries(Object.keys(parameters).map((name) => [name, 'string' as const]));
  const parsed = parseFormula(text, { parameters: kinds, indicators: INDICATORS });
  if (!parsed.ok) throw new Error(`${text}: ${JSON.stringify(parsed.issues)}`);
  return bindFormula(parsed.formula, parameters);
}

const evaluator = () => createEvaluator({ candles: weekdays(), periodsPerYear: 252 });

function evaluate(text: string): number[] {
  const formula = bound(text);
  return [...(formula.type === 'series' ? evaluator().series(formula) : evaluator().condition(formula))];
}

describe('higher bars in a formula', () => {
  it.each([
    ['htf("1w", close)', [_, _, _, _, _, 5, 5, 5, 5, 5, 10]],
    ['htf("1w", close)[1]', [_, _, _, _, _, _, 5, 5, 5, 5, 5]],
    ['htf("1w", close[1])', [_, _, _, _, _, _, _, _, _, _, 5]],
    ['htf("1w", high - open)', [_, _, _, _, _, 6, 6, 6, 6, 6, 6]],
    ['htf("1w", close > 5)', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
    ['htf("1w", sma(close, 2))', [_, _, _, _, _, _, _, _, _, _, 7.5]],
    ['htf("4h", close)', [_, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['3 * pivots("1w").p', [_, _, _, _, _, 11, 11, 11, 11, 11, 26]],
    ['pivots().r2 - pivots("1d").p', [_, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]],
  ])('%s', (text, expected) => {
    expect(evaluate(text).map((value) => Number(value.toFixed(12)))).toEqual(expected);
  });

  it('is annualised by its own bars', () => {
    expect(evaluate('htf("1w", barsPerYear)')[5]).toBe(52);
    expect(evaluate('htf("1M", barsPerYear)')[10]).toBe(_);
    expect(evaluate('htf("1d", barsPerYear)')[1]).toBe(252);
  });

  it('takes its interval from a parameter, which must be one', () => {
    const formula = (interval: string) => bound('htf(tf, close)', { tf: interval });
    expect(formula('1w').key).toBe('htf("1w", close)');
    expect(() => formula('weekly')).toThrow('tf is "weekly", which is no interval');
  });

  it('tells from which bar on it can be defined', () => {
    const first = (text: string) => evaluator().firstBar(bound(text));
    expect(first('htf("1w", sma(close, 2) > 3)')).toBe(10);
    expect(first('not htf("1w", close > 3)[1]')).toBe(6);
    expect(first('htf("1w", close) > sma(close, 8)')).toBe(7);
    expect(first('htf("1M", close > 3)')).toBe(11);
    expect(first('sma(close, 3) > 1')).toBe(2);
  });

  it('is undefined, not false, in what is made of it before that', () => {
    expect(evaluate('if(htf("1w", close > 5), 1, 0)')).toEqual([_, _, _, _, _, 0, 0, 0, 0, 0, 1]);
  });
});
