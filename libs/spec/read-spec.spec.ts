import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_BACKTEST_SETTINGS, VECTORBT_SETTINGS } from '#quant/backtest';
import type { StrategyDefinition } from '#quant/strategies';
import { BUILT_IN_VOCABULARY, readOptimizationSpec, readYamlSpec, specHash, type SpecVocabulary } from '#spec';
import { STANDARD_METRICS } from './read-goal';
import { findMetric } from './vocabulary';

/** The strategy that the requirement documents use as their example. */
const RSI_ETF: StrategyDefinition = {
  name: 'rsi-mean-reversion-etf',
  title: 'RSI mean reversion ETF',
  category: 'mean-reversion',
  version: 1,
  direction: 'long',
  parameters: {
    rsi_period: { kind: 'integer', default: 14, min: 2, max: 50, step: 1 },
    entry_threshold: { kind: 'float', default: 30, min: 0, max: 100, step: 1 },
    exit_threshold: { kind: 'float', default: 55, min: 0, max: 100, step: 1 },
    ema_fast: { kind: 'integer', default: 20, min: 2, max: 200, step: 1 },
    risk_percent: { kind: 'float', default: 1, min: 0.1, max: 5, step: 0.1 },
    use_filter: { kind: 'boolean', default: false },
    ma_type: { kind: 'categorical', default: 'ema', values: ['ema', 'sma', 'wma'] },
  },
  constraints: ['entry_threshold < exit_threshold'],
  enterLong: 'crossDown(rsi(close, rsi_period), entry_threshold)',
  exitLong: 'crossUp(rsi(close, rsi_period), exit_threshold)',
};
const vocabulary: SpecVocabulary = { ...BUILT_IN_VOCABULARY, strategies: [...BUILT_IN_VOCABULARY.strategies, RSI_ETF] };

const MINIMAL = { strategy: 'RSI_MeanReversion_ETF', data: 'sp500', parameters: { rsi_period: [14] } };

function read(raw: object) {
  const result = readOptimizationSpec({ ...MINIMAL, ...raw }, vocabulary);
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join('\n'));
  return result;
}

function errorsOf(raw: unknown) {
  const result = readOptimizationSpec(raw, vocabulary);
  return result.issues.filter(({ severity }) => severity === 'error');
}

const domainOf = (parameter: unknown, name = 'rsi_period') => {
  const { spec } = read({ parameters: { [name]: parameter } });
  return spec.space.parameters[0]?.domain ?? spec.fixed[name];
};

const DESIGN_FILE = `
name: rsi-etf-lowfreq
description: RSI mean reversion, low frequency
strategy:
  name: RSI_MeanReversion_ETF
  lean_project_path: STR-001_RSI_MeanReversion_ETF
  version: latest
data:
  source: csv
  symbol: SPY
  interval: 1d
  start: 2010-01-01
  end: 2023-12-31
  path: ./data/SPY_1d.csv
backtest: { initial_balance: 10000, commission_percent: 0.1, slippage_percent: 0.05, fill: next_open }
parameters:
  rsi_period:      { start: 14, end: 16, step: 1 }
  entry_threshold: { min: 25, max: 30, step: 5 }
  exit_threshold:  { min_value: 50, max_value: 70, step_size: 5, parameter_type: discrete }
  ema_fast: [10, 20, 30, 50]
  risk_percent: { min: 0.5, max: 2.0, scale: log }
  use_filter: { type: boolean }
  ma_type: { type: categorical, values: [ema, sma], when: use_filter }
constraints: [ "entry_threshold < exit_threshold" ]
method: { name: grid, max_iterations: 1000, seed: 42 }
objectives:
  - { metric: sharpe_ratio, direction: maximize, weight: 1 }
criteria: { min_trades: 100, max_drawdown_percent: 25 }
market_regime_filter: null
execution: { max_concurrent: 4, cpu_percent: 80, trial_timeout: 60s, retries: 2, memory_mb: 2048 }
`;

describe('the file of the design', () => {
  const result = readYamlSpec(DESIGN_FILE, vocabulary);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const { spec, execution, issues } = result;

  it('resolves in full', () => {
    expect(spec).toMatchObject({
      name: 'rsi-etf-lowfreq',
      strategy: RSI_ETF,
      dataset: {
        hash: null,
        symbol: 'SPY',
        interval: '1d',
        source: { kind: 'csv', path: './data/SPY_1d.csv' },
        start: '2010-01-01',
        end: '2023-12-31',
      },
      fixed: {},
      backtest: { initialBalance: 10000, commissionPercent: 0.1, slippagePercent: 0.05, fill: 'next-open' },
      method: { name: 'grid', seed: 42, budget: 1000 },
      objective: { metric: 'sharpe_ratio', direction: 'maximize' },
      criteria: [
        { metric: 'trades', min: 100 },
        { metric: 'max_drawdown_percent', max: 25 },
      ],
    });
    expect(spec.space).toEqual({
      parameters: [
        { name: 'rsi_period', domain: { kind: 'integer', min: 14, max: 16, step: 1 } },
        { name: 'entry_threshold', domain: { kind: 'float', min: 25, max: 30, step: 5 } },
        { name: 'exit_threshold', domain: { kind: 'float', min: 50, max: 70, step: 5 } },
        { name: 'ema_fast', domain: { kind: 'list', values: [10, 20, 30, 50] } },
        { name: 'risk_percent', domain: { kind: 'continuous', min: 0.5, max: 2, scale: 'log' } },
        { name: 'use_filter', domain: { kind: 'boolean' } },
        { name: 'ma_type', domain: { kind: 'categorical', values: ['ema', 'sma'] }, when: 'use_filter' },
      ],
      constraints: ['entry_threshold < exit_threshold'],
    });
  });

  it('keeps apart what never changes a result', () => {
    expect(execution).toEqual({
      maxConcurrent: 4,
      cpuPercent: 80,
      memoryMb: 2048,
      trialTimeoutMs: 60_000,
      retries: 2,
      maxFailureRate: 0.05,
    });
  });

  it('warns about what has no effect, and that a grid has no end, with the places', () => {
    expect(
      issues.map(({ severity, code, path, position }) => [severity, code, path.join('.'), position?.line]),
    ).toEqual([
      ['warning', 'W2001', 'strategy.lean_project_path', 6],
      ['warning', 'W2004', 'parameters.risk_percent', 21],
    ]);
  });
});

