import * as fc from 'fast-check';
import type { BacktestSettings, EvaluationTask } from '#quant/backtest';
import type { Candles, Interval } from '#quant/candles';
import { METRICS } from '#quant/metrics';
import { planColumns } from '#quant/space';
import { STRATEGIES, type StrategyDefinition } from '#quant/strategies';
import { type PlannedBatch, plannedBatches, plannedFor } from './plan.arbitrary';
import { spaceOf } from '../space.arbitrary';
import { MARKET_KINDS, type MarketKind, type MarketShape, randomMarket } from './random-market';
import {
  absurd,
  allInLong,
  allInLongWithoutStops,
  anySettings,
  unborrowed,
  unusualSettings,
} from './settings.arbitrary';
import { type Need, strategies } from './strategy.arbitrary';

/** A batch and the market it is evaluated on. */
export interface EvaluationCase {
  market: MarketShape;
  task: EvaluationTask;
}

export function candlesOfCase({ market }: EvaluationCase): Candles {
  return randomMarket(market);
}

/** Lengths around the words, blocks and chunks that a fast engine may count in. */
const BORDERS = [1, 2, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257, 511, 512, 513];

const usualLengths = fc.oneof(
  { withCrossShrink: true },
  { weight: 6, arbitrary: fc.noBias(fc.integer({ min: 1, max: 160 })) },
  { weight: 4, arbitrary: fc.constantFrom(...BORDERS) },
  { weight: 2, arbitrary: fc.noBias(fc.integer({ min: 160, max: 700 })) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1023, 1024, 1025, 2047, 2048, 2049) },
);

/** Many bars, few trials. */
export const longLengths = fc.constantFrom(4095, 4096, 4097, 5000, 32_767, 32_769, 65_535, 65_536, 65_537, 70_001);

export function marketShapes(lengths: fc.Arbitrary<number> = usualLengths): fc.Arbitrary<MarketShape> {
  return fc.record({
    seed: fc.noShrink(fc.nat()),
    bars: lengths,
    kind: fc.oneof(
      { withCrossShrink: true },
      { weight: 3, arbitrary: fc.constantFrom<MarketKind>('ticks', 'cycle', 'walk') },
      { weight: 2, arbitrary: fc.constantFrom(...MARKET_KINDS) },
    ),
    scale: fc.oneof({ weight: 8, arbitrary: fc.constant(1) }, fc.constantFrom(1e-9, 1e9, 0.01, 2 ** -150, 2 ** 140)),
    silent: fc.constantFrom(0, 0.3, 1),
    interval: fc.constantFrom<Interval>('1d', '1d', '1h', '4h', '5m', '1w', '1M'),
  });
}

const METRIC_IDS = METRICS.map(({ id }) => id);
/** Of these an engine may need neither the equity curve nor the list of trades. */
const USUAL_METRICS = [
  'trades', 'total_return_percent', 'sharpe_ratio', 'max_drawdown_percent', 'win_rate_percent', 'profit_factor',
  'volatility_percent', 'exposure_percent', 'expectancy', 'fees_paid', 'final_equity', 'calmar_ratio', 'open_trades',
  'average_trade_bars', 'best_trade_percent', 'worst_trade_percent', 'payoff_ratio', 'average_trade_percent',
]; // prettier-ignore
const someMetrics = fc.oneof(
  { withCrossShrink: true },
  { weight: 4, arbitrary: fc.constant(USUAL_METRICS) },
  { weight: 2, arbitrary: fc.shuffledSubarray(METRIC_IDS) },
  { weight: 1, arbitrary: fc.constant(METRIC_IDS) },
);

/** What is evaluated, before it is known where and how. */
interface Trials {
  strategy: StrategyDefinition;
  planned: PlannedBatch;
}

function randomTrials(need: Need): fc.Arbitrary<Trials> {
  return fc.record({ strategy: strategies(need), planned: plannedBatches });
}

const catalogueTrials: fc.Arbitrary<Trials> = fc
  .constantFrom(...STRATEGIES)
  .chain((strategy) => fc.record({ strategy: fc.constant(strategy), planned: plannedFor(strategy) }));

function casesOf(
  trials: fc.Arbitrary<Trials>,
  special: fc.Arbitrary<Partial<BacktestSettings>>,
  lengths: fc.Arbitrary<number>,
): fc.Arbitrary<EvaluationCase> {
  return fc
    .record({
      market: marketShapes(lengths),
      margins: fc.record({ before: fc.nat(3), after: fc.nat(3) }),
      trials,
      settings: anySettings,
      special,
      metrics: someMetrics,
    })
    .map(({ market, margins, trials: { strategy, planned }, settings, special: stronger, metrics }) =>
      readable({
        market: { ...market, bars: market.bars + margins.before + margins.after },
        task: {
          strategy,
          ...planned,
          settings: { ...settings, ...stronger },
          metrics,
          dataset: JSON.stringify({ market, margins }),
          bars: { from: margins.before, to: margins.before + market.bars },
        },
      }),
    );
}

function readable(some: EvaluationCase): EvaluationCase {
  return Object.defineProperty(some, fc.toStringMethod, { value: () => describeCase(some) });
}

/** Any batch, each tier of the engine about equally often. */
export function evaluationCases(lengths: fc.Arbitrary<number> = usualLengths): fc.Arbitrary<EvaluationCase> {
  const asDrawn = fc.constant({});
  return fc.oneof(
    { weight: 4, arbitrary: casesOf(randomTrials('trades'), allInLongWithoutStops, lengths) },
    { weight: 4, arbitrary: casesOf(randomTrials('stops'), allInLong, lengths) },
    { weight: 4, arbitrary: casesOf(randomTrials('anything'), asDrawn, lengths) },
    { weight: 4, arbitrary: casesOf(randomTrials('terms'), unborrowed, lengths) },
    { weight: 3, arbitrary: casesOf(randomTrials('live'), asDrawn, lengths) },
    { weight: 2, arbitrary: casesOf(catalogueTrials, asDrawn, lengths) },
    { weight: 1, arbitrary: casesOf(randomTrials('anything'), absurd, lengths) },
  );
}

/** The same with no more trials than `most`, planned as points. */
export function withFewTrials(some: EvaluationCase, most: number): EvaluationCase {
  const { task } = some;
  const all = planColumns(spaceOf(task.space), task.plan);
  const count = Math.min(most, task.plan.count);
  const columns = all.map((column) => column.slice(0, count));
  return readable({ ...some, task: { ...task, plan: { kind: 'points', count, columns } } });
}

/** The case as a counterexample shows it: without what all have in common. */
function describeCase({ market, task }: EvaluationCase): string {
  const { strategy: definition, settings, plan, metrics, dataset: _, ...rest } = task;
  const { parameters: __, ...strategy } = definition;
  return JSON.stringify(
    {
      market,
      strategy,
      ...rest,
      settings: unusualSettings(settings),
      plan,
      metrics: metrics.length === METRIC_IDS.length ? 'all' : metrics,
    },
    (_key, value: unknown) => spelled(value),
    1,
  );
}

/** What JSON has no word for. */
function spelled(value: unknown): unknown {
  if (value instanceof Float64Array) return `[${Array.from(value, spelled).join(', ')}]`;
  return typeof value === 'number' && (Object.is(value, -0) || !Number.isFinite(value)) ? fc.stringify(value) : value;
}
