import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatFormula } from './format';
import { TEST_SCOPE } from './formula.fixture';
import { parseFormula } from './parse';
import { readSyntax } from './syntax';

function parsed(text: string) {
  const result = parseFormula(text, TEST_SCOPE);
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.issues)}`);
  return result.formula;
}

function issuesOf(text: string, expected?: 'series' | 'condition') {
  const result = parseFormula(text, TEST_SCOPE, expected);
  return result.ok ? [] : result.issues;
}

describe('a formula', () => {
  it.each([
    ['close', 'series', 'price'],
    ['volume * 2', 'series', 'volume'],
    ['close / sma(close, n)', 'series', 'ratio'],
    ['close / sma(close, n) * close', 'series', 'price'],
    ['close - 2 * k', 'series', 'price'],
    ['close + volume', 'series', undefined],
    ['sma(volume, 20)', 'series', 'volume'],
    ['-envelope(20, 0.1).upper[1]', 'series', 'price'],
    ['max(close, open, sma(close, 3))', 'series', 'price'],
    ['if(close > open, close, open)', 'series', 'price'],
    ['log(close)', 'series', undefined],
    ['barsSince(close > open)', 'series', 'count'],
    ['hour()', 'series', 'count'],
    ['sqrt(n) * 2', 'number', undefined],
    ['if(useFilter, n, 2)', 'number', undefined],
    ['close > open', 'condition', undefined],
    ['crossUp(close, 5)[1] and insideBar()', 'condition', undefined],
    ['useFilter and maType == "ema"', 'boolean', undefined],
    ['useFilter or close > k', 'condition', undefined],
  ])('%s is a %s in %s', (text, type, unit) => {
    const formula = parsed(text);
    expect(formula.type).toBe(type);
    expect(formula.unit).toBe(unit);
  });

  it('names the parameters it reads', () => {
    expect(parsed('if(useFilter, sma(close, n), close) > k + n').parameters).toEqual(['useFilter', 'n', 'k']);
  });

  it.each([
    ['close>open&&volume>0||!useFilter', 'close > open and volume > 0 or not useFilter'],
    ['((close))+((open)*2)', 'close + open * 2'],
    ['(close+open)*2-(1-k)', '(close + open) * 2 - (1 - k)'],
    ['close-(open-low)', 'close - (open - low)'],
    ['-(close)[1]', '-close[1]'],
    ['(-close)[n-1]', '(-close)[n - 1]'],
    ['not(close>open and useFilter)', 'not (close > open and useFilter)'],
    ['not close > open', 'not close > open'],
    ['(close > open) == useFilter', '(close > open) == useFilter'],
    ["maType != 'ema'", 'maType != "ema"'],
    ['maType == \'say "hi"\'', 'maType == \'say "hi"\''],
    ['1.50 + .5e1', '1.5 + 5'],
    ['envelope().upper', 'envelope(2, 0.1).upper'],
    ['change(close)', 'change(close, 1)'],
    ['barIndex + barsPerYear', 'barIndex + barsPerYear'],
    ["htf('1w',close>open)", 'htf("1w", close > open)'],
    ['htf(maType, sma(close, n))[1]', 'htf(maType, sma(close, n))[1]'],
    ['insideBar() and close > open', 'insideBar() != 0 and close > open'],
    ['not insideBar()[1]', 'not insideBar()[1] != 0'],
  ])('%s is written %s', (text, canonical) => {
    expect(formatFormula(parsed(text))).toBe(canonical);
  });
});

describe('a formula is refused with its place', () => {
  it.each([
    ['sma(close, m)', 'unknown-name', 'm', undefined],
    ['cloes > 1', 'unknown-name', 'cloes', 'Did you mean close?'],
    ['crossup(close, open)', 'unknown-name', 'crossup', 'Did you mean crossUp?'],
    ['smaa(close, 3)', 'unknown-name', 'smaa', 'Did you mean sma?'],
    ['sma(close)', 'arity', 'sma(close)', 'Write sma(x, n)'],
    ['sma(close, 3, 4)', 'arity', 'sma(close, 3, 4)', 'Write sma(x, n)'],
    ['1 + max(close)', 'arity', 'max(close)', 'Write max(a, b, …)'],
    ['change(close, 1, 2)', 'arity', 'change(close, 1, 2)', 'Write change(x, n = 1)'],
    ['if(useFilter, 1)', 'arity', 'if(useFilter, 1)', 'Write if(condition, a, b)'],
    ['sma(close, open)', 'type', 'open', undefined],
    ['sma(close > open, 3)', 'type', 'close > open', 'Write if(condition, 1, 0) to count a condition'],
    ['close and open > 1', 'type', 'close', 'Compare it with something, for example "> 0"'],
    ['not close', 'type', 'close', 'Compare it with something, for example "> 0"'],
    ['(close > open) + 1', 'type', 'close > open', undefined],
    ['maType > "ema"', 'type', 'maType > "ema"', undefined],
    ['open < close < high', 'type', 'open < close < high', 'Write "a < b and b < c" for a value between two others'],
    ['close[open]', 'type', 'open', undefined],
    ['n[1]', 'type', 'n', undefined],
    ['"ema"', 'type', '"ema"', undefined],
    ['sma(close, 0)', 'range', '0', undefined],
    ['sma(close, 2.5)', 'range', '2.5', undefined],
    ['sma(close, 10 / 0)', 'range', '10 / 0', undefined],
    ['rising(close, 0)', 'range', '0', undefined],
    ['close[0.5]', 'range', '0.5', undefined],
    ['close[-1]', 'look-ahead', '-1', 'Write [1] to look back'],
    ['close[2 - 3]', 'look-ahead', '2 - 3', 'Write [1] to look back'],
    ['envelope(3)', 'output', 'envelope(3)', 'Write envelope(…).middle or envelope(…).upper'],
    ['envelope(3).lower', 'output', 'lower', 'Write envelope(…).middle or envelope(…).upper'],
    ['close.upper', 'output', 'upper', undefined],
    ['htf("1w")', 'arity', 'htf("1w")', 'Write htf("1w", x)'],
    ['htf("2w", close > open)', 'range', '"2w"', undefined],
    ['htf(n, close > open)', 'type', 'n', undefined],
    ['htf("1w", n)', 'type', 'n', undefined],
    ['htf("1w", htf("1M", close))', 'type', 'htf("1M", close)', 'Join both with "and"'],
    ['htf("1w", close > barOfSession())', 'type', 'close > barOfSession()', undefined],
    ['close > htf', 'syntax', 'htf', 'Write htf(…)'],
    ['barsSinceEntry >= n', 'misplaced', 'barsSinceEntry', undefined],
    ['lastTrade() > 0', 'syntax', 'lastTrade', 'Write lastTrade without brackets'],
    ['buyStop(high)', 'misplaced', 'buyStop', 'Give it as the order of a rule: enterLongOrder'],
    ['close > open ; buyStop(high)', 'misplaced', ';', 'Give it as the order of the rule'],
    ['sma > 3', 'syntax', 'sma', 'Write sma(…)'],
    ['barIndex() > 3', 'syntax', 'barIndex()', 'Write barIndex without brackets'],
    ['close = open', 'syntax', 'close = open', 'Write == to compare'],
    ['max(close, (open)', 'syntax', '(', undefined],
    ['close) > 1', 'syntax', ')', undefined],
    ['(close]', 'syntax', ']', undefined],
    ['maType == "ema', 'syntax', '"', undefined],
    ['close > > 1', 'syntax', '>', undefined],
    ['close 5', 'syntax', '5', undefined],
    ['clöse', 'syntax', 'ö', undefined],
  ])('%s: %s at %s', (text, code, place, hint) => {
    const [issue, ...others] = issuesOf(text);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ code, ...(hint === undefined ? {} : { hint }) });
    expect(text.slice(issue?.start, issue?.end)).toBe(place);
  });

  it('tells all it finds', () => {
    expect(issuesOf('foo(close) > sma(bar, 0) and close').map(({ code }) => code)).toEqual([
      'unknown-name',
      'unknown-name',
      'range',
      'type',
    ]);
  });

  it('tells what was expected where the text ends too early', () => {
    expect(issuesOf('close >')).toEqual([
      {
        code: 'syntax',
        message: 'The formula ends too early',
        start: 7,
        end: 7,
        hint: 'Expected "(", "-", a name, a number, a text in quotes',
      },
    ]);
  });

  it('when a rule is not a condition or a price not a series', () => {
    expect(issuesOf('close', 'condition')).toMatchObject([{ code: 'type', start: 0, end: 5 }]);
    expect(issuesOf('close > open', 'series')).toMatchObject([{ code: 'type', start: 0, end: 12 }]);
    expect(issuesOf('insideBar()', 'condition')).toEqual([]);
    expect(issuesOf('insideBar()', 'series')).toEqual([]);
  });

  it('when a parameter has the name of something else', () => {
    const parameters = { close: 'number', entry: 'number', nr: 'number', length: 'number' } as const;
    const result = parseFormula('close > length', { parameters, indicators: [] });
    expect(result).toMatchObject({ ok: false, issues: [{ code: 'reserved-name' }, { code: 'reserved-name' }] });
  });
});

const catalogue = join(__dirname, '../../../../shared/catalogue/strategies.json');

(existsSync(catalogue) ? describe : describe.skip)('the strategy catalogue', () => {
  it('is written in this grammar, order prices aside', () => {
    const { strategies } = JSON.parse(readFileSync(catalogue, 'utf8'));
    const rules: string[] = strategies
      .flatMap((strategy: Record<string, string>) => [
        strategy.entryLong,
        strategy.exitLong,
        strategy.entryShort,
        strategy.exitShort,
      ])
      .filter((rule: string) => rule !== '')
      .map((rule: string) => rule.split(';')[0]);
    expect(rules.length).toBeGreaterThan(300);
    expect(rules.filter((rule) => 'issue' in readSyntax(rule))).toEqual([]);
  });
});
