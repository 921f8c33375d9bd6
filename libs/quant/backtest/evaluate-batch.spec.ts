import type { Candles } from '#quant/candles';
import { METRICS } from '#quant/metrics';
import { flatMarket } from '#testing';
import { sliceCandles } from '#quant/candles';
import { backtest } from './backtest';
import type { BacktestSettings, EvaluationTask } from './backtest.types';
import { DEFAULT_BACKTEST_SETTINGS } from './default-settings';
import { evaluateBatch } from './evaluate-batch';

const BARS = 300;
const candles: Candles = flatMarket(
  ...Array.from({ length: BARS }, (_, bar) => 100 + 15 * Math.sin(bar / 7) + bar / 30),
);

function task(rest: Partial<EvaluationTask> = {}): EvaluationTask {
  const window = { kind: 'integer', default: 5, min: -5, max: 100, step: 1 } as const;
  return {
    strategy: {
      name: 'cross', title: 'Cross', category: 'trend', version: 1, direction: 'reverse', constraints: [],
      parameters: { fast: window, slow: window, filter: { kind: 'boolean', default: false } },
      enterLong: 'crossUp(sma(close, fast), sma(close, slow))',
      exitLong: 'crossDown(sma(close, fast), sma(close, slow))',
    },
    space: {
      parameters: [
        { name: 'fast', domain: { kind: 'list', values: [3, 5, 8] } },
        { name: 'slow', domain: { kind: 'list', values: [5, 8, 13, 21] } },
      ],
      constraints: ['fast < slow'],
    },
    fixed: { filter: false },
    plan: { kind: 'range', start: '0', end: '12', count: 9 },
    settings: DEFAULT_BACKTEST_SETTINGS,
    metrics: METRICS.map(({ id }) => id),
    dataset: 'wave',
    bars: { from: 0, to: BARS },
    ...rest,
  }; // prettier-ignore
}

/** Feasible points in the order of the grid, last parameter fastest. */
const GRID = [3, 5, 8].flatMap((fast) => [5, 8, 13, 21].filter((slow) => fast < slow).map((slow) => ({ fast, slow })));

describe('a batch', () => {
  it('gives every trial the bits of a plain backtest, in the order of the plan', () => {
    const { columns, failures } = evaluateBatch(task(), candles);
    expect(failures).toEqual([]);
    GRID.forEach((point, trial) => {
      const alone = backtest(task().strategy, { filter: false, ...point }, candles, DEFAULT_BACKTEST_SETTINGS);
      expect(columns.map((column) => column[trial])).toEqual(METRICS.map(({ id }) => alone.metrics[id]));
      expect(alone.simulation.trades.length).toBeGreaterThan(5);
    });
  });

  it('gives a part of the plan the same bits as the whole', () => {
    const whole = evaluateBatch(task(), candles);
    const part = evaluateBatch(task({ plan: { kind: 'range', start: '4', end: '12', count: 5 } }), candles);
    expect(part.columns.map((column) => [...column])).toEqual(whole.columns.map((column) => [...column.subarray(4)]));
  });

  it('gives the same bits and failures where more columns are needed than fit, and the order is another', () => {
    const wave = Float64Array.from({ length: 200_000 }, (_, bar) => 100 + 15 * Math.sin(bar / 700) + (bar % 7));
    const time = wave.map((_, bar) => bar * 60_000);
    const market: Candles = {
      ...candles,
      interval: '1m',
      time,
      open: wave,
      high: wave,
      low: wave,
      close: wave,
      volume: wave,
    };
    const fast = [3, -1];
    const slow = Array.from({ length: 20 }, (_, i) => 10 + 3 * i);
    const parameters = [
      { name: 'fast', domain: { kind: 'list' as const, values: fast } },
      { name: 'slow', domain: { kind: 'list' as const, values: slow } },
    ];
    const strategy = {
      ...task().strategy,
      enterLong: 'crossUp(close[fast], close[slow])',
      exitLong: 'crossDown(close[fast], close[slow])',
    };
    const rest = { strategy, space: { parameters, constraints: [] }, bars: { from: 0, to: wave.length } };
    const plan = { kind: 'range', start: '0', end: '40', count: 40 } as const;
    const { columns, failures } = evaluateBatch(task({ ...rest, plan, metrics: ['sharpe_ratio', 'trades'] }), market);
    expect(failures.map(({ index }) => index)).toEqual(slow.map((_, i) => 20 + i));
    for (const trial of [0, 19]) {
      const set = { fast: fast[Math.floor(trial / 20)] ?? NaN, slow: slow[trial % 20] ?? NaN };
      const { metrics } = backtest(strategy, { filter: false, ...set }, market, DEFAULT_BACKTEST_SETTINGS);
      expect(columns.map((column) => column[trial])).toEqual([metrics['sharpe_ratio'], metrics['trades']]);
    }
  });

  it('sees only the bars of the task', () => {
    const bars = { from: 40, to: 250 };
    const { columns } = evaluateBatch(task({ bars, metrics: ['final_equity'] }), candles);
    const cut = sliceCandles(candles, bars.from, bars.to);
    const alone = backtest(task().strategy, { filter: false, fast: 3, slow: 5 }, cut, DEFAULT_BACKTEST_SETTINGS);
    expect(columns[0]?.[0]).toBe(alone.metrics['final_equity']);
    expect(alone.simulation.equity).toHaveLength(210);
  });

  it('a trial that cannot be evaluated is a failure with its reason; the others are not touched', () => {
    const space = {
      parameters: [{ name: 'fast', domain: { kind: 'list' as const, values: [-2, 3, -1] } }],
      constraints: [],
    };
    const plan = { kind: 'points' as const, count: 3, columns: [Float64Array.of(0, 1, 2)] };
    const { columns, failures } = evaluateBatch(
      task({ space, plan, fixed: { slow: 8 }, metrics: ['trades'] }),
      candles,
    );
    expect(failures).toEqual([
      { index: 0, reason: expect.stringContaining('-2') as string },
      { index: 2, reason: expect.stringContaining('-1') as string },
    ]);
    expect([...(columns[0] ?? [])]).toEqual([NaN, expect.any(Number), NaN]);
    expect(columns[0]?.[1]).toBeGreaterThan(0);
  });

  it('annualises by the setting, or by the calendar of the bars', () => {
    const sharpe = (periodsPerYear: BacktestSettings['periodsPerYear']) => {
      const settings = { ...DEFAULT_BACKTEST_SETTINGS, periodsPerYear };
      return evaluateBatch(task({ settings, metrics: ['sharpe_ratio'] }), candles).columns[0]?.[0] ?? NaN;
    };
    expect(sharpe(4 * 365)).toBeCloseTo(2 * sharpe(null), 12);
    expect(sharpe('365-days')).toBe(sharpe(365));
  });

  it('a metric that is not defined is NaN and no failure', () => {
    const strategy = { ...task().strategy, enterLong: 'close < 0', exitLong: 'close < 0' };
    const { columns, failures } = evaluateBatch(task({ strategy, metrics: ['win_rate_percent', 'trades'] }), candles);
    expect(failures).toEqual([]);
    expect(columns.map((column) => column[0])).toEqual([NaN, 0]);
  });

  it.each<[string, Partial<EvaluationTask>, string]>([
    ['an unknown metric', { metrics: ['sharp_ratio'] }, 'sharpe_ratio'],
    ['a strategy that does not parse', { strategy: { ...task().strategy, enterLong: 'close >' } }, 'enterLong'],
    ['a space that does not compile', { space: { parameters: [], constraints: ['fast <'] } }, 'search space'],
    ['bars outside the candles', { bars: { from: 0, to: BARS + 1 } }, String(BARS)],
  ])('%s refuses the whole batch', (_, rest, message) =>
    expect(() => evaluateBatch(task(rest), candles)).toThrow(message),
  );
});

