import { fixedClock } from '#kernel';
import {
  BatchCrashedError,
  DEFAULT_BACKTEST_SETTINGS,
  evaluateBatch,
  type EvaluationTask,
  RunnerClosedError,
} from '#quant/backtest';
import type { Candles } from '#quant/candles';
import { backtestRunnerContract, flatMarket, manualTimers } from '#testing';
import { createWorkerRunner } from './worker-runner';

backtestRunnerContract('a runner on one thread', (candles) => createWorkerRunner({ workers: 1, candles }));
backtestRunnerContract('a runner on two threads', (candles) => createWorkerRunner({ workers: 2, candles }));

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
  metrics: ['trades', 'ulcer_index'],
  dataset: 'many',
  bars: { from: 0, to: 2 },
}; // prettier-ignore

describe('a batch that uses up the memory of its thread', () => {
  it('is told so, and the next batch gets a fresh thread', async () => {
    const bars = 400_000;
    const column = new Float64Array(bars).fill(100);
    const candles: Candles = {
      symbol: 'MANY', interval: '1m', time: column.map((_, bar) => bar * 60_000),
      open: column.map((price, bar) => price - (bar % 2)), high: column, low: column, close: column, volume: column,
    }; // prettier-ignore
    const runner = createWorkerRunner({ workers: 1, candles: () => Promise.resolve(candles), maxHeapMb: 16 });
    try {
      await expect(runner.evaluate({ ...hungry, bars: { from: 0, to: bars } })).rejects.toThrow(BatchCrashedError);
      expect((await runner.evaluate(hungry)).failures).toEqual([]);
    } finally {
      await runner.close();
    }
  });
});

describe('a runner that lets go', () => {
  it('ends the threads that have no batch, not the others', async () => {
    const two = flatMarket(100, 101);
    const runner = createWorkerRunner({ workers: 2, candles: () => Promise.resolve(two) });
    const threads = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort').length;
    const none = threads();
    try {
      await Promise.all([runner.evaluate(hungry), runner.evaluate(hungry)]);
      const both = threads();
      expect(both).toBeGreaterThan(none);
      const underWay = runner.evaluate(hungry);
      await runner.letGo?.();
      expect((await underWay).failures).toEqual([]);
      expect(threads()).toBeLessThan(both);
      await runner.letGo?.();
      expect(threads()).toBe(none);
    } finally {
      await runner.close();
    }
  });
});

describe('a runner whose threads are paced', () => {
  const task: EvaluationTask = {
    ...hungry,
    bars: { from: 0, to: 2 },
  };
  const two = flatMarket(100, 101);

  it('gives a result at once, and takes the next batch when its thread has rested', async () => {
    const timers = manualTimers();
    const clock = fixedClock(0);
    // Each look at the clock comes 100 ms after the last: every batch seems to take that long.
    const now = (): number => (clock.advance(100), clock.now());
    const runner = createWorkerRunner({ workers: 1, candles: async () => two, pace: { share: 0.25, timers, now } });
    try {
      const result = await runner.evaluate(task);
      expect(timers.pending()).toBe(1);
      const refused = new AbortController();
      const unwanted = runner.evaluate(task, { signal: refused.signal });
      const next = runner.evaluate(task);
      await timers.advance(299);
      expect(timers.pending()).toBe(1);
      refused.abort(new Error('not wanted any more'));
      await expect(unwanted).rejects.toThrow('not wanted any more');
      await timers.advance(1);
      expect(await next).toEqual(result);
    } finally {
      await runner.close();
    }
    expect(timers.pending()).toBe(0);
  });

  it('does not wait for a rest when it is closed', async () => {
    const timers = manualTimers();
    const clock = fixedClock(0);
    const now = (): number => (clock.advance(100), clock.now());
    const runner = createWorkerRunner({ workers: 1, candles: async () => two, pace: { share: 0.25, timers, now } });
    await runner.evaluate(task);
    const waiting = expect(runner.evaluate(task)).rejects.toThrow(RunnerClosedError);
    await timers.advance(0);
    await runner.close();
    await waiting;
    expect(timers.pending()).toBe(0);
  });
});

describe('a runner whose threads have a memory limit', () => {
  const wave = flatMarket(...Array.from({ length: 20_000 }, (_, bar) => 100 + 20 * Math.sin(bar / 9)));
  const sweep: EvaluationTask = {
    ...hungry,
    strategy: {
      ...hungry.strategy, direction: 'long',
      parameters: { length: { kind: 'integer', default: 5, min: 1, max: 100, step: 1 } },
      enterLong: 'close > sma(close, length)', exitLong: 'close < sma(close, length)',
    },
    space: { parameters: [{ name: 'length', domain: { kind: 'integer', min: 1, max: 400, step: 1 } }], constraints: [] },
    plan: { kind: 'range', start: '0', end: '400', count: 400 },
    settings: DEFAULT_BACKTEST_SETTINGS,
    metrics: ['trades', 'sharpe_ratio'],
    bars: { from: 0, to: 20_000 },
  }; // prettier-ignore

  it('gives the same bits where there is room', async () => {
    const exceeded: unknown[] = [];
    const memory = { maxMb: 4096, onExceeded: (found: unknown) => exceeded.push(found) };
    const runner = createWorkerRunner({ workers: 1, candles: async () => wave, memory });
    try {
      expect(await runner.evaluate(sweep)).toEqual(evaluateBatch(sweep, wave));
    } finally {
      await runner.close();
    }
    expect(exceeded).toEqual([]);
  });

  it('gives the same bits in smaller and smaller parts, each on a fresh thread, when a thread uses too much', async () => {
    const exceeded: { usedMb: number; trials: number }[] = [];
    // As much as the columns of four hundred trials alone take.
    const memory = { maxMb: 64, onExceeded: (found: { usedMb: number; trials: number }) => void exceeded.push(found) };
    const runner = createWorkerRunner({ workers: 1, candles: async () => wave, memory });
    try {
      expect(await runner.evaluate(sweep)).toEqual(evaluateBatch(sweep, wave));
      expect(await runner.evaluate(sweep)).toEqual(evaluateBatch(sweep, wave));
    } finally {
      await runner.close();
    }
    for (const [i, { usedMb, trials }] of exceeded.entries()) {
      expect(usedMb).toBeGreaterThan(64);
      expect(trials).toBeLessThanOrEqual(Math.max(1, 400 >> i));
    }
    expect(exceeded[0]?.trials).toBe(400);
  });

  it('refuses what cannot fit', async () => {
    const memory = { maxMb: 64, onExceeded: () => undefined };
    const runner = createWorkerRunner({ workers: 1, candles: async () => wave, memory });
    try {
      await expect(runner.evaluate({ ...hungry, bars: { from: 0, to: 1_000_000 } })).rejects.toThrow(
        'A trial over 1000000 bars needs about 1933 MB, and an evaluation thread may use 64 MB.',
      );
    } finally {
      await runner.close();
    }
  });
});

it('a runner needs a thread', () => {
  const candles = () => Promise.reject(new Error('not asked for'));
  expect(() => createWorkerRunner({ workers: 0, candles })).toThrow('workers is 0, expected 1 or more.');
});
