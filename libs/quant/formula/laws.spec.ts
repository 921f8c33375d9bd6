import fc from 'fast-check';
import type { Candles } from '#quant/candles';
import { bindFormula } from './bind';
import { createEvaluator } from './evaluator';
import { formatFormula } from './format';
import { candlesOf, someCandles, someCondition, someSeries, TEST_SCOPE, TEST_VALUES } from './formula.fixture';
import { FormulaError } from './issues';
import { parseFormula } from './parse';

/** Null for a formula that grew beyond the limits. */
function parsed(text: string) {
  const result = parseFormula(text, TEST_SCOPE);
  if (result.ok) return result.formula;
  if (result.issues.every(({ code }) => code === 'too-large' || code === 'too-deep' || code === 'too-long'))
    return null;
  throw new Error(`${text}: ${JSON.stringify(result.issues)}`);
}

function bound(text: string) {
  const formula = parsed(text);
  fc.pre(formula !== null);
  return bindFormula(formula, TEST_VALUES);
}

function evaluate(text: string, candles: Candles): Float64Array | Uint8Array {
  const formula = bound(text);
  const evaluator = createEvaluator({ candles, periodsPerYear: 365 * 24 });
  return formula.type === 'series' ? evaluator.series(formula) : evaluator.condition(formula);
}

function firstBars(candles: Candles, count: number): Candles {
  const { symbol, interval, ...columns } = candles;
  const cut = Object.entries(columns).map(([name, column]) => [name, column.slice(0, count)] as const);
  return { symbol, interval, ...(Object.fromEntries(cut) as typeof columns) };
}

const someFormula = fc.oneof(someSeries, someCondition);

describe('laws of formulas', () => {
  it('no formula sees the future: the value on a prefix is the prefix of the value, bit for bit', () => {
    fc.assert(
      fc.property(someFormula, someCandles, fc.nat(), (text, candles, cut) => {
        const count = cut % (candles.time.length + 1);
        expect(evaluate(text, firstBars(candles, count))).toEqual(evaluate(text, candles).slice(0, count));
      }),
      { numRuns: 1_000 },
    );
  });

  it('no series is defined before its warm-up', () => {
    fc.assert(
      fc.property(someSeries, someCandles, (text, candles) => {
        const column = evaluate(text, candles);
        expect(column.slice(0, bound(text).warmup).every(Number.isNaN)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('the canonical spelling means the same', () => {
    fc.assert(
      fc.property(someFormula, (text) => {
        const formula = parsed(text);
        fc.pre(formula !== null);
        const canonical = formatFormula(formula);
        expect(parsed(canonical)?.root).toEqual(formula.root);
        expect(formatFormula({ ...formula, text: canonical })).toBe(canonical);
      }),
      { numRuns: 1_000 },
    );
  });

  it('the key of a bound formula tells all about it: read as a formula it is bound to the same', () => {
    fc.assert(
      fc.property(someFormula, (text) => {
        const { key, root } = bound(text);
        fc.pre(!/NaN|Infinity/.test(key));
        expect(bound(key).root).toEqual(root);
      }),
      { numRuns: 1_000 },
    );
  });

  it('a small cache changes nothing', () => {
    fc.assert(
      fc.property(fc.array(someSeries, { minLength: 1, maxLength: 4 }), someCandles, (texts, candles) => {
        const small = createEvaluator({ candles, periodsPerYear: 252, maxCachedColumns: 1 });
        const large = createEvaluator({ candles, periodsPerYear: 252 });
        for (const text of texts) expect(small.series(bound(text))).toEqual(large.series(bound(text)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('hostile input', () => {
  const TOKENS = [
    '(', ')', '[', ']', ',', '.', '-', '+', '*', '/', '<', '>', '==', '!=', '=', '!', 'not', 'and', '||', '"', "'", ';',
    '1', '0', '-1', '1e999', '.5', '9007199254740993', 'close', 'volume', 'n', 'k', 'useFilter', 'maType', '"ema"', 'sma',
    'envelope', 'insideBar', 'upper', 'if', 'crossUp', 'valueWhen', 'change', 'max', 'hour', 'barIndex', 'htf', 'entry',
    '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'true', 'null', 'NaN', 'ω', '💥', '\u0000', '\u2028',
  ]; // prettier-ignore
  const soup = fc.array(fc.constantFrom(...TOKENS), { maxLength: 30 }).map((tokens) => tokens.join(' '));
  const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme' }), soup);

  it('any text is a formula or is refused with places inside the text; never an exception', () => {
    const evaluator = createEvaluator({ candles: candlesOf([1, 2, 3]), periodsPerYear: 252 });
    fc.assert(
      fc.property(anyText, (text) => {
        const result = parseFormula(text, TEST_SCOPE, 'series');
        if (result.ok) {
          expect(evaluator.series(bindFormula(result.formula, TEST_VALUES))).toHaveLength(3);
          return;
        }
        expect(result.issues).not.toHaveLength(0);
        const inside = result.issues.every(({ start, end }) => 0 <= start && start <= end && end <= text.length);
        expect(inside).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  it('any parameter values bind or are refused as a FormulaError', () => {
    const value = fc.oneof(
      fc.double(),
      fc.integer({ min: -2, max: 5 }),
      fc.boolean(),
      fc.constantFrom('ema', undefined),
    );
    const values = fc.record({ n: value, k: value, useFilter: value, maType: value }, { requiredKeys: [] });
    fc.assert(
      fc.property(someFormula, values, (text, raw) => {
        const formula = parsed(text);
        fc.pre(formula !== null);
        try {
          const { warmup } = bindFormula(formula, JSON.parse(JSON.stringify(raw)));
          expect(Number.isInteger(warmup)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(FormulaError);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['4,001 characters', 'too-long', ' '.repeat(4_001)],
    ['65 brackets', 'too-deep', `${'('.repeat(65)}close${')'.repeat(65)}`],
    ['65 indices within each other', 'too-deep', `close${'[n'.repeat(65)}${']'.repeat(65)}`],
    ['a sum of 501', 'too-large', `close${' + 1'.repeat(500)}`],
    ['3,000 signs', 'too-large', `${'-'.repeat(3_000)}close`],
    ['900 times not', 'too-large', `${'not '.repeat(900)}useFilter`],
    ['1,000 indices in a row', 'too-large', `close${'[1]'.repeat(1_000)}`],
    ['a number beyond the doubles', 'number-too-large', '1e400'],
    ['60 open brackets', 'syntax', '('.repeat(60)],
    ['60 unfinished calls', 'syntax', `${'f('.repeat(60)}1 +${')'.repeat(60)}`],
    ['nothing', 'syntax', ''],
    ['the prototype', 'unknown-name', '__proto__'],
    ['the constructor', 'unknown-name', 'constructor(close)'],
    ['a line named like the constructor', 'output', 'envelope(2).constructor'],
    ['a line named like the prototype', 'output', 'envelope(2).__proto__'],
  ])('%s is refused as %s', (_what, code, text) => {
    expect(parseFormula(text, TEST_SCOPE)).toMatchObject({ ok: false, issues: [{ code }] });
  });

  it('is accepted up to the limits', () => {
    expect(parseFormula(`${'('.repeat(64)}close${')'.repeat(64)}`, TEST_SCOPE).ok).toBe(true);
    expect(parseFormula(`close${' + 1'.repeat(249)}`, TEST_SCOPE).ok).toBe(true);
  });
});
