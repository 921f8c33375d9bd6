/** The grids that are measured, and the settings they are measured with. */
import { built } from './built.mjs';
import { dailyMarket, hourlyMarket } from './markets.mjs';

const { DEFAULT_BACKTEST_SETTINGS } = built('quant/backtest');
const { compileSpace } = built('quant/space');

export const METRICS = ['total_return_percent', 'sharpe_ratio', 'max_drawdown_percent', 'win_rate_percent', 'profit_factor', 'trades']; // prettier-ignore

const parameter = { kind: 'integer', default: 10, min: 1, max: 100_000, step: 1 };
const integers = (name, [min, max]) => ({ name, domain: { kind: 'integer', min, max, step: 1 } });

export function crossGrid(windows) {
  return {
    strategy: {
      name: 'cross', title: 'Cross', category: 'trend', version: 1, direction: 'long', constraints: [],
      parameters: { fast: parameter, slow: parameter },
      enterLong: 'crossUp(sma(close, fast), sma(close, slow))',
      exitLong: 'crossDown(sma(close, fast), sma(close, slow))',
    },
    space: { parameters: [integers('fast', windows), integers('slow', windows)], constraints: ['fast < slow'] },
  }; // prettier-ignore
}

/** @param rsi a formula over the parameter `n` */
export function thresholdGrid({ n, floor, ceiling }, rsi = 'rsi(close, n)') {
  return {
    strategy: {
      name: 'rsi', title: 'RSI', category: 'mean-reversion', version: 1, direction: 'long', constraints: [],
      parameters: { n: parameter, floor: parameter, ceiling: parameter },
      enterLong: `${rsi} < floor`,
      exitLong: `${rsi} > ceiling`,
    },
    space: { parameters: [integers('n', n), integers('floor', floor), integers('ceiling', ceiling)], constraints: [] },
  }; // prettier-ignore
}

const WINDOWS = [2, 143];
const LEVELS = { n: [2, 26], floor: [15, 34], ceiling: [50, 69] };
const FEW_WINDOWS = [2, 12];
const FEW_LEVELS = { n: [2, 4], floor: [25, 34], ceiling: [55, 58] };

/**
 * `sma`, `rsi` and `sma-100k`, each with its market; those that `grid` names, or all.
 * @param small so few trials and bars that a test can afford them
 * @param rsi see `thresholdGrid`
 * @returns name and grid, in order
 */
export function grids({ grid: names, small = false, rsi } = {}) {
  const windows = small ? FEW_WINDOWS : WINDOWS;
  const daily = dailyMarket(small ? 250 : 2520);
  const all = {
    sma: { ...crossGrid(windows), candles: daily },
    rsi: { ...thresholdGrid(small ? FEW_LEVELS : LEVELS, rsi), candles: daily },
    'sma-100k': { ...crossGrid(windows), candles: hourlyMarket(small ? 1000 : 100_000) },
  };
  return chosenOf(all, names, 'grid');
}

/** @returns the entries that are named, all when none is */
export function chosenOf(all, names, kind) {
  const unknown = names?.find((name) => !(name in all));
  if (unknown !== undefined) throw new Error(`There is no ${kind} "${unknown}": ${Object.keys(all).join(', ')}.`);
  return Object.entries(all).filter(([name]) => names === undefined || names.includes(name));
}

/** What a trial can be asked beside its rules. */
export const VARIANTS = {
  plain: {},
  'stop + target': { settings: { stopLossPercent: 5, takeProfitPercent: 10 } },
  trailing: { settings: { trailingStopPercent: 5 } },
  'half sizing': { settings: { sizing: { kind: 'fraction', fraction: 0.5 } } },
  'whole units': { settings: { unitStep: 1 } },
  reverse: { direction: 'reverse' },
};

export function spaceOf(definition) {
  const compiled = compileSpace(definition);
  if (!compiled.ok) throw new Error(compiled.issues.map(({ message }) => message).join('\n'));
  return compiled.space;
}

/** All trials of a grid as one batch. */
export function taskOf({ strategy, space, candles }, { settings = {}, direction = strategy.direction } = {}) {
  const { size, gridOrder } = spaceOf(space);
  return {
    strategy: { ...strategy, direction },
    space,
    fixed: {},
    plan: { kind: 'range', start: '0', end: String(size), count: Number(gridOrder().count) },
    settings: { ...DEFAULT_BACKTEST_SETTINGS, ...settings },
    metrics: METRICS,
    dataset: 'walk',
    bars: { from: 0, to: candles.close.length },
  };
}
