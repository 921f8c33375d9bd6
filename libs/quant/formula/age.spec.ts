import { readsOnlyAge, splitAge } from './age';
import { bindFormula } from './bind';
import { TEST_SCOPE, TEST_VALUES } from './formula.fixture';
import { parseFormula } from './parse';
import { RULE_STATE } from './vocabulary';

function parse(text: string) {
  const result = parseFormula(text, { ...TEST_SCOPE, state: RULE_STATE });
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.issues)}`);
  return result.formula;
}

describe('a rule that reads only the age of the position', () => {
  it.each([
    ['barsSinceEntry >= n', null, 3],
    ['close > open or barsSinceEntry >= 2 * n', '(close > open)', 6],
    ['barsSinceEntry >= 4 or close > open', '(close > open)', 4],
    ['close > 1 or barsSinceEntry >= 4 or open > 1 or barsSinceEntry >= n', '((close > 1) or (open > 1))', 3],
    ['useFilter or barsSinceEntry >= 4', 'true', null],
    ['not useFilter or barsSinceEntry >= 4', null, 4],
    ['barsSinceEntry >= 0 / (n - 3)', null, null],
    ['close > sma(close, n)', '(close > sma(close, 3))', null],
  ])('%s holds where %s does, and from the age %s on', (text, condition, age) => {
    const formula = parse(text);
    expect(readsOnlyAge(formula)).toBe(true);
    const parts = splitAge(bindFormula(formula, TEST_VALUES));
    expect({ condition: parts.condition?.key ?? null, age: parts.age }).toEqual({ condition, age });
  });

  it.each([
    'barsSinceEntry >= close',
    'barsSinceEntry == 3',
    'barsSinceEntry < 3',
    '3 <= barsSinceEntry',
    'barsSinceEntry + 1 >= 3',
    'close > open and barsSinceEntry >= 3',
    'not (barsSinceEntry >= 3)',
    'close > open or entry > close',
    'entry >= 3',
  ])('%s is none', (text) => expect(readsOnlyAge(parse(text))).toBe(false));
});
