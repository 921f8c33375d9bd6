import { sliceCandles } from '#quant/candles';
import { INDICATORS } from '#quant/indicators';
import type { Domain, Parameter, ParameterSet } from '#quant/space';
import { STRATEGIES, type StrategyDefinition } from '#quant/strategies';
import { sp500Candles } from '#testing';
import type { EvaluationResult, EvaluationTask } from './backtest.types';
import { BatchEvaluator } from './batch-evaluator';
import { requireStrategy } from './compile-strategy';
import { DEFAULT_BACKTEST_SETTINGS } from './default-settings';
import { BatchSeries, evaluateBatch } from './evaluate-batch';

const CANDLES = sliceCandles(sp500Candles(), 0, 700);
const PLAIN = STRATEGIES.filter((one) => !one.flatAtSessionEnd && requireStrategy(one, INDICATORS).live.length === 0);

/** Between them they read all totals of a run. */
const TOTALS = [
  'total_return_percent', 'sharpe_ratio', 'volatility_percent', 'max_drawdown_percent', 'win_rate_percent', 'profit_factor',
  'trades', 'fees_paid', 'exposure_percent', 'expectancy', 'average_trade_bars', 'best_trade_percent', 'worst_trade_percent',
  'average_trade_percent', 'profit_factor_including_open', 'closed_trade_exposure_percent', 'payoff_ratio', 'open_trades',
]; // prettier-ignore

type Rest = Partial<EvaluationTask>;

function taskOf(
  strategy: StrategyDefinition,
  parameters: Parameter[],
  fixed: ParameterSet,
  rest: Rest = {},
): EvaluationTask {
  const sizes = parameters.map(({ domain }) =>
    domain.kind === 'list' || domain.kind === 'categorical' ? domain.values.length : 2,
  );
  const count = sizes.reduce((product, size) => product * size, 1);
  return {
    strategy,
    space: { parameters, constraints: [] },
    fixed,
    plan: { kind: 'range', start: '0', end: String(count), count },
    settings: DEFAULT_BACKTEST_SETTINGS,
    metrics: [...TOTALS, 'sortino_ratio'],
    dataset: 'sp500',
    bars: { from: 0, to: CANDLES.close.length },
    ...rest,
  };
}

const list = (...values: number[]): Domain => ({ kind: 'list', values });

/** The engine module and its twin trial by trial: the same failures, the same numbers to the last bit. */
function evaluateBothWays(task: EvaluationTask): EvaluationResult {
  const fast = evaluateBatch(task, CANDLES);
  const twin = evaluateBatch(task, CANDLES, { simd: false });
  expect(fast.failures).toEqual(twin.failures);
  task.metrics.forEach((metric, i) => {
    expect([metric, ...(fast.columns[i] ?? [])]).toEqual([metric, ...(twin.columns[i] ?? [])]);
  });
  return fast;
}

describe.each(PLAIN.map((strategy) => [strategy.name, strategy] as const))('%s', (_name, strategy) => {
  it('is evaluated by the module as trial by trial', () => {
    const entries = Object.entries(strategy.parameters);
    const searched = entries.filter(([, { default: value }]) => typeof value === 'number').slice(0, 2);
    const parameters = searched.map(([name, { default: value }]) => ({
      name,
      domain: list(...new Set([Number(value), Number(value) + 2, 2 * Number(value) + 1])),
    }));
    const names = new Set(searched.map(([name]) => name));
    const fixed = Object.fromEntries(
      entries.flatMap(([name, { default: value }]) => (names.has(name) ? [] : [[name, value]])),
    );
    const task = taskOf(strategy, parameters, fixed);
    expect(new BatchEvaluator(strategy, CANDLES, task.settings).kernel).not.toBeNull();
    evaluateBothWays(task);
  });
});

const number = { kind: 'integer', default: 5, min: -100, max: 100, step: 1 } as const;
const custom = (rules: Partial<StrategyDefinition>): StrategyDefinition => ({
  name: 'custom', title: 'Custom', category: 'custom', version: 1, direction: 'long', constraints: [],
  parameters: { n: number, m: number, on: { kind: 'boolean', default: true } },
  enterLong: 'close > open', exitLong: 'close < open',
  ...rules,
}); // prettier-ignore