describe('the examples', () => {
  const folder = join(process.cwd(), 'examples');

  it.each(readdirSync(folder).filter((name) => name.endsWith('.yaml')))('%s is valid and without warnings', (name) => {
    const result = readYamlSpec(readFileSync(join(folder, name), 'utf8'), BUILT_IN_VOCABULARY);
    expect(result).toMatchObject({ ok: true, issues: [] });
  });
});

describe('a parameter', () => {
  const steps = { kind: 'integer', min: 14, max: 16, step: 1 };

  it.each<[unknown]>([
    [{ min: 14, max: 16, step: 1 }],
    [{ start: 14, end: 16, step: 1 }],
    [{ start: 14, stop: 16, step: 1 }],
    [{ min_value: 14, max_value: 16, step_size: 1, parameter_type: 'discrete' }],
    [{ minValue: 14, maxValue: 16, stepSize: 1, parameterType: 'integer' }],
    [{ low: 14, high: 16 }],
    ['14..16 step 1'],
    ['14..16/1'],
    ['14:16:1'],
    ['14 .. 16 by 1'],
    ['14..16'],
  ])('is a range as %j', (spelled) => {
    expect(domainOf(spelled)).toEqual(steps);
  });

  it.each<[unknown, unknown]>([
    [
      { min: 0.1, max: 0.3, step: 0.1 },
      { kind: 'float', min: 0.1, max: 0.3, step: 0.1 },
    ],
    ['0.1:0.3:0.1', { kind: 'float', min: 0.1, max: 0.3, step: 0.1 }],
    [
      { min: 1, max: 2 },
      { kind: 'continuous', min: 1, max: 2, scale: 'linear' },
    ],
    [
      { min: 1, max: 4, scale: 'log', points: 3 },
      { kind: 'log', min: 1, max: 4, points: 3 },
    ],
    [
      { type: 'log', min: 1, max: 4, points: 3 },
      { kind: 'log', min: 1, max: 4, points: 3 },
    ],
    [[0.5, 1, 2], { kind: 'list', values: [0.5, 1, 2] }],
    [{ values: [0.5, 1, 2] }, { kind: 'list', values: [0.5, 1, 2] }],
    [1.5, 1.5],
    [{ value: 1.5 }, 1.5],
  ])('of numbers: %j', (spelled, expected) => {
    expect(domainOf(spelled, 'risk_percent')).toEqual(expected);
  });

  it.each<[string, unknown, unknown]>([
    ['use_filter', { type: 'boolean' }, { kind: 'boolean' }],
    ['use_filter', [true, false], { kind: 'boolean' }],
    ['use_filter', true, true],
    ['ma_type', ['ema', 'sma'], { kind: 'categorical', values: ['ema', 'sma'] }],
    ['ma_type', 'wma', 'wma'],
  ])('of other values: %s %j', (name, spelled, expected) => {
    expect(domainOf(spelled, name)).toEqual(expected);
  });

  it('may be given in a list, as one requirement document does', () => {
    const parameters = [{ parameter_name: 'rsi_period', min_value: 14, max_value: 16, step_size: 1 }];
    expect(read({ parameters }).spec.space.parameters).toEqual([{ name: 'rsi_period', domain: steps }]);
  });

  it('that is not searched keeps its default or the value given', () => {
    expect(read({ parameters: { rsi_period: [10, 12], ema_fast: 30 } }).spec.fixed).toEqual({
      ema_fast: 30,
      entry_threshold: 30,
      exit_threshold: 55,
      risk_percent: 1,
      use_filter: false,
      ma_type: 'ema',
    });
  });

  it.each<[string, unknown, object]>([
    ['rsi_period', { min: 14, max: 16, step: 0 }, { code: 'E2104', message: 'parameters.rsi_period.step must be > 0' }],
    ['rsi_period', { start: 14, end: 16, step: -1 }, { code: 'E2104', hint: 'Did you mean 1?' }],
    ['rsi_period', { start: 16, end: 14, step: 1 }, { code: 'E2102', path: ['parameters', 'rsi_period', 'start'] }],
    ['rsi_period', { min: 14, max: 16, step: 0.5 }, { code: 'E2102', path: ['parameters', 'rsi_period', 'step'] }],
    ['rsi_period', { min: 14, max: '16', step: 1 }, { code: 'E2001', hint: 'remove the quotes' }],
    ['rsi_period', { min: 14 }, { code: 'E2004', message: 'parameters.rsi_period needs max' }],
    ['rsi_period', { min: 14, start: 13, max: 16 }, { code: 'E2005' }],
    ['rsi_period', { min: 14, max: 16, stp: 1 }, { code: 'E2002', hint: 'Did you mean step?', atKey: true }],
    ['rsi_period', { min: 2, max: 64, scale: 'log', points: 6 }, { code: 'E2105' }],
    ['rsi_period', [14, 15.5], { code: 'E2105' }],
    ['rsi_period', 14.5, { code: 'E2105' }],
    ['rsi_period', [], { code: 'E2102' }],
    ['rsi_period', [14, 14], { code: 'E2102' }],
    ['rsi_period', [[14]], { code: 'E2101', path: ['parameters', 'rsi_period', 0] }],
    ['rsi_period', 'fourteen', { code: 'E2101' }],
    ['rsi_period', '14..16 step 0', { code: 'E2104' }],
    ['rsi_period', null, { code: 'E2101' }],
    ['rsi_period', { type: 'boolean' }, { code: 'E2105' }],
    ['risk_percent', { min: 0, max: 1, scale: 'log' }, { code: 'E2102' }],
    ['risk_percent', { min: 1, max: 2, step: 1, scale: 'log' }, { code: 'E2101' }],
    ['use_filter', { min: 0, max: 1, step: 1 }, { code: 'E2105' }],
    ['ma_type', ['ema', 'hma'], { code: 'E2105', message: expect.stringContaining('found "hma"') }],
    ['ma_type', { type: 'categorical' }, { code: 'E2004' }],
    ['rsi_perid', [14], { code: 'E2103', hint: 'Did you mean rsi_period?', atKey: true }],
    ['use_filter', { type: 'boolean', when: 'use_filter' }, { code: 'E2107' }],
    [
      'use_filter',
      { type: 'boolean', when: 'ema_fast > 30' },
      { code: 'E2107', message: expect.stringContaining('never holds') },
    ],
    ['rsi_period', { min: 2, max: 9, when: 'use_filte' }, { code: 'E2107', span: { start: 0, end: 9 } }],
  ])('%s: %j is refused', (name, spelled, expected) => {
    expect(errorsOf({ ...MINIMAL, parameters: { [name]: spelled } })).toContainEqual(expect.objectContaining(expected));
  });

  it('list may be long, but not endless', () => {
    const values = Array.from({ length: 100_001 }, (_, i) => i);
    expect(errorsOf({ ...MINIMAL, parameters: { rsi_period: values } })).toMatchObject([{ code: 'E2007' }]);
    const many = Object.fromEntries(values.slice(0, 65).map((i) => [`p${i}`, 1]));
    expect(errorsOf({ ...MINIMAL, parameters: many })).toMatchObject([{ code: 'E2007' }]);
  });
});

