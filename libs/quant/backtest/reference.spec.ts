import { intervalMs } from '#quant/candles';
import {
  backtestingPyMetrics,
  backtestingPySettings,
  backtestingPyStrategy,
  backtestingPyTrade,
  collectedIds,
  describeCase,
  readCase,
  readReferenceCandles,
  referenceIds,
  statisticDifferences,
  tradeDifferences,
  VECTORBT_METRICS,
  vectorbtSettings,
  vectorbtStrategy,
  vectorbtTrade,
} from '#testing';
import { backtest } from './backtest';
import type { BacktestSettings } from './backtest.types';

/** Computed when the first test asks. */
function lazily<T>(compute: () => T): () => T {
  let done: { value: T } | null = null;
  return () => (done ??= { value: compute() }).value;
}

describe.each(referenceIds('bt').map((id) => [id, readCase(id)] as const))('backtesting.py', (id, reference) => {
  describeCase(reference)(id, () => {
    const run = lazily(() => {
      const candles = readReferenceCandles(reference.data);
      const parameters = reference.parameters as Record<string, number>;
      const report = backtest(backtestingPyStrategy(reference), parameters, candles, backtestingPySettings(reference));
      return { candles, ...report };
    });

    it('every trade', () => {
      const closed = run().simulation.trades.filter(({ reason }) => reason !== 'open');
      expect(tradeDifferences(closed.map(backtestingPyTrade), reference.rows)).toEqual([]);
    });

    it('every statistic', () => {
      const { candles, metrics } = run();
      const { Start, End, 'Duration [s]': duration, ...statistics } = reference.expected;
      const first = candles.time[0] ?? NaN;
      const last = candles.time[candles.time.length - 1] ?? NaN;
      const period = [Date.parse(String(Start)), Date.parse(String(End)), Number(duration) * 1000];
      expect(period).toEqual([first, last, last - first]);
      const resolution = [86_400, 3600, 60].find((unit) => unit * 1000 <= intervalMs(candles.interval)) ?? 60;
      expect(statisticDifferences(metrics, statistics, backtestingPyMetrics(resolution))).toEqual([]);
    });

    it('the bars that were waited', () => {
      expect(run().simulation.firstBar).toBe((reference.warmupBar ?? NaN) + 1);
    });
  });
});

describe.each(referenceIds('vbt').map((id) => [id, readCase(id)] as const))('vectorbt', (id, reference) => {
  describeCase(reference)(id, () => {
    const run = (settings: Partial<BacktestSettings> = {}) => {
      const candles = readReferenceCandles(reference.data);
      const parameters = reference.parameters as Record<string, number>;
      const { fastWindow = NaN, slowWindow = NaN } = parameters;
      const strategy = vectorbtStrategy('fastWindow', 'slowWindow', { fastWindow, slowWindow });
      return backtest(strategy, parameters, candles, { ...vectorbtSettings(reference), ...settings });
    };
    const asThere = lazily(() => run());

    it('every trade', () => {
      expect(tradeDifferences(asThere().simulation.trades.map(vectorbtTrade), reference.rows)).toEqual([]);
    });

    it('every statistic', () => {
      const { sharpe_252: sharpe252, ...statistics } = reference.expected;
      expect(statisticDifferences(asThere().metrics, statistics, VECTORBT_METRICS)).toEqual([]);
      if (typeof sharpe252 !== 'number') return;
      expect(
        statisticDifferences(run({ periodsPerYear: 252 }).metrics, { sharpe: sharpe252 }, VECTORBT_METRICS),
      ).toEqual([]);
    });
  });
});

(collectedIds() === null ? describe.skip : describe)('the reference collection', () => {
  it('has no case that is not reproduced', () => {
    expect(['bt', 'vbt', 'hm', 'vbg'].flatMap(referenceIds).sort()).toEqual(collectedIds()?.sort());
  });
});
