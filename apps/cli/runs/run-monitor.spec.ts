import { batchEvents, type OptimizationEvent, optimizationEvents } from '#domain/optimization';
import type { EncodedEvent, RecordedEvent } from '#event-sourcing';
import { RunMonitor } from './run-monitor';

const place = { id: 'e', stream: 's', revision: 0, position: 0, recordedAt: '2026-01-02T03:04:05.000Z' };
const recorded = (event: EncodedEvent): RecordedEvent => ({
  ...place,
  metadata: { correlationId: 'c', causationId: 'c' },
  ...event,
});
const lifeCycle = (type: OptimizationEvent['type']): RecordedEvent =>
  recorded(optimizationEvents.encode({ type, data: optimizationEvents.definition(type).example } as OptimizationEvent));

function evaluated(sharpe: number[], trades: number[], failed = 0): RecordedEvent {
  const data = {
    optimizationId: 'opt_1',
    batch: 0,
    firstTrial: 0,
    count: sharpe.length,
    metrics: ['sharpe_ratio', 'trades'],
    columns: [Float64Array.from(sharpe), Float64Array.from(trades)],
    failures: Array.from({ length: failed }, (_, index) => ({ index, reason: 'no candles' })),
    engineVersion: '1',
    resultHash: 'ab',
  };
  return recorded(batchEvents.encode({ type: 'BatchEvaluated', data }));
}

describe('where a run stands', () => {
  const spec = {
    objective: { metric: 'sharpe_ratio', direction: 'maximize' as const },
    criteria: [{ metric: 'trades', min: 10 }],
  };

  it('adds up batches; the best is the best that meets the criteria', () => {
    const monitor = new RunMonitor(spec);
    monitor.apply(lifeCycle('OptimizationRequested'));
    expect(monitor.state).toEqual({
      done: 0,
      total: 80,
      failed: 0,
      best: null,
      paused: false,
      objective: 'sharpe_ratio',
    });
    monitor.apply(evaluated([1.2, 3, Number.NaN], [12, 9, 20], 1));
    monitor.apply(evaluated([0.5, 1.4], [10, 11]));
    expect(monitor.state).toMatchObject({ done: 5, failed: 1, best: 1.4 });
  });

  it('is told without the bytes of events too, but for the best value', () => {
    const monitor = new RunMonitor(spec, { countsOnly: true });
    monitor.apply({ ...evaluated([1.2, 3], [12, 9], 1), bytes: undefined });
    expect(monitor.state).toMatchObject({ done: 2, failed: 1, best: null });
  });

  it('has no best value while no trial meets the criteria', () => {
    const monitor = new RunMonitor(spec);
    monitor.apply(evaluated([1.2], [Number.NaN]));
    expect(monitor.state.best).toBeNull();
  });

  it('takes the smallest when smaller is better', () => {
    const monitor = new RunMonitor({ objective: { metric: 'sharpe_ratio', direction: 'minimize' }, criteria: [] });
    monitor.apply(evaluated([1.2, -0.3, 0.4], [1, 1, 1]));
    expect(monitor.state.best).toBe(-0.3);
  });

  it('is paused until it is resumed', () => {
    const monitor = new RunMonitor(spec);
    const paused = (['OptimizationPaused', 'OptimizationResumed'] as const).map((type) => {
      monitor.apply(lifeCycle(type));
      return monitor.state.paused;
    });
    expect(paused).toEqual([true, false]);
  });

  it('takes back what is evaluated once more', () => {
    const monitor = new RunMonitor(spec);
    for (let batch = 0; batch < 10; batch++) monitor.apply(evaluated([1, 2, 3, 4], [20, 20, 20, 20], 1));
    monitor.apply(lifeCycle('OptimizationCompleted'));
    monitor.apply(lifeCycle('FailedTrialsRetried'));
    expect(monitor.state).toMatchObject({ done: 40 - 32, failed: 10 - 2 });
    expect(monitor.ended).toBe(false);
  });

  it.each(['OptimizationCompleted', 'OptimizationFailed', 'OptimizationCancelled'] as const)('%s ends it', (type) => {
    const monitor = new RunMonitor(spec);
    monitor.apply(lifeCycle('OptimizationPaused'));
    expect(monitor.ended).toBe(false);
    monitor.apply(lifeCycle(type));
    expect(monitor.ended).toBe(true);
  });
});
