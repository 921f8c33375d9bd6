import fc from 'fast-check';
import { createBitset, unpackBits } from '#quant/kernels';
import { bindFormula, createBinder } from './bind';
import { createBitEvaluator } from './bit-evaluator';
import { createEvaluator } from './evaluator';
import { candlesOf, someCandles, someCondition, TEST_SCOPE, TEST_VALUES } from './formula.fixture';
import { parseFormula } from './parse';

function parsed(text: string) {
  const result = parseFormula(text, TEST_SCOPE);
  fc.pre(result.ok);
  return result.formula;
}

/** Three times as many bars, so that there are several words. */
const longCandles = someCandles.map((candles) => {
  const { symbol, interval, time, ...columns } = candles;
  const thrice = (column: Float64Array) => Float64Array.of(...column, ...column, ...column);
  const { open, high, low, close, volume } = columns;
  return {
    ...{ symbol, interval, time: Float64Array.from({ length: 3 * time.length }, (_, bar) => bar * 3_600_000) },
    ...{ open: thrice(open), high: thrice(high), low: thrice(low), close: thrice(close), volume: thrice(volume) },
  };
});

describe('conditions as bits', () => {
  it('are the conditions bar by bar, from the warm-up on', () => {
    let held = 0;
    fc.assert(
      fc.property(fc.array(someCondition, { minLength: 1, maxLength: 3 }), longCandles, (texts, candles) => {
        const options = { candles, periodsPerYear: 365 * 24 };
        const bits = createBitEvaluator(options);
        const bars = createEvaluator(options);
        const out = createBitset(candles.time.length).fill(0xffff_ffff);
        for (const text of texts) {
          const formula = bindFormula(parsed(text), TEST_VALUES);
          fc.pre(formula.type === 'condition');
          bits.read(formula, out);
          const expected = bars.condition(formula).slice().fill(0, 0, bars.firstBar(formula));
          expect([...unpackBits(out, expected.length)]).toEqual([...expected]);
          held += expected.includes(1) ? 1 : 0;
        }
      }),
      { numRuns: 1_000 },
    );
    expect(held).toBeGreaterThan(300);
  });

  it('refuse a series', () => {
    const candles = candlesOf([1, 2, 3]);
    const evaluator = createBitEvaluator({ candles, periodsPerYear: 252 });
    const formula = bindFormula(parsed('close'), {});
    expect(() => evaluator.read(formula, createBitset(3))).toThrow(/^Expected a condition/);
  });
});

describe('a binder', () => {
  it('gives what binding each time gives, whatever was bound before', () => {
    const formula = parsed('crossUp(sma(close, n), close * k) and (not useFilter or sma(close, n) > k)');
    const binder = createBinder(formula);
    const points = fc.record({
      n: fc.integer({ min: 1, max: 3 }),
      k: fc.constantFrom(0, -0, 1.5),
      useFilter: fc.boolean(),
    });
    fc.assert(fc.property(points, (values) => expect(binder(values)).toEqual(bindFormula(formula, values))));
  });

  it('tells every time that a value is missing or out of range', () => {
    const binder = createBinder(parsed('close > sma(close, n)'));
    expect(binder({ n: 2 }).root.key).toBe('(close > sma(close, 2))');
    for (let i = 0; i < 2; i++) {
      expect(() => binder({})).toThrow('"n"');
      expect(() => binder({ n: 0 })).toThrow('from 1');
    }
  });
});