describe('constraints', () => {
  const wide = { entry_threshold: [20, 30], exit_threshold: [25, 55] };

  it('of the strategy come first and are not doubled', () => {
    const constraints = ['exit_threshold - entry_threshold >= 10', 'entry_threshold < exit_threshold'];
    expect(read({ parameters: wide, constraints }).spec.space.constraints).toEqual([
      'entry_threshold < exit_threshold',
      'exit_threshold - entry_threshold >= 10',
    ]);
  });

  it('see fixed parameters as their values', () => {
    const parameters = { entry_threshold: [20, 30], ma_type: 'sma' };
    const constraints = ['entry_threshold < exit_threshold - ema_fast and ma_type == "sma"', 'ema_fast == 20'];
    expect(read({ parameters, constraints }).spec.space.constraints).toEqual([
      'entry_threshold < 55',
      'entry_threshold < 55 - 20 and "sma" == "sma"',
    ]);
  });

  it.each<[unknown, object]>([
    [['entry_threshold <'], { code: 'E2301', path: ['constraints', 0], span: expect.anything() }],
    ['entry_treshold < 5', { code: 'E2301', span: { start: 0, end: 14 }, hint: 'Did you mean entry_threshold?' }],
    [['ema_fast > 1000'], { code: 'E2301', message: expect.stringContaining('does not hold with the fixed values') }],
    [['close > 5'], { code: 'E2301' }],
    [[42], { code: 'E2001', path: ['constraints', 0] }],
    [Array(65).fill('ema_fast > 1'), { code: 'E2007' }],
  ])('%j is refused', (constraints, expected) => {
    expect(errorsOf({ ...MINIMAL, parameters: wide, constraints })).toContainEqual(expect.objectContaining(expected));
  });

  it('as a mapping are criteria', () => {
    expect(read({ constraints: { min_trades: 30, max_drawdown_percent: 25, sharpe_ratio: 1 } }).spec.criteria).toEqual([
      { metric: 'trades', min: 30 },
      { metric: 'max_drawdown_percent', max: 25 },
      { metric: 'sharpe_ratio', min: 1 },
    ]);
  });
});

describe('goals', () => {
  it.each<[object, object]>([
    [{}, { metric: 'sharpe_ratio', direction: 'maximize' }],
    [{ objective: 'Sharpe' }, { metric: 'sharpe_ratio', direction: 'maximize' }],
    [{ objective: 'max_drawdown' }, { metric: 'max_drawdown_percent', direction: 'minimize' }],
    [{ objective_function: 'sortino' }, { metric: 'sortino_ratio', direction: 'maximize' }],
    [{ objectives: ['calmar_ratio'] }, { metric: 'calmar_ratio', direction: 'maximize' }],
    [{ objective: { metric: 'trades', goal: 'max' } }, { metric: 'trades', direction: 'maximize' }],
  ])('%j', (raw, objective) => {
    expect(read(raw).spec.objective).toEqual(objective);
  });

  it.each<[object, object]>([
    [{ objective: 'sharp_ratio' }, { code: 'E2401', hint: 'Did you mean sharpe_ratio?' }],
    [{ objective: 'trades' }, { code: 'E2402' }],
    [
      { objectives: ['sharpe_ratio', 'trades'] },
      { code: 'E2006', message: expect.stringContaining('not available yet') },
    ],
    [{ objectives: [] }, { code: 'E2004' }],
    [{ criteria: { trades: 5 } }, { code: 'E2402' }],
    [{ criteria: { min_tradse: 5 } }, { code: 'E2401', atKey: true, hint: 'Did you mean min_trades?' }],
    [{ objective: 'sharp' }, { code: 'E2401', hint: 'Did you mean sharpe?' }],
    [{ criteria: ['trades > 5'] }, { code: 'E2403' }],
    [{ criteria: [{ metric: 'trades', min: 5, max: 4 }] }, { code: 'E2403' }],
    [{ criteria: { trades: { at_leats: 5 } } }, { code: 'E2002', hint: 'Did you mean at_least?' }],
  ])('%j is refused', (raw, expected) => {
    expect(errorsOf({ ...MINIMAL, ...raw })).toContainEqual(expect.objectContaining(expected));
  });

  it('criteria may be a list', () => {
    const criteria = ['trades >= 30', 'max_drawdown_percent <= 25 %', { metric: 'sqn', min: 1, max: 5 }];
    expect(read({ criteria }).spec.criteria).toEqual([
      { metric: 'trades', min: 30 },
      { metric: 'max_drawdown_percent', max: 25 },
      { metric: 'sqn', min: 1, max: 5 },
    ]);
  });

  it('metrics are the standard dozen and what is needed, sorted', () => {
    const { metrics } = read({ objective: 'sqn', criteria: { min_beta: 0 }, metrics: ['skew', 'trades'] }).spec;
    expect(metrics).toEqual([...STANDARD_METRICS, 'beta', 'sqn', 'skewness'].sort());
  });

  it('the standard dozen exists', () => {
    expect(STANDARD_METRICS.map((name) => findMetric(name, vocabulary)?.id)).toEqual(STANDARD_METRICS);
    expect(STANDARD_METRICS).toHaveLength(12);
  });
});

