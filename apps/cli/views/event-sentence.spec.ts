import { batchEvents, optimizationEvents } from '#domain/optimization';
import type { EventCatalogue, RecordedEvent } from '#event-sourcing';
import { eventSentence } from './event-sentence';

/** The example of an event, as the log would hold it. */
function recorded<E extends { type: string; data: unknown }>(
  catalogue: EventCatalogue<E>,
  type: E['type'],
): RecordedEvent {
  const encoded = catalogue.encode({ type, data: catalogue.definition(type).example } as E);
  const place = { stream: 's', revision: 0, position: 0, recordedAt: '2026-01-02T03:04:05.000Z' };
  return { id: 'e', metadata: { correlationId: 'c', causationId: 'c' }, ...place, ...encoded };
}

describe('a line about every event', () => {
  it.each([
    ['OptimizationRequested', '"sma-crossover" asked for: 80 trials in batches of 16'],
    ['BatchPlanned', 'batch 0: trials 0–15 planned'],
    ['PlanningFinished', 'planning finished: 5 batches, 80 trials'],
    ['OptimizationPaused', 'paused: night'],
    ['FailedTrialsRetried', 'retry 1: 2 failed trials in 2 batches once more'],
    ['OptimizationResumed', 'resumed'],
    ['OptimizationCancelled', 'cancelled: wrong data'],
    ['OptimizationFailed', 'failed: All 80 trials failed. (optimization.no-usable-trial)'],
    ['OptimizationCompleted', 'completed: 79 trials, 1 failed, peak 17, pick 42; verdict keep'],
  ] as const)('%s', (type, sentence) => {
    expect(eventSentence(recorded(optimizationEvents, type))).toBe(sentence);
  });

  it('results', () => {
    expect(batchEvents.types.map((type) => eventSentence(recorded(batchEvents, type)))).toEqual([
      'batch 0: trials 0–2 evaluated, 1 failed',
      'batch 0: evaluated again with ANOTHER result; one of the two machines is wrong',
    ]);
  });

  it('names the actor', () => {
    const event = recorded(optimizationEvents, 'OptimizationRequested');
    const asked = { ...event, metadata: { ...event.metadata, actor: 'key-7f' } };
    expect(eventSentence(asked)).toContain('asked for by key-7f: 80 trials');
  });
});
