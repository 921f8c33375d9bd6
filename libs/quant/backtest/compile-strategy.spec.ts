import { Rejected } from '#kernel';
import { INDICATORS } from '#quant/indicators';
import type { StrategyDefinition } from '#quant/strategies';
import { compileStrategy, requireStrategy } from './compile-strategy';

const number = { kind: 'integer', default: 20, min: 2, max: 200, step: 1 } as const;

function strategy(rest: Partial<StrategyDefinition>): StrategyDefinition {
  return {
    name: 'breakout',
    title: 'Breakout',
    category: 'breakout',
    version: 1,
    direction: 'long',
    parameters: { n: number },
    constraints: [],
    enterLong: 'close > highest(high, n)[1]',
    ...rest,
  };
}

function issues(rest: Partial<StrategyDefinition>) {
  const result = compileStrategy(strategy(rest), INDICATORS);
  return result.ok ? [] : result.issues.map(({ rule, message }) => `${rule}: ${message}`);
}

function rulesOf(rest: Partial<StrategyDefinition>) {
  const { rules } = requireStrategy(strategy(rest), INDICATORS).bind({ n: 20 });
  return Object.fromEntries(Object.entries(rules).map(([name, formula]) => [name, formula?.key ?? null]));
}

describe('the rules of a strategy', () => {
  const exitLong = 'close < lowest(low, n)[1]';

  it('a long strategy has its long rules only; an exit rule may be missing', () => {
    const { enterLong, ...others } = rulesOf({});
    expect(enterLong).toContain('highest');
    expect(others).toEqual({ exitLong: null, enterShort: null, exitShort: null });
  });

  it('a reversing strategy enters short where it exits long, and the other way round', () => {
    const rules = rulesOf({ direction: 'reverse', exitLong });
    expect(rules['enterShort']).toBe(rules['exitLong']);
    expect(rules['exitShort']).toBe(rules['enterLong']);
  });

  it('a reversing strategy may write a short rule of its own', () => {
    const rules = rulesOf({ direction: 'reverse', exitLong, exitShort: 'close > open' });
    expect(rules['enterShort']).toBe(rules['exitLong']);
    expect(rules['exitShort']).toBe(
      requireStrategy(strategy({ enterLong: 'close > open' }), INDICATORS).bind({}).rules.enterLong?.key,
    );
  });
});

describe('the orders of a strategy', () => {
  const ordersOf = (rest: Partial<StrategyDefinition>) => {
    const { orders } = requireStrategy(strategy(rest), INDICATORS).bind({ n: 20 });
    return Object.fromEntries(Object.entries(orders).map(([rule, { kind, price }]) => [rule, `${kind} ${price.key}`]));
  };

  it('have a price that may read the position and the open of their bar', () => {
    expect(
      ordersOf({ enterLongOrder: 'buyStop(nextOpen + n)', exitLong: 'true', exitLongOrder: 'sellLimit(entry)' }),
    ).toEqual({ enterLong: 'stop (nextOpen + 20)', exitLong: 'limit entry' });
  });

  it('of a reversing strategy are mirrored with its rules', () => {
    const orders = { enterLongOrder: 'buyStop(high)', exitLongOrder: 'sellStop(low)' };
    expect(ordersOf({ direction: 'reverse', exitLong: 'close < open', ...orders })).toEqual({
      enterLong: 'stop high',
      exitLong: 'stop low',
      enterShort: 'stop low',
      exitShort: 'stop high',
    });
  });
});