describe('backtest settings', () => {
  it('are the defaults where the file is silent', () => {
    expect(read({}).spec.backtest).toEqual(DEFAULT_BACKTEST_SETTINGS);
  });

  it.each<[object, object]>([
    [{ backtest: { initial_capital: 5000 } }, { initialBalance: 5000 }],
    [
      { initial_balance: 5000, commission_percent: 0 },
      { initialBalance: 5000, commissionPercent: 0 },
    ],
    [{ backtest: { cash: 1, commission: 0.2 } }, { initialBalance: 1, commissionPercent: 0.2 }],
    [{ backtest: { commissionPercent: '0.2%' } }, { commissionPercent: 0.2 }],
    [{ backtest: { fill: 'close' } }, { fill: 'close' }],
    [{ backtest: { fill: 'NEXT OPEN', direction: 'long_only' } }, { fill: 'next-open', direction: 'long' }],
    [{ backtest: { sizing: 'all_in' } }, { sizing: { kind: 'all-in' } }],
    [{ backtest: { sizing: '50%' } }, { sizing: { kind: 'fraction', fraction: 0.5 } }],
    [{ backtest: { sizing: { fraction: 0.5 } } }, { sizing: { kind: 'fraction', fraction: 0.5 } }],
    [{ backtest: { sizing: { units: 10 } } }, { sizing: { kind: 'units', units: 10 } }],
    [{ backtest: { sizing: { risk_percent: 1 }, stop_loss_percent: 5 } }, { sizing: { kind: 'risk', percent: 1 } }],
    [{ backtest: { sizing: { risk: '0.5%' }, trailing_stop_percent: 5 } }, { sizing: { kind: 'risk', percent: 0.5 } }],
    [
      { backtest: { profile: 'vectorbt', sizing: { risk_percent: 1 }, stop_loss_percent: 5 } },
      { sizing: { kind: 'risk', percent: 1 }, fill: 'close', stopReference: 'entry-close' },
    ],
    [{ backtest: { leverage: 2.5 } }, { leverage: 2.5 }],
    [{ backtest: { pyramiding: 4 } }, { pyramiding: 4 }],
    [{ backtest: { periods_per_year: 52 } }, { periodsPerYear: 52 }],
    [{ backtest: { periods_per_year: '365_days' } }, { periodsPerYear: '365-days' }],
    [{ backtest: { profile: 'vectorbt' } }, { periodsPerYear: '365-days' }],
    [{ backtest: { whole_units: true } }, { unitStep: 1 }],
    [{ backtest: { stop_loss_percent: 5, take_profit: '10%' } }, { stopLossPercent: 5, takeProfitPercent: 10 }],
    [{ backtest: { stop_loss_percent: null } }, { stopLossPercent: null }],
    [{ backtest: { profile: 'vectorbt', fill: 'next_open' } }, { ...VECTORBT_SETTINGS, fill: 'next-open' }],
    [{ backtest: { profile: 'backtesting.py' } }, { unitStep: 1, warmup: 'all-indicators' }],
    [{ backtest: { profile: 'default' } }, DEFAULT_BACKTEST_SETTINGS],
  ])('%j', (raw, expected) => {
    expect(read(raw).spec.backtest).toMatchObject(expected);
  });

  it.each<[object, object]>([
    [{ fil: 'close' }, { code: 'E2002', path: ['backtest', 'fil'], hint: 'Did you mean fill?' }],
    [{ fill: 'clsoe' }, { code: 'E2008', path: ['backtest', 'fill'] }],
    [{ initial_balance: 0 }, { code: 'E2009', message: 'backtest.initial_balance must be a number > 0, found 0' }],
    [{ commission_percent: '1%', commission: 1 }, { code: 'E2005' }],
    [{ sizing: { units: 1, fraction: 1 } }, { code: 'E2008' }],
    [{ sizing: '150%' }, { code: 'E2009' }],
    [{ sizing: 0.5 }, { code: 'E2008', hint: 'write 50% or { fraction: 0.5 }' }],
    [{ sizing: 10 }, { code: 'E2008', hint: 'for 10 units write { units: 10 }' }],
    [{ sizing: { risk_percent: 0 } }, { code: 'E2009', path: ['backtest', 'sizing', 'risk_percent'] }],
    [{ sizing: { risk_percent: 101 } }, { code: 'E2009' }],
    [{ sizing: { risk_percent: 1, units: 1 } }, { code: 'E2008' }],
    [{ sizing: { risk_percent: 1 } }, { code: 'E2701', path: ['backtest', 'sizing'] }],
    [{ sizing: { risk_percent: 1 }, take_profit_percent: 5 }, { code: 'E2701' }],
    [
      { profile: 'vectorbt', fill: 'next_open', sizing: { risk_percent: 1 }, stop_loss_percent: 5 },
      { code: 'E2701', hint: 'set stop_reference to fill or signal_close' },
    ],
    [{ pyramiding: 0 }, { code: 'E2009', path: ['backtest', 'pyramiding'] }],
    [{ pyramiding: 1.5 }, { code: 'E2009' }],
    [
      { pyramiding: 2, same_direction_entry: 'renew' },
      { code: 'E2701', path: ['backtest', 'pyramiding'], hint: 'keep one of the two' },
    ],
    [{ leverage: 0.5 }, { code: 'E2009', message: 'backtest.leverage must be a number from 1 to 1000, found 0.5' }],
    [{ periods_per_year: 0 }, { code: 'E2009' }],
    [{ periods_per_year: '360_days' }, { code: 'E2008', expected: '365_days' }],
    [{ whole_units: true, unit_step: 0.5 }, { code: 'E2005' }],
    [{ intrabar: 'neutral' }, { code: 'E2006' }],
    [{ reversal: 'yes' }, { code: 'E2001' }],
    [{ profile: 'mt5' }, { code: 'E2008' }],
  ])('%j is refused', (backtest, expected) => {
    expect(errorsOf({ ...MINIMAL, backtest })).toContainEqual(expect.objectContaining(expected));
  });

  it('a share where a percentage is read gets a warning', () => {
    const { issues, spec } = read({ backtest: { commission: 0.001 } });
    expect(issues).toMatchObject([{ severity: 'warning', code: 'W2002', path: ['backtest', 'commission'] }]);
    expect(spec.backtest.commissionPercent).toBe(0.001);
  });
});

