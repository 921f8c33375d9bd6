import { tradingCalendar } from '#quant/candles';
import { INDICATORS } from '#quant/indicators';
import { candlesOf } from '#testing';
import { bindFormula } from './bind';
import { createEvaluator } from './evaluator';
import { parseFormula } from './parse';

const _ = NaN;

/** Bars of these labels with closes 1, 2, 3 …; each opens one below its close, reaches two above and three below, and has volume 10. */
function barsAt(interval: '1h' | '1d', ...labels: string[]) {
  const bars = candlesOf(labels.length, (i) => ({ open: i, high: i + 3, low: i - 2, close: i + 1, volume: 10 }));
  return { ...bars, interval, time: Float64Array.from(labels, (label) => Date.parse(`${label}Z`)) };
}

const DAYS = ['2024-03-27T00:00', '2024-03-28T00:00', '2024-04-01T00:00', '2024-04-02T00:00'];
const HOURS = ['2024-03-28T19:00', '2024-03-28T20:00', '2024-04-01T14:00', '2024-04-01T15:00', '2024-04-01T16:00'];

function evaluate(text: string, candles = barsAt('1h', ...HOURS)): number[] {
  const parsed = parseFormula(text, { parameters: {}, indicators: INDICATORS });
  if (!parsed.ok) throw new Error(`${text}: ${JSON.stringify(parsed.issues)}`);
  const formula = bindFormula(parsed.formula, {});
  const evaluator = createEvaluator({ candles, periodsPerYear: 252 });
  return [...(formula.type === 'series' ? evaluator.series(formula) : evaluator.condition(formula))];
}

describe('within a session', () => {
  it.each([
    ['sessionOpen()', [1, 0, 1, 0, 0]],
    ['barOfSession()', [0, 1, 0, 1, 2]],
    ['sessionHigh()', [3, 4, 5, 6, 7]],
    ['sessionLow()', [-2, -2, 0, 0, 0]],
    ['prevSession.open', [_, _, 0, 0, 0]],
    ['prevSession().high', [_, _, 4, 4, 4]],
    ['prevSession.low', [_, _, -2, -2, -2]],
    ['prevSession.close', [_, _, 2, 2, 2]],
    ['orHigh(30)', [_, 3, _, 5, 5]],
    ['orHigh(120)', [_, _, _, _, 6]],
    ['orLow(30)', [_, -2, _, 0, 0]],
    ['3 * vwapS().vwap', [2, 3.5, 8, 9.5, 11]],
    ['vwapS().sd[3]', [_, _, _, 0, 0.5]],
  ])('%s', (text, expected) => {
    expect(evaluate(text).map((value) => Number(value.toFixed(12)))).toEqual(expected);
  });

  it('has one bar on daily bars', () => {
    const days = barsAt('1d', ...DAYS);
    expect(evaluate('barOfSession()', days)).toEqual([0, 0, 0, 0]);
    expect(evaluate('prevSession.close', days)).toEqual([_, 1, 2, 3]);
    expect(evaluate('orHigh(30)', days)).toEqual([_, _, _, _]);
  });

  it('counts minutes from its first bar, not from midnight', () => {
    expect(evaluate('orLow(60)')).toEqual([_, -2, _, 0, 0]);
  });
});

describe('trading days', () => {
  it.each([
    // Good Friday, the 29th, is known from the labels; what comes after the data from the weekdays.
    ['tradingDaysLeftInMonth()', [1, 0, 21, 20]],
    ['tradingDayOfMonth()', [19, 20, 1, 2]],
    ['nextDayOfWeek()', [4, 1, 2, 3]],
  ])('%s', (text, expected) => {
    expect(evaluate(text, barsAt('1d', ...DAYS))).toEqual(expected);
  });

  it('is the same day until the session ends', () => {
    expect(evaluate('nextDayOfWeek()')).toEqual([4, 1, 1, 1, 1]);
  });

  it('are the same for fewer bars, but for holidays that these do not show', () => {
    const candles = barsAt('1d', ...DAYS.slice(0, 1));
    expect(evaluate('tradingDaysLeftInMonth()', candles)).toEqual([2]);
    const parsed = parseFormula('tradingDaysLeftInMonth()', { parameters: {}, indicators: [] });
    if (!parsed.ok) throw new Error('unreadable');
    const calendar = tradingCalendar(barsAt('1d', ...DAYS));
    const evaluator = createEvaluator({ candles, periodsPerYear: 252, calendar });
    expect([...evaluator.series(bindFormula(parsed.formula, {}))]).toEqual([1]);
  });
});