describe('rules and bars', () => {
  const run = (enterLong: string, settings: Partial<BacktestSettings> = {}) => {
    const strategy = { ...task().strategy, direction: 'long' as const, enterLong, exitLong: undefined };
    const parameters = { fast: 3, slow: 21, filter: true };
    return backtest(strategy, parameters, candles, { ...DEFAULT_BACKTEST_SETTINGS, ...settings }).simulation;
  };

  it('a rule does not speak before it can be defined', () => {
    expect(run('not (close > 10 * sma(close, slow))').trades[0]?.entryBar).toBe(21);
  });

  it('with `all-indicators` signals count one bar after every series has a value', () => {
    const rule = 'close > 0 and filter and (sma(close, slow) > 0 or rsi(close, 14) > 0)';
    expect(run(rule).trades[0]?.entryBar).toBe(21);
    const waited = run(rule, { warmup: 'all-indicators' });
    expect([waited.firstBar, waited.trades[0]?.entryBar]).toEqual([21, 22]);
  });

  it('looking back at a condition does not lengthen that wait, looking back at a series does', () => {
    const firstBar = (rule: string) => run(rule, { warmup: 'all-indicators' }).firstBar;
    expect(firstBar('(close > sma(close, slow))[3]')).toBe(21);
    expect(firstBar('close > sma(close, slow)[3]')).toBe(24);
    expect(firstBar('close > open')).toBe(1);
  });

  it('stops of the strategy are traded, and a setting replaces them', () => {
    const strategy = {
      ...task().strategy,
      direction: 'long' as const,
      exitLong: undefined,
      stops: { stopLossPercent: 'slow / 10' },
    };
    const level = (settings: Partial<BacktestSettings>) => {
      const free = { ...DEFAULT_BACKTEST_SETTINGS, slippagePercent: 0, ...settings };
      const { trades } = backtest(strategy, { fast: 3, slow: 20 }, candles, free).simulation;
      return (trades[0]?.stopLoss ?? NaN) / (trades[0]?.entryPrice ?? NaN);
    };
    expect(level({})).toBeCloseTo(0.98, 12);
    expect(level({ stopLossPercent: 7 })).toBeCloseTo(0.93, 12);
  });
});