describe('data', () => {
  const HASH = 'ab'.repeat(32);

  it.each<[object, object]>([
    [{ data: 'sp500' }, { symbol: 'sp500', source: { kind: 'embedded', name: 'sp500' } }],
    [{ data: './data/SPY_1d.csv' }, { symbol: 'SPY_1d', source: { kind: 'csv', path: './data/SPY_1d.csv' } }],
    [
      { data: { path: 'a.csv' }, ticker: 'SPY', timeframe: 'daily' },
      { symbol: 'SPY', interval: '1d' },
    ],
    [{ data: { source: 'embedded', symbol: 'sp500' } }, { source: { kind: 'embedded', name: 'sp500' } }],
    [{ data: HASH }, { hash: HASH, source: { kind: 'dataset', hash: HASH } }],
    [
      { data: { source: 'dataset', hash: HASH, symbol: 'EU' } },
      { hash: HASH, symbol: 'EU', source: { kind: 'dataset', hash: HASH } },
    ],
    [
      { data: { source: 'dataset', symbol: 'EU' } },
      { hash: null, symbol: 'EU', source: { kind: 'dataset', symbol: 'EU' } },
    ],
    [{ data: { source: 'dataset' }, symbol: 'EU' }, { source: { kind: 'dataset', symbol: 'EU' } }],
    [{ data: { hash: 'abcdef12' } }, { hash: null, source: { kind: 'dataset', hash: 'abcdef12' } }],
    [{ data: 'abcdef12' }, { hash: null, symbol: 'abcdef12', source: { kind: 'dataset', hash: 'abcdef12' } }],
    [{ data: { source: 'csv', path: 'a.csv', hash: HASH } }, { hash: HASH, source: { kind: 'csv', path: 'a.csv' } }],
    [
      { data: 'a.csv', start_date: '2020/01/05', end: '2020-01-31T09:30:00+01:00' },
      { start: '2020-01-05', end: '2020-01-31T08:30:00.000Z' },
    ],
    [{ data: { path: 'a.csv', interval: '1M' } }, { interval: '1M' }],
    [{ data: { path: 'a.csv', interval: '1D' } }, { interval: '1d' }],
    [
      {
        data: {
          path: 'a.csv',
          columns: { time: 'Date' },
          time_format: 'DD.MM.YYYY',
          delimiter: ';',
          decimal: ',',
          on_problem: 'repair',
        },
      },
      {
        source: {
          kind: 'csv',
          path: 'a.csv',
          columns: { time: 'Date' },
          timeFormat: 'DD.MM.YYYY',
          delimiter: ';',
          decimal: ',',
          onProblem: 'repair',
        },
      },
    ],
  ])('%j', (raw, expected) => {
    expect(read(raw).spec.dataset).toMatchObject(expected);
  });

  it.each<[object, object]>([
    [{ data: { source: 'yahoo', symbol: 'SPY' } }, { code: 'E2006' }],
    [{ data: { source: 'csv' } }, { code: 'E2004', message: 'data needs path for source csv' }],
    [{ data: { source: 'embedded' } }, { code: 'E2004' }],
    [{ data: { source: 'dataset', hash: 'xyz' } }, { code: 'E2602' }],
    [{ data: { source: 'dataset', hash: 'abcdef1' } }, { code: 'E2602', hint: 'give at least 8 digits' }],
    [{ data: { source: 'dataset', hash: 12345678 } }, { code: 'E2602', hint: 'put it in quotes' }],
    [
      { data: { path: 'a.csv', hash: 'abcdef12' } },
      { code: 'E2602', path: ['data', 'hash'], expected: 'all 64 digits of the content hash' },
    ],
    [{ data: { source: 'dataset' } }, { code: 'E2004', message: 'data needs hash or symbol for source dataset' }],
    [{ data: { path: 'a.csv', interval: '1dy' } }, { code: 'E2008', path: ['data', 'interval'] }],
    [{ data: { path: 'a.csv', start: '31.12.2020' } }, { code: 'E2601', path: ['data', 'start'] }],
    [{ data: { path: 'a.csv', start: 2020 } }, { code: 'E2601' }],
    [{ data: { path: 'a.csv', start: '2021-01-01', end: '2020-01-01' } }, { code: 'E2601', path: ['data', 'end'] }],
    [
      { data: { symbol: 'SPY', source: 'embedded' }, ticker: 'SPY' },
      { code: 'E2005', path: ['ticker'] },
    ],
    [{ data: 5 }, { code: 'E2001' }],
    [{ data: null }, { code: 'E2004' }],
  ])('%j is refused', (raw, expected) => {
    expect(errorsOf({ ...MINIMAL, ...raw })).toContainEqual(expect.objectContaining(expected));
  });
});

