import { sessionEnds, sliceCandles } from '#quant/candles';
import { createEvaluator } from '#quant/formula';
import { INDICATORS } from '#quant/indicators';
import { periodsPerYear } from '#quant/metrics';
import type { ParameterSet, ParameterValue } from '#quant/space';
import { STRATEGIES, type StrategyDefinition } from '#quant/strategies';
import { sp500Candles } from '#testing';
import type { BacktestSettings } from './backtest.types';
import { requireStrategy } from './compile-strategy';
import { DEFAULT_BACKTEST_SETTINGS } from './default-settings';
import { ruleSignals } from './rule-signals';
import { simulate } from './simulate';
import { tierOf } from './tier';
import { TrialRunner } from './trial-runner';

const CANDLES = sliceCandles(sp500Candles(), 0, 900);

const defaultsOf = ({ parameters }: StrategyDefinition): ParameterSet =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, { default: value }]): [string, ParameterValue] => [name, value]),
  );

const isFast = (strategy: StrategyDefinition): boolean =>
  tierOf(requireStrategy(strategy, INDICATORS), CANDLES, DEFAULT_BACKTEST_SETTINGS) !== 'bar-loop';
const FAST = STRATEGIES.filter(isFast);
const HIGHER: StrategyDefinition = {
  name: 'weeks', title: 'Weeks', category: 'trend', version: 1, direction: 'reverse', constraints: [], parameters: {},
  enterLong: 'htf("1w", close > sma(close, 10)) and not (close < sma(htf("1w", high), 20))',
  exitLong: 'crossDown(close, htf("1w", ema(close, 10)))',
  stops: { stopLoss: 'htf("1w", low)' },
}; // prettier-ignore

/** The plain way: rules as columns, bar by bar. */
function barByBar(definition: StrategyDefinition, settings: BacktestSettings) {
  const strategy = requireStrategy(definition, INDICATORS).bind(defaultsOf(definition));
  const evaluator = createEvaluator({ candles: CANDLES, periodsPerYear: periodsPerYear(CANDLES) });
  const ends = definition.flatAtSessionEnd ? sessionEnds(CANDLES) : null;
  return simulate(ruleSignals(strategy, evaluator, { warmup: settings.warmup, sessionEnds: ends }), CANDLES, settings);
}

describe.each([...FAST, HIGHER].map((strategy) => [strategy.name, strategy] as const))('%s', (_name, strategy) => {
  it.each(['per-rule', 'all-indicators'] as const)('trades by bits as by columns, warm-up %s', (warmup) => {
    const settings = { ...DEFAULT_BACKTEST_SETTINGS, warmup };
    const runner = new TrialRunner(strategy, CANDLES, settings);
    expect(runner.tier).not.toBe('bar-loop');
    expect(runner.run(defaultsOf(strategy)).simulation).toEqual(barByBar(strategy, settings));
  });
});

it('most strategies of the catalogue are traded the fast way, and some are not', () => {
  expect(FAST.length).toBeGreaterThan(STRATEGIES.length / 2);
  expect(FAST.length).toBeLessThan(STRATEGIES.length);
});
