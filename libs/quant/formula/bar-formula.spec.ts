import * as fc from 'fast-check';
import { bindFormula } from './bind';
import { createBarFormula } from './bar-formula';
import { readsState } from './bound';
import { createEvaluator } from './evaluator';
import { candlesOf, someCandles, someCondition, someSeries, TEST_SCOPE, TEST_VALUES } from './formula.fixture';
import { formatFormula } from './format';
import { parseFormula } from './parse';
import { type PositionState, RULE_STATE, UNKNOWN_STATE } from './vocabulary';

const SCOPE = { ...TEST_SCOPE, state: RULE_STATE };

function parsed(text: string) {
  const result = parseFormula(text, SCOPE);
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.issues)}`);
  return result.formula;
}

function barFormula(text: string, closes: number[]) {
  const evaluator = createEvaluator({ candles: candlesOf(closes), periodsPerYear: 252 });
  return createBarFormula(bindFormula(parsed(text), TEST_VALUES), evaluator);
}

const held = (state: Partial<PositionState>): PositionState => ({ ...UNKNOWN_STATE, ...state });

describe('a formula that reads the position', () => {
  const state = held({ barsSinceEntry: 3, entry: 10, lastTrade: -0.5, highestSinceEntry: 14 });

  it.each([
    ['barsSinceEntry >= n', 1],
    ['barsSinceEntry > n', 0],
    ['close - entry', 2],
    ['-entry / 4', -2.5],
    ['max(entry, close, 11)', 12],
    ['abs(lastTrade)', 0.5],
    ['not (close < entry) and close[1] < entry + 2', 1],
    ['close > entry == useFilter', 1],
    ['close > entry != (barsSinceEntry == 3)', 0],
    ['if(lastTrade < 0, sma(close, 2), entry)', 11.5],
    ['if(insideBar(), entry, highestSinceEntry)', 14],
    ['lowestSinceEntry > 0 or lowestSinceEntry <= 0', 0],
  ])('%s is %d', (text, expected) => {
    expect(barFormula(text, [9, 11, 12])(2, state)).toBe(expected);
  });

  it('leaves undefined what chooses by a condition that warms up', () => {
    const choose = barFormula('if(close > sma(close, 3), entry, 0)', [1, 2, 3]);
    expect([choose(1, state), choose(2, state)]).toEqual([NaN, 10]);
  });

  it('is not read where the parameters switch it off', () => {
    const { root } = bindFormula(parsed('if(useFilter, close, entry)'), TEST_VALUES);
    expect(readsState(root)).toBe(false);
  });

  it.each([
    'entry[1]',
    'crossUp(close, entry)',
    'sma(entry, 3)',
    'barsSince(close > entry)',
    'htf("1w", close > entry)',
  ])('%s is refused: the position has no history', (text) => {
    expect(parseFormula(text, SCOPE)).toMatchObject({ ok: false, issues: [{ code: 'misplaced' }] });
  });

  it('is written as it is read', () => {
    const text = 'close > entry * 2 and barsSinceEntry >= n';
    expect(formatFormula(parsed(text))).toBe(text);
  });

  it('gives bar by bar what the columns give', () => {
    fc.assert(
      fc.property(fc.oneof(someSeries, someCondition), someCandles, (text, candles) => {
        const result = parseFormula(text, SCOPE);
        fc.pre(result.ok);
        const formula = bindFormula(result.formula, TEST_VALUES);
        const evaluator = createEvaluator({ candles, periodsPerYear: 252 });
        const column = formula.type === 'series' ? evaluator.series(formula) : evaluator.condition(formula);
        const valueAt = createBarFormula(formula, evaluator);
        expect(Array.from(column, (_, bar) => valueAt(bar, UNKNOWN_STATE))).toEqual([...column]);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same whether a part reads the position or is written as a number', () => {
    fc.assert(
      fc.property(someCondition, someSeries, someCandles, (condition, series, candles) => {
        const evaluator = createEvaluator({ candles, periodsPerYear: 252 });
        const columnOf = (text: string) => {
          const result = parseFormula(text, SCOPE);
          fc.pre(result.ok);
          const valueAt = createBarFormula(bindFormula(result.formula, TEST_VALUES), evaluator);
          return Array.from(candles.close, (_, bar) => valueAt(bar, held({ entry: 2 })));
        };
        const text = (entry: string) =>
          `if((${condition}) and not (${series} > ${entry}), -(${series}), ${entry} * k) < ${entry}`;
        expect(columnOf(text('entry'))).toEqual(columnOf(text('2')));
      }),
      { numRuns: 300 },
    );
  });
});