describe('strategies', () => {
  it.each(['sma-crossover', 'SMA_Crossover', 'T01', 't01'])('%s is found', (strategy) => {
    expect(read({ strategy, parameters: { fast: [10] } }).spec.strategy.name).toBe('sma-crossover');
  });

  const OWN = { enterLong: 'close > sma(close, length)', exit_long: 'close < sma(close, length)' };

  it('may be written into the file, with parameters declared by the search', () => {
    const { strategy, space } = read({ strategy: OWN, parameters: { length: { min: 10, max: 30, step: 10 } } }).spec;
    expect(strategy).toEqual({
      name: 'custom',
      title: 'custom',
      category: 'custom',
      version: 1,
      direction: 'long',
      parameters: { length: { kind: 'integer', default: 10, min: 10, max: 30, step: 10 } },
      constraints: [],
      enterLong: OWN.enterLong,
      exitLong: OWN.exit_long,
    });
    expect(space.parameters).toEqual([{ name: 'length', domain: { kind: 'integer', min: 10, max: 30, step: 10 } }]);
  });

  it('may have orders, a time limit, a size, partial exits, and be flat at session ends', () => {
    const strategy = {
      parameters: { n: 20, hold: 5 },
      rules: { enter_long: true, enter_long_order: 'buyStop(highest(high, n))', exit_long: 'close < entry' },
      exit_long_order: 'sellLimit(entry + lastTrade)',
      stops: { stop_loss: 'entry - atr(n)', max_bars: 'hold' },
      size: 0.5,
      reduce_long: 'reductions == 0 and close > lastEntry * 1.1',
      partial_exit_share: 0.25,
      flat_at_session_end: true,
    };
    expect(read({ strategy, parameters: { n: [20] } }).spec.strategy).toMatchObject({
      direction: 'long',
      enterLong: 'true',
      enterLongOrder: 'buyStop(highest(high, n))',
      exitLong: 'close < entry',
      exitLongOrder: 'sellLimit(entry + lastTrade)',
      stops: { stopLoss: 'entry - atr(n)', maxBars: 'hold' },
      size: '0.5',
      reduceLong: 'reductions == 0 and close > lastEntry * 1.1',
      reduceShare: '0.25',
      flatAtSessionEnd: true,
    });
  });

  it('may have declarations, stops and constraints', () => {
    const strategy = {
      name: 'My Strategy',
      rules: OWN,
      parameters: { length: 20, width: { default: 2.5, min: 1, max: 5, step: 0.5 }, kind: { values: ['a', 'b'] } },
      stops: { stop_loss_percent: 'width', take_profit_percent: 10 },
      constraints: ['length > width'],
    };
    expect(read({ strategy, parameters: { length: [10, 20] } }).spec).toMatchObject({
      strategy: {
        name: 'my-strategy',
        title: 'My Strategy',
        stops: { stopLossPercent: 'width', takeProfitPercent: '10' },
        parameters: {
          length: { kind: 'integer', default: 20, min: 20, max: 20, step: 1 },
          width: { kind: 'float', default: 2.5, min: 1, max: 5, step: 0.5 },
          kind: { kind: 'categorical', default: 'a', values: ['a', 'b'] },
        },
      },
      space: { constraints: ['length > 2.5'] },
      fixed: { width: 2.5, kind: 'a' },
    });
  });

  it('may stand in a file of their own', () => {
    const loadStrategyFile = (path: string) => (path === 'own.yaml' ? OWN : JSON.parse('{"__proto__": 1}'));
    const raw = { ...MINIMAL, strategy: { file: 'own.yaml' }, parameters: { length: [10] } };
    expect(readOptimizationSpec(raw, { ...vocabulary, loadStrategyFile })).toMatchObject({ ok: true });
    const hostile = readOptimizationSpec({ ...raw, strategy: { file: 'b' } }, { ...vocabulary, loadStrategyFile });
    expect(hostile.issues).toMatchObject([{ code: 'E2003' }]);
    const failing = { ...vocabulary, loadStrategyFile: () => { throw new Error('no such file'); } }; // prettier-ignore
    expect(readOptimizationSpec(raw, failing).issues).toMatchObject([
      { code: 'E2204', message: 'strategy.file cannot be read: no such file' },
    ]);
    expect(errorsOf(raw)).toMatchObject([{ code: 'E2204' }]);
  });

  it.each<[object, object]>([
    [{ strategy: 'sma-crosover' }, { code: 'E2201', hint: 'Did you mean sma-crossover?' }],
    [{ strategy: { name: 'sma-crossover', version: 99 } }, { code: 'E2008', path: ['strategy', 'version'] }],
    [{ strategy: null }, { code: 'E2004' }],
    [{ strategy: 5 }, { code: 'E2001' }],
    [
      { strategy: { ...OWN, constraints: ['length > lenght'] }, parameters: { length: [5] } },
      { code: 'E2301', path: ['strategy', 'constraints', 0] },
    ],
    [
      { strategy: 'sma-crossover', parameters: { fast: 90, slow: 20 } },
      { code: 'E2301', path: ['parameters'] },
    ],
    [{ strategy: {} }, { code: 'E2004' }],
    [{ strategy: { rules: { exit_long: 'close > 5' } } }, { code: 'E2203', path: ['strategy'] }],
    [
      { strategy: { direction: 'reverse', enter_long: 'close > 5' } },
      {
        code: 'E2203',
        path: ['strategy', 'direction'],
        message: 'strategy.direction is reverse, which needs exit_long',
        hint: expect.stringContaining('exit_long is also the short entry'),
      },
    ],
    [
      { strategy: { ...OWN, direction: 'long', exit_short: 'close > 5' } },
      { code: 'E2203', path: ['strategy', 'direction'], hint: expect.stringContaining('long_short') },
    ],
    [
      { strategy: { ...OWN, stops: { stop_loss: 'close - 5', stop_loss_percent: 5 } }, parameters: { length: [5] } },
      { code: 'E2203', path: ['strategy', 'stops', 'stop_loss'] },
    ],
    [
      { strategy: { ...OWN, direction: 'long_short' } },
      { code: 'E2203', message: expect.stringContaining('enter_short') },
    ],
    [
      { strategy: { rules: { enter_long: 'close > sma(close, lenght)' } }, parameters: { length: [5] } },
      { code: 'E2202', path: ['strategy', 'rules', 'enter_long'], span: { start: 19, end: 25 } },
    ],
    [{ strategy: { enter_long: 'close >' } }, { code: 'E2202', path: ['strategy', 'enter_long'] }],
    [{ strategy: { enter_long: 'close > close[-1]' } }, { code: 'E2202' }],
    [
      { strategy: { enter_long: 'true', enter_long_order: 'sellStop(low)' } },
      { code: 'E2202', path: ['strategy', 'enter_long_order'], span: { start: 0, end: 8 } },
    ],
    [
      { strategy: { enter_long: 'close > nextOpen' } },
      { code: 'E2202', message: expect.stringContaining('in the price of an order') },
    ],
    [
      { strategy: { enter_long: 'true', exit_long_order: 'sellStop(low)' } },
      { code: 'E2203', message: expect.stringContaining('needs exit_long for exit_long_order') },
    ],
    [{ strategy: { enter_long: 'true', stops: { max_bars: 'barsSinceEntry' } } }, { code: 'E2202' }],
    [{ strategy: { enter_long: 'true', flat_at_session_end: 'perhaps' } }, { code: 'E2001' }],
    [
      { strategy: OWN, parameters: { length: [5], unused: [1, 2] } },
      { code: 'E2103', path: ['parameters', 'unused'] },
    ],
    [{ strategy: { ...OWN, parameters: { close: 5 } } }, { code: 'E2202' }],
  ])('%j is refused', (raw, expected) => {
    expect(errorsOf({ ...MINIMAL, ...raw })).toContainEqual(expect.objectContaining(expected));
  });
});

