import { bindFormula } from './bind';
import { TEST_SCOPE, TEST_VALUES } from './formula.fixture';
import { parseFormula } from './parse';
import type { ParameterSet } from '../space/space.types';

function bind(text: string, values: ParameterSet = TEST_VALUES) {
  const result = parseFormula(text, TEST_SCOPE);
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.issues)}`);
  return bindFormula(result.formula, values);
}

describe('binding a formula', () => {
  it.each([
    ['sma(close, n * 2)', 'sma(close, 6)'],
    ['close > sma(close, n) * (1 + k / 100)', '(close > (sma(close, 3) * 1.015))'],
    ['change(close)', 'change(close, 1)'],
    ['close[0]', 'close'],
    ['close[n - 1]', 'close[2]'],
    ['(-close)[1]', '(-close)[1]'],
    ['-close[1]', '(-close[1])'],
    ['envelope(n).upper', 'envelope(3, 0.1).upper'],
    ['useFilter and close > open', '(close > open)'],
    ['not useFilter and close > open', 'false'],
    ['close > open or maType == "sma"', 'true'],
    ['(close > open) != useFilter or close > 1', '((not (close > open)) or (close > 1))'],
    ['if(maType == "ema", open, if(useFilter, high, low))', 'high'],
    ['if(useFilter, 2, close) * 3', '6'],
    ['-if(useFilter, 0, close)', '-0'],
  ])('%s becomes %s', (text, key) => {
    expect(bind(text).key).toBe(key);
  });

  it.each([
    ['close', 0],
    ['5', 0],
    ['close[4]', 4],
    ['sma(close, n)', 2],
    ['sma(sma(close, n), 5)[1]', 7],
    ['sma(close, n) - sma(close, 10)', 9],
    ['crossUp(sma(close, n), sma(close, 10))', 10],
    ['rising(close, 4)', 4],
    ['every(rising(close, 4), 3)', 6],
    ['countTrue(close > sma(close, n), 3)', 4],
    ['change(close, 7)', 7],
    ['valueWhen(close > open[1], close, 2)', 3],
    ['if(close > close[3], close, sma(close, 10))', 9],
    ['not (close[3] > 1) or close > close[5]', 5],
    ['insideBar() and useFilter', 1],
    ['highestEver(close[3])', 3],
    ['if(useFilter, close, close[100])', 0],
  ])('%s is warm after %s bars', (text, warmup) => {
    expect(bind(text).warmup).toBe(warmup);
  });

  it('does not look at what the parameters switch off', () => {
    const { key } = bind('if(useFilter, sma(close, n), close)', { useFilter: false });
    expect(key).toBe('close');
  });

  it.each([
    ['close[n]', { n: -1 }, 'look-ahead', 'close[n] would read the future: its index is -1'],
    ['close[n]', { n: 1.5 }, 'range', 'close[n]: "index" must be a whole number from 0 to 1000000 but is 1.5'],
    ['close[n]', {}, 'missing-parameter', 'The formula reads the parameter "n", which has no value'],
    ['close > k', { k: '1' }, 'type', 'Parameter "k" must be a number, but is "1"'],
    ['sma(close, n)', { n: 0 }, 'range', 'sma(close, n): "n" must be a whole number from 1 to 1000000 but is 0'],
    ['rising(close, n)', { n: 0 }, 'range', 'rising(close, n): "n" must be a whole number from 1 to 1000000 but is 0'],
    ['envelope(2, -k).upper', { k: 1 }, 'range', 'envelope(2, -k).upper: "width" must be a number from 0'],
  ])('%s with %j is refused as %s', (text, values: ParameterSet, code, message) => {
    expect(() => bind(text, values)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});