describe('rules over the trials of a batch', () => {
  const n = { name: 'n', domain: list(3, 4, 5, 9, 17, 30, 31) };
  const m = { name: 'm', domain: list(2, 4, 6, 8, 10, 40, 41) };
  const on: Parameter = { name: 'on', domain: { kind: 'boolean' } };

  it.each([
    ['a filter that a parameter switches', { enterLong: 'crossUp(close, sma(close, n)) and (not on or close > ema(close, m))' }],
    ['operands of two parameters', { enterLong: 'close > sma(close, n) * (1 + m / 1000)', exitLong: 'close < lowest(low, n + m)[1]' }],
    ['every comparison', { enterLong: 'sma(close, n) >= sma(close, m) != (close <= open)', exitLong: 'round(close) == round(sma(open, n)) or close != high' }],
    ['numbers on the left', { enterLong: 'crossUp(50, rsi(close, n)) or m > stoch(n, 3, 3).k', exitLong: '70 < rsi(close, m)' }],
    ['a look back at conditions', { enterLong: '(close > sma(close, n))[2] and not (close > sma(close, m))[1]' }],
    ['numbers against numbers', { enterLong: 'n < m and close > sma(close, n)' }],
    ['a choice between a column and a number', { enterLong: 'close > if(on, sma(close, n), 100 * m)' }],
    ['levels that are columns', { stops: { stopLoss: 'close - atr(n)', takeProfitPercent: 'm', trailingStop: 'lowest(low, n)' } }],
    ['a reversal', { direction: 'reverse' as const, enterLong: 'crossUp(sma(close, n), sma(close, m))', exitLong: 'crossDown(sma(close, n), sma(close, m))' }],
  ])('%s', (_name, rules) => {
    const strategy = custom(rules);
    expect(requireStrategy(strategy, INDICATORS).live).toEqual([]);
    const { columns } = evaluateBothWays(taskOf(strategy, [n, m, on], {}));
    expect(new Set(columns.flatMap((column) => [...column])).size).toBeGreaterThan(40);
  }); // prettier-ignore

  it('trials that cannot be bound fail alone, with their reason', () => {
    const strategy = custom({ enterLong: 'not on or close > sma(close, n)' });
    const { failures } = evaluateBothWays(taskOf(strategy, [{ name: 'n', domain: list(-3, 4) }, on], { m: 1 }));
    // A part that is switched off is not even looked at.
    expect(failures.map(({ index }) => index)).toHaveLength(1);
  });

  it('an order of evaluation and the settings change nothing', () => {
    const strategy = custom({
      enterLong: 'crossUp(close, sma(close, n))',
      exitLong: 'crossDown(close, ema(close, m))',
    });
    for (const settings of [
      { ...DEFAULT_BACKTEST_SETTINGS, warmup: 'all-indicators' as const, sameDirectionEntry: 'renew' as const },
      {
        ...DEFAULT_BACKTEST_SETTINGS,
        fill: 'close' as const,
        equityMark: 'before-fills' as const,
        openPosition: 'close-at-open' as const,
      },
      { ...DEFAULT_BACKTEST_SETTINGS, trailingStopPercent: 4, sizing: { kind: 'risk', percent: 2 } as const },
      { ...DEFAULT_BACKTEST_SETTINGS, trailingStopPercent: 4, sizing: { kind: 'fraction', fraction: 0.4 } as const },
    ]) {
      evaluateBothWays(taskOf(strategy, [n, m], { on: true }, { settings }));
    }
  });

  it.each([0, 1, 2, 63, 64, 65, 257])('a market of %d bars', (to) => {
    const strategy = custom({ enterLong: 'not (close > sma(close, n))', exitLong: 'crossUp(close, sma(close, m))' });
    const constant = custom({ enterLong: 'true', exitLong: 'false' });
    const plain = DEFAULT_BACKTEST_SETTINGS;
    for (const settings of [
      plain,
      { ...plain, openPosition: 'close-at-open' as const, warmup: 'all-indicators' as const },
      {
        ...plain,
        fill: 'close' as const,
        equityMark: 'before-fills' as const,
        openPosition: 'close-at-close' as const,
      },
      { ...plain, stopLossPercent: 1, trailingStopPercent: 2 },
      { ...plain, sizing: { kind: 'fraction', fraction: 0.5 } as const },
    ]) {
      const rest = { settings, bars: { from: 0, to } };
      for (const one of [strategy, constant, { ...strategy, direction: 'reverse' as const }]) {
        expect(evaluateBothWays(taskOf(one, [n, m], { on: true }, rest)).failures).toEqual([]);
      }
    }
  });

  it('a series of batches gives what each gives alone, also when others come in between', () => {
    const series = new BatchSeries();
    const first = taskOf(custom({ enterLong: 'close > sma(close, n)' }), [n], { m: 1, on: true });
    const second = taskOf(custom({ enterLong: 'close > ema(close, m)' }), [m], { n: 1, on: true });
    for (const task of [first, first, second, first, { ...first, bars: { from: 100, to: 400 } }]) {
      expect(series.evaluate(task, CANDLES)).toEqual(evaluateBatch(task, CANDLES));
    }
  });
});