describe('the kind of a parameter that nobody declared', () => {
  const OWN = {
    enter_long: 'close > sma(close, n) * k',
    exit_long: 'close < sma(close, n)',
    parameters: { k: 1, n: 10 },
  };
  const kindOf = (parameter: unknown, { parameters, ...rest }: object & { parameters?: object } = OWN) => {
    const strategy = { ...rest, parameters: { k: 1, ...parameters } };
    const { space, strategy: definition, fixed } = read({ strategy, parameters: { n: parameter } }).spec;
    return [definition.parameters['n']?.kind, space.parameters[0]?.domain.kind ?? fixed['n']];
  };
  const undeclared = { ...OWN, parameters: {} };

  it.each<[unknown, unknown]>([
    ['10..30', 'integer'],
    [{ min: 10, max: 30 }, 'integer'],
    [{ min: 10, max: 30, step: 5 }, 'integer'],
    [{ min: 10, max: 30, type: 'discrete' }, 'integer'],
    [[10, 30], 'list'],
  ])('is whole within %j', (parameter, domain) => {
    expect(kindOf(parameter)).toEqual(['integer', domain]);
    expect(kindOf(parameter, undeclared)).toEqual(['integer', domain]);
  });

  it.each<[unknown, unknown]>([
    [{ min: 10.5, max: 30 }, 'continuous'],
    [{ min: 10, max: 30, step: 2.5 }, 'float'],
    [{ min: 10, max: 30, scale: 'log' }, 'continuous'],
    [{ min: 10, max: 30, type: 'continuous' }, 'continuous'],
    [[10, 12.5], 'list'],
  ])('is any number within %j', (parameter, domain) => {
    expect(kindOf(parameter)).toEqual(['float', domain]);
    expect(kindOf(parameter, undeclared)).toEqual(['float', domain]);
  });

  it('keeps the default that was declared, and stays a number', () => {
    const parameters = { k: { min: 1.5, max: 2 }, n: [20] };
    expect(read({ strategy: OWN, parameters }).spec.strategy.parameters['k']).toMatchObject({
      kind: 'float',
      default: 1,
    });
    expect(errorsOf({ ...MINIMAL, strategy: OWN, parameters: { n: true } })).toMatchObject([{ code: 'E2105' }]);
  });
});

describe('everything that is wrong is told at once', () => {
  it('ranges, while another parameter cannot be read', () => {
    const parameters = { rsi_period: { min: 20, max: 5 }, ema_fast: { min: 'a', max: 5 }, entry_threshold: [20, 20] };
    expect(errorsOf({ ...MINIMAL, parameters }).map(({ code, path }) => [code, path.join('.')])).toEqual([
      ['E2001', 'parameters.ema_fast.min'],
      ['E2102', 'parameters.rsi_period.min'],
      ['E2102', 'parameters.entry_threshold.1'],
    ]);
  });

  it('ranges and conditions', () => {
    const raw = { ...MINIMAL, parameters: { rsi_period: { min: 20, max: 5 } }, constraints: ['rsi_perid > 5'] };
    expect(errorsOf(raw).map(({ code }) => code)).toEqual(['E2102', 'E2301']);
  });
});

