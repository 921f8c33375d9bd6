import { BatchCrashedError, DEFAULT_BACKTEST_SETTINGS, type EvaluationTask } from '#quant/backtest';
import type { Candles } from '#quant/candles';
import { backtestRunnerContract } from '#testing';
import { createWorkerRunner } from './worker-runner';

backtestRunnerContract('a runner on one thread', (candles) => createWorkerRunner({ workers: 1, candles }));
backtestRunnerContract('a runner on two threads', (candles) => createWorkerRunner({ workers: 2, candles }));

describe('a batch that uses up the memory of its thread', () => {
  /** A trade on every other bar: far more of them than the small heap below can hold. */
  const hungry: EvaluationTask = {
    strategy: {
      name: 'flip', title: 'Flip', category: 'custom', version: 1, direction: 'reverse', constraints: [], parameters: {},
      enterLong: 'close > open', exitLong: 'close <= open',
    },
    space: { parameters: [], constraints: [] },
    fixed: {},
    plan: { kind: 'points', count: 1, columns: [] },
    settings: { ...DEFAULT_BACKTEST_SETTINGS, commissionPercent: 0, slippagePercent: 0, fill: 'close', sizing: { kind: 'units', units: 1 } },
    metrics: ['trades'],
    dataset: 'many',
    bars: { from: 0, to: 2 },
  }; // prettier-ignore

  it('is told so, and the next batch gets a fresh thread', async () => {
    const bars = 400_000;
    const column = new Float64Array(bars).fill(100);
    const candles: Candles = {
      symbol: 'MANY', interval: '1m', time: column.map((_, bar) => bar * 60_000),
      open: column.map((price, bar) => price - (bar % 2)), high: column, low: column, close: column, volume: column,
    }; // prettier-ignore
    const runner = createWorkerRunner({ workers: 1, candles: () => Promise.resolve(candles), maxMemoryMb: 16 });
    try {
      await expect(runner.evaluate({ ...hungry, bars: { from: 0, to: bars } })).rejects.toThrow(BatchCrashedError);
      expect((await runner.evaluate(hungry)).failures).toEqual([]);
    } finally {
      await runner.close();
    }
  });
});

it('a runner needs a thread', () => {
  const candles = () => Promise.reject(new Error('not asked for'));
  expect(() => createWorkerRunner({ workers: 0, candles })).toThrow('workers is 0, expected 1 or more.');
});