describe('what is wrong with a strategy', () => {
  it('an order without its rule, of the wrong side, or none at all', () => {
    expect(issues({ exitLongOrder: 'sellStop(low)' })).toEqual([
      'exitLongOrder: exitLongOrder is the order of the rule exitLong, which is missing.',
    ]);
    expect(issues({ enterLongOrder: 'sellStop(low)' })).toEqual([
      'enterLongOrder: "sellStop" is the wrong side: this rule buys',
    ]);
    for (const text of [
      'high',
      'buyStop',
      'buyStop()',
      'buyStop(high, low)',
      'buyStop(high) + 1',
      'buyAt(high)',
      'buyStop(close > open)',
    ]) {
      expect(issues({ enterLongOrder: text })).toHaveLength(1);
    }
  });

  it('a partial exit of a side that is not traded, or a share without one', () => {
    expect(issues({ reduceLong: 'reductions == 0 and close > entry', reduceShare: '0.3' })).toEqual([]);
    expect(issues({ reduceShort: 'close > entry' })).toEqual([
      'reduceShort: A strategy of direction "long" does not use the rule reduceShort.',
    ]);
    expect(issues({ reduceShare: '0.3' })).toEqual([
      'reduceShare: reduceShare is the share that reduceLong or reduceShort sells, and both are missing.',
    ]);
    expect(issues({ reduceLong: 'close', reduceShare: '0.3' })).toHaveLength(1);
    expect(issues({ reduceLong: 'true', reduceShare: 'entry' })).toHaveLength(1);
  });

  it('the position read where it is not known', () => {
    expect(issues({ enterLong: 'close > nextOpen' })).toHaveLength(1);
    expect(issues({ stops: { stopLoss: 'entry - atr(n)', takeProfit: '2 * entry' } })).toEqual([]);
    expect(issues({ stops: { stopLoss: 'highestSinceEntry' } })).toHaveLength(1);
    expect(issues({ stops: { trailingStop: 'entry' } })).toHaveLength(1);
    expect(issues({ size: 'barsSinceEntry' })).toHaveLength(1);
    expect(issues({ stops: { maxBars: 'close > open' } })).toHaveLength(1);
  });

  it('is told for every rule, with its place', () => {
    const result = compileStrategy(
      strategy({ enterLong: 'close > hihgest(high, n)', exitLong: 'close +' }),
      INDICATORS,
    );
    expect(result).toMatchObject({ ok: false, issues: [{ rule: 'enterLong', start: 8 }, { rule: 'exitLong' }] });
  });

  it('a rule must be a condition, a stop level a series or a number', () => {
    expect(issues({ enterLong: 'close' })).toHaveLength(1);
    expect(issues({ stops: { stopLoss: 'close > open' } })).toHaveLength(1);
    expect(issues({ stops: { stopLossPercent: 'n', trailingStop: 'close - 3 * atr(14)' } })).toEqual([]);
  });

  it('a missing rule, one the direction does not use, or no entry at all', () => {
    expect(issues({ enterLong: undefined })).toEqual([
      'enterLong: A strategy of direction "long" needs the rule enterLong.',
    ]);
    expect(issues({ enterShort: 'close < open' })).toEqual([
      'enterShort: A strategy of direction "long" does not use the rule enterShort.',
    ]);
    expect(issues({ direction: 'reverse' })).toEqual([
      'exitLong: A strategy of direction "reverse" needs the rule exitLong.',
    ]);
    expect(issues({ direction: 'long-short', enterLong: undefined })).toEqual([
      'direction: The strategy has neither enterLong nor enterShort: it would never trade.',
    ]);
  });

  it('a stop in two forms', () => {
    expect(issues({ stops: { takeProfit: 'close * 1.1', takeProfitPercent: '5' } })).toEqual([
      'stops.takeProfit: takeProfit is given as a price and as a percentage.',
    ]);
  });

  it('is a rejection where a checked strategy was expected', () => {
    expect(() => requireStrategy(strategy({ enterLong: undefined }), INDICATORS)).toThrow(Rejected);
  });

  it('shows only with values: a parameter that is missing or of the wrong kind', () => {
    const { bind } = requireStrategy(strategy({}), INDICATORS);
    expect(() => bind({})).toThrow('"n"');
    expect(() => bind({ n: 'many' })).toThrow('"n"');
  });
});