describe('values that no rule can use', () => {
  const OWN = { enter_long: 'close > close[n - 15]', exit_long: 'close < sma(close, m)' };
  const issuesOf = (parameters: object, strategy: unknown = OWN) =>
    readOptimizationSpec({ ...MINIMAL, strategy, parameters }, vocabulary).issues;

  it.each<[string, object]>([
    ['a list', { fast: [0, -5] }],
    ['a range', { fast: { min: -50, max: 0, step: 1 } }],
    ['a single value', { fast: 0 }],
  ])('are an error when there are no others: %s', (_, parameters) => {
    expect(issuesOf({ slow: [50, 100], ...parameters }, 'sma-crossover')).toMatchObject([
      {
        severity: 'error',
        code: 'E2108',
        path: ['parameters', 'fast'],
        message: expect.stringContaining('sma(close, fast)'),
      },
    ]);
  });

  it('are a warning when there are others', () => {
    expect(issuesOf({ n: { min: 10, max: 20 }, m: [5, 10] })).toMatchObject([
      { severity: 'warning', code: 'W2003', path: ['parameters', 'n'], hint: expect.stringContaining('would run') },
    ]);
    expect(issuesOf({ n: [15], m: { min: 0, max: 500 } })).toMatchObject([
      { code: 'W2003', path: ['parameters', 'm'], message: expect.stringContaining('such as 0: sma(close, m)') },
    ]);
  });

  it('may lie between the ends of a range', () => {
    expect(issuesOf({ n: [15], m: { min: 10, max: 20, step: 2.5 } })).toMatchObject([{ code: 'W2003' }]);
    const continuous = { min: 10, max: 20, type: 'continuous' };
    expect(
      issuesOf({ n: [15], m: continuous })
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['W2003', 'W2004']);
  });

  it('are those of the parameter that is to blame, wherever the others are', () => {
    expect(issuesOf({ n: [10], m: [5, 10] })).toMatchObject([{ code: 'E2108', path: ['parameters', 'n'] }]);
    const both = { enter_long: 'close > close[n - m]' };
    expect(issuesOf({ n: [10, 40], m: [5, 30] }, both)).toEqual([]);
    expect(issuesOf({ n: [10, 40], m: [5, 50] }, both)).toMatchObject([{ code: 'W2003', path: ['parameters', 'm'] }]);
  });

  it('are told of every parameter at once', () => {
    const issues = issuesOf({ fast: [0, -5], slow: { min: 0, max: 200 } }, 'sma-crossover');
    expect(issues.map(({ code, path }) => [code, path.at(-1)])).toEqual([
      ['E2108', 'fast'],
      ['W2003', 'slow'],
    ]);
  });

  it('are none where a condition switches the rule off', () => {
    const off = { enter_long: '(n > 0 and close > sma(close, n)) or close > 5' };
    expect(issuesOf({ n: [0, 10] }, off)).toEqual([]);
  });
});

describe('a space that its method cannot search', () => {
  const warningsOf = (raw: object) => {
    const { ok, issues } = readOptimizationSpec({ ...MINIMAL, ...raw }, vocabulary);
    return { ok, issues: issues.map(({ code, path, message }) => [code, path.join('.'), message]) };
  };

  it.each<[string, object, string, string]>([
    [
      'no end',
      { parameters: { rsi_period: [5], risk_percent: { min: 1, max: 2 } } },
      'parameters.risk_percent',
      'Give each continuous parameter a step',
    ],
    [
      'too many points',
      { search_space: { rsi_period: { min: 2, max: 90 } }, parameters: null, max_iterations: 50 },
      'search_space',
      'The grid has 89 feasible points, more than the budget of 50',
    ],
    [
      'no point',
      { parameters: { entry_threshold: [20, 30] }, constraints: ['entry_threshold > 50'] },
      'parameters',
      'No point of the space meets its constraints',
    ],
  ])('%s: a warning, where it comes from', (_, raw, place, message) => {
    expect(warningsOf(raw)).toEqual({ ok: true, issues: [['W2004', place, expect.stringContaining(message)]] });
  });

  it('may be searched by another', () => {
    const parameters = { risk_percent: { min: 1, max: 2 } };
    expect(warningsOf({ parameters, method: { name: 'random', budget: 10 } }).issues).toEqual([]);
  });
});

describe('method and execution', () => {
  it.each<[object, object]>([
    [{}, { name: 'grid', seed: 42, budget: null }],
    [{ method: 'grid_search' }, { name: 'grid' }],
    [
      { optimization_method: 'Random Search', max_iterations: 100, seed: 7 },
      { name: 'random', budget: 100, seed: 7 },
    ],
    [{ method: { name: 'random', n_trials: 50, random_state: 1 } }, { name: 'random', budget: 50, seed: 1 }],
  ])('%j', (raw, expected) => {
    expect(read(raw).spec.method).toMatchObject(expected);
  });

  it.each<[object, object]>([
    [{ method: 'tpe' }, { code: 'E2006' }],
    [{ method: 'ai_driven' }, { code: 'E2006' }],
    [{ method: 'gridd' }, { code: 'E2501', hint: expect.stringContaining('Did you mean grid?') }],
    [{ method: { name: 'random', seed: 1.5 } }, { code: 'E2009' }],
    [{ max_iterations: 0 }, { code: 'E2009' }],
    [{ execution: { trial_timeout: '60 parsecs' } }, { code: 'E2009' }],
    [{ execution: { max_concurrent: 0 } }, { code: 'E2009' }],
    [{ split: { holdout: '20%' } }, { code: 'E2006', message: 'split is not available yet: holding back data' }],
    [{ validate: {} }, { code: 'E2006' }],
    [{ gates: ['trades >= 100'] }, { code: 'E2006' }],
    [{ market_regime_filter: 'bull' }, { code: 'E2006' }],
    [{ paramters: {} }, { code: 'E2002', hint: 'Did you mean parameters?' }],
  ])('%j is refused', (raw, expected) => {
    expect(errorsOf({ ...MINIMAL, ...raw })).toContainEqual(expect.objectContaining(expected));
  });
});

describe('the hash of a spec', () => {
  const resolved = (raw: object) => {
    const { spec } = read(raw);
    return { ...spec, dataset: { ...spec.dataset, hash: 'ab'.repeat(32), bars: { from: 0, to: 100 } } };
  };

  it('is about what is computed, not about names or places', () => {
    const hash = specHash(resolved({}));
    expect(specHash(resolved({ name: 'other', description: 'x', data: './x.csv', max_concurrent: 9 }))).toBe(hash);
    expect(specHash(resolved({ seed: 1 }))).not.toBe(hash);
    expect(specHash(resolved({ backtest: { fill: 'close' } }))).not.toBe(hash);
    expect(specHash({ ...resolved({}), dataset: { ...resolved({}).dataset, hash: 'cd'.repeat(32) } })).not.toBe(hash);
  });

  it('needs resolved data', () => {
    expect(() => specHash(read({}).spec)).toThrow(RangeError);
  });
});
