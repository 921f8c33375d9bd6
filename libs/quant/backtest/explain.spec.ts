import { flatMarket } from '#testing';
import type { EvaluationTask } from './backtest.types';
import { DEFAULT_BACKTEST_SETTINGS } from './default-settings';
import { explainBatch } from './explain';

const candles = flatMarket(...Array.from({ length: 300 }, (_, bar) => 100 + (bar % 13)));
const window = { kind: 'integer', default: 5, min: -5, max: 100, step: 1 } as const;
const levels = (name: string, max: number) => ({ name, domain: { kind: 'integer' as const, min: 1, max, step: 1 } });

function task(rest: Partial<EvaluationTask> = {}): EvaluationTask {
  return {
    strategy: {
      name: 'cross', title: 'Cross', category: 'trend', version: 1, direction: 'long', constraints: [],
      parameters: { fast: window, slow: window },
      enterLong: 'crossUp(sma(close, fast), sma(close, slow))',
      exitLong: 'sma(close, slow) > sma(close, fast)',
    },
    space: { parameters: [levels('fast', 10), levels('slow', 10)], constraints: ['fast < slow'] },
    fixed: {},
    plan: { kind: 'range', start: '0', end: '100', count: 45 },
    settings: DEFAULT_BACKTEST_SETTINGS,
    metrics: ['trades'],
    dataset: 'saw',
    bars: { from: 0, to: 300 },
    ...rest,
  }; // prettier-ignore
}

describe('the explanation of a batch', () => {
  it('counts what the trials share once', () => {
    expect(explainBatch(task(), candles)).toMatchObject({
      tier: 'trades',
      trials: 45,
      bars: 300,
      // Ten means and the close they are made of.
      columns: 11,
      // The entry and the exit of a trial compare the same two columns.
      comparisons: 45,
      unusable: 0,
    });
  });

  it('counts the nodes of all trials, and what is true or false at each bar', () => {
    // Entry: a crossing, two means of the close; exit: a comparison of the same.
    expect(explainBatch(task(), candles)).toMatchObject({ nodesOfTrials: 45 * 10, conditions: 90 });
  });

  it('draws the first trial that can run; what is read twice has its parts once', () => {
    const { example } = explainBatch(task(), candles);
    expect(example?.parameters).toEqual({ fast: 1, slow: 2 });
    const [enter, exit] = example?.rules ?? [];
    expect(enter).toMatchObject({
      rule: 'enterLong',
      root: {
        kind: 'bits', label: 'crossUp', uses: 1, repeated: false,
        parts: [
          { kind: 'column', label: 'sma(close, 1)', uses: 2, repeated: false, parts: [{ kind: 'bar', label: 'close' }] },
          { kind: 'column', label: 'sma(close, 2)', uses: 2, repeated: false },
        ],
      },
    }); // prettier-ignore
    expect(exit).toMatchObject({
      rule: 'exitLong',
      root: {
        label: '>',
        parts: [
          { label: 'sma(close, 2)', repeated: true, parts: [] },
          { label: 'sma(close, 1)', repeated: true, parts: [] },
        ],
      },
    });
  });

  it('draws nothing where no trial can run', () => {
    const space = { parameters: [{ name: 'fast', domain: { kind: 'list' as const, values: [-1] } }], constraints: [] };
    const plan = { kind: 'range', start: '0', end: '1', count: 1 } as const;
    expect(explainBatch(task({ space, plan, fixed: { slow: 8 } }), candles)).toMatchObject({
      unusable: 1,
      example: null,
    });
  });

  const { strategy } = task();
  const settings = DEFAULT_BACKTEST_SETTINGS;
  it.each<[string, Partial<EvaluationTask>, string, string]>([
    ['nothing special', {}, 'trades', 'no protective orders'],
    ['a stop', { settings: { ...settings, stopLossPercent: 3 } }, 'stops', 'protective orders, which are searched for'],
    ['units', { settings: { ...settings, sizing: { kind: 'units', units: 1 } } }, 'held-bars', 'money lies beside'],
    ['shorts', { strategy: { ...strategy, direction: 'reverse' } }, 'held-bars', 'it may be short'],
    [
      'a time limit',
      { strategy: { ...strategy, stops: { maxBars: '5' } } },
      'trades',
      '(a time limit), not as a batch',
    ],
    ['a size', { strategy: { ...strategy, size: '0.5' } }, 'held-bars', 'money lies beside the position'],
    ['risk', { settings: { ...settings, sizing: { kind: 'risk', percent: 1 } } }, 'held-bars', 'money lies beside'],
    ['orders', { strategy: { ...strategy, enterLongOrder: 'buyStop(high)' } }, 'bar-loop', '(its orders have prices)'],
    [
      'a state',
      { strategy: { ...strategy, exitLong: 'barsSinceEntry > 3' } },
      'bar-loop',
      'its rules read the position',
    ],
    ['borrowed money', { settings: { ...settings, leverage: 2 } }, 'bar-loop', 'money is borrowed'],
    ['several entries', { settings: { ...settings, pyramiding: 2 } }, 'bar-loop', 'several entries may be open'],
    ['no money', { settings: { ...settings, initialBalance: 0 } }, 'bar-loop', 'not all numbers above zero'],
  ])('says why a strategy with %s has its tier', (_, changes, tier, reason) => {
    const explained = explainBatch(task(changes), candles);
    expect(explained.tier).toBe(tier);
    expect(explained.tierReason).toContain(reason);
  });

  it('tells how many trials cannot be bound', () => {
    const domain = { kind: 'list' as const, values: [-1, 3] };
    const space = { parameters: [{ name: 'fast', domain }], constraints: [] };
    const plan = { kind: 'range', start: '0', end: '2', count: 2 } as const;
    expect(explainBatch(task({ space, plan, fixed: { slow: 8 } }), candles)).toMatchObject({ unusable: 1, columns: 3 });
  });

  it('names the tier that the settings ask for', () => {
    const settings = { ...DEFAULT_BACKTEST_SETTINGS, stopLossPercent: 3 };
    expect(explainBatch(task({ settings }), candles).tier).toBe('stops');
  });

  it('counts the memory of the engine module where it is used', () => {
    const inModule = explainBatch(task(), candles).memoryBytes;
    const settings = { ...DEFAULT_BACKTEST_SETTINGS, leverage: 2 };
    expect(inModule).toBeGreaterThan(explainBatch(task({ settings }), candles).memoryBytes);
  });

  it('does not need more memory for more trials of the same columns', () => {
    const twice = { ...task().space, constraints: [] };
    const plan = { kind: 'range', start: '0', end: '100', count: 100 } as const;
    const { memoryBytes } = explainBatch(task(), candles);
    expect(explainBatch(task({ space: twice, plan }), candles).memoryBytes).toBe(memoryBytes);
  });
});
