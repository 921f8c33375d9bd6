import { join } from 'node:path';
import { toEventText } from '#event-sourcing/log';
import { goldenEvents, specify } from '#testing';
import { type BatchEvaluated, batchEvents } from './batch.events';
import { type OptimizationCommand, optimizationDecider } from './optimization.decider';
import { type OptimizationEvent, optimizationEvents } from './optimization.events';
import { batchResultHash, batchSizeFor, optimizationResultHash, recordedFailures } from './optimization.values';

const example = <T extends OptimizationEvent['type']>(type: T): Extract<OptimizationEvent, { type: T }> =>
  ({ type, data: optimizationEvents.definition(type).example }) as Extract<OptimizationEvent, { type: T }>;

const at = '2026-01-02T03:04:06.000Z';
const requested: OptimizationEvent = { ...example('OptimizationRequested') };
requested.data = { ...requested.data, trials: 32 } as typeof requested.data;
const plan = (start: number, count = 16) =>
  ({ kind: 'range', start: `${start}`, end: `${start + count}`, count }) as const;
const planned = (batch: number): OptimizationEvent => ({
  type: 'BatchPlanned',
  data: { batch, firstTrial: batch * 16, plan: plan(batch * 16), cursor: `${batch * 16 + 16}` },
});
const finished: OptimizationEvent = { type: 'PlanningFinished', data: { batches: 2, trials: 32 } };
const paused: OptimizationEvent = { type: 'OptimizationPaused', data: { reason: null, at } };
const cancelled: OptimizationEvent = { type: 'OptimizationCancelled', data: { reason: null, at } };
const planCommand = (batch: number, exhausted = false): OptimizationCommand => ({
  type: 'plan-batch',
  batch,
  plan: plan(batch * 16),
  cursor: `${batch * 16 + 16}`,
  exhausted,
});
const completeCommand: OptimizationCommand = { type: 'complete', ...example('OptimizationCompleted').data };

const dataOf = (command: OptimizationCommand) => {
  const { type: _, ...data } = command as Extract<OptimizationCommand, { type: 'complete' }>;
  return data;
};

describe('an optimization', () => {
  const { given } = specify(optimizationDecider);

  describe('is requested', () => {
    it('once', () => {
      given()
        .when({ type: 'request', ...requested.data } as OptimizationCommand)
        .then(requested);
    });
    it('and not again under the same id', () => {
      given(requested)
        .when({ type: 'request', ...requested.data } as OptimizationCommand)
        .thenRejected('optimization.already-exists');
    });
  });

  describe('is planned batch by batch', () => {
    it('numbering trials through', () => {
      given(requested, planned(0)).when(planCommand(1)).then(planned(1));
    });
    it('and finishes planning together with the last batch', () => {
      given(requested, planned(0)).when(planCommand(1, true)).then(planned(1), finished);
    });
    it('and finishes without a batch when nothing is left', () => {
      given(requested, planned(0))
        .when({ type: 'plan-batch', batch: 1, plan: null, cursor: '', exhausted: true })
        .then({ type: 'PlanningFinished', data: { batches: 1, trials: 16 } });
    });
    it('a redelivered plan changes nothing', () => {
      given(requested, planned(0)).when(planCommand(0)).thenNothing();
    });
    it('a gap is refused', () => {
      given(requested).when(planCommand(1)).thenRejected('batch.out-of-order');
    });
    it('more trials than admitted are refused', () => {
      given(requested, planned(0), planned(1)).when(planCommand(2)).thenRejected('batch.over-budget');
    });
    it.each([
      ['paused', paused],
      ['cancelled', cancelled],
    ])('and not while %s', (_, event) => {
      given(requested, event).when(planCommand(0)).thenRejected('optimization.state-conflict');
    });
  });

  describe('can be paused, resumed and cancelled', () => {
    it('pauses', () => given(requested).when({ type: 'pause', reason: null, at }).then(paused));
    it('pauses once', () => given(requested, paused).when({ type: 'pause', reason: null, at }).thenNothing());
    it('resumes', () => {
      given(requested, paused).when({ type: 'resume', at }).then({ type: 'OptimizationResumed', data: { at } });
    });
    it('does not resume what is cancelled', () => {
      given(requested, cancelled).when({ type: 'resume', at }).thenRejected('optimization.state-conflict');
    });
    it('cancels while paused', () =>
      given(requested, paused).when({ type: 'cancel', reason: null, at }).then(cancelled));
    it('cancels once', () => given(requested, cancelled).when({ type: 'cancel', reason: null, at }).thenNothing());
    it.each(['pause', 'cancel'] as const)('cannot %s what does not exist', (type) => {
      given().when({ type, reason: null, at }).thenRejected('optimization.not-found');
    });
  });

  describe('ends', () => {
    const all = [requested, planned(0), planned(1), finished];
    const complete = { ...completeCommand, succeeded: 31, failed: 1 } as OptimizationCommand;
    it('when every planned trial is accounted for', () => {
      const { type: _, ...data } = complete as Extract<OptimizationCommand, { type: 'complete' }>;
      given(...all)
        .when(complete)
        .then({ type: 'OptimizationCompleted', data });
    });
    it('also while paused, when nothing is left to plan', () => {
      const { type: _, ...data } = complete as Extract<OptimizationCommand, { type: 'complete' }>;
      given(...all, paused)
        .when(complete)
        .then({ type: 'OptimizationCompleted', data });
    });
    it('not before planning is finished', () => {
      given(requested, planned(0)).when(complete).thenRejected('optimization.planning-unfinished');
    });
    it('not with a trial missing', () => {
      given(...all)
        .when({ ...complete, failed: 0 } as OptimizationCommand)
        .thenRejected('optimization.trials-missing');
    });
    it('once', () =>
      given(...all, example('OptimizationCompleted'))
        .when(complete)
        .thenNothing());
    it('not after it was cancelled: late results are recorded, not ranked', () => {
      given(...all, cancelled)
        .when(complete)
        .thenRejected('optimization.state-conflict');
    });
    it('and can be opened again to retry what failed, as often as wanted', () => {
      const retry = { batches: [1], trials: 16, failed: 1, at };
      const retried = (attempt: number): OptimizationEvent => ({
        type: 'FailedTrialsRetried',
        data: { attempt, ...retry },
      });
      const completed = example('OptimizationCompleted');
      given(...all, completed)
        .when({ type: 'retry-failed', ...retry })
        .then(retried(1));
      given(...all, completed, retried(1), completed)
        .when({ type: 'retry-failed', ...retry })
        .then(retried(2));
      given(...all, completed)
        .when({ type: 'retry-failed', ...retry, failed: 0 })
        .thenRejected('optimization.nothing-failed');
      given(...all)
        .when({ type: 'retry-failed', ...retry })
        .thenRejected('optimization.state-conflict');
      given(...all, completed, retried(1))
        .when(complete)
        .then({ type: 'OptimizationCompleted', data: dataOf(complete) });
    });
    it('as failed, with a code and a reason', () => {
      const data = { code: 'optimization.no-usable-trial', reason: 'All 32 trials failed.', at };
      given(...all)
        .when({ type: 'fail', ...data })
        .then({ type: 'OptimizationFailed', data });
    });
  });
});

describe('values of an optimization', () => {
  it('keep the log short: at most about fifty batches until a batch is full', () => {
    const sizes = [1, 100, 5_000, 100_000, 1_000_000].map((trials) => batchSizeFor(trials, 24));
    expect(sizes).toEqual([16, 16, 100, 2_000, 2_048]);
    expect(batchSizeFor(1_000_000, 12)).toBe(4_096);
    expect(batchSizeFor(1_000_000, 48)).toBe(1_024);
  });

  it('keep every batch within one event, however many columns it has and if all its trials fail', () => {
    for (const columns of [1, 12, 24, 25, 48, 200]) {
      const count = batchSizeFor(10_000_000, columns);
      const data = {
        ...(batchEvents.definition('BatchEvaluated').example as BatchEvaluated),
        count,
        metrics: Array.from({ length: columns }, () => 'annualized_return_percent'),
        columns: Array.from({ length: columns }, () => new Float64Array(count).fill(Number.NaN)),
        failures: recordedFailures(Array.from({ length: count }, (_, index) => ({ index, reason: 'x'.repeat(500) }))),
      };
      const event = { ...batchEvents.encode({ type: 'BatchEvaluated', data }), id: 'id' };
      const metadata = { correlationId: data.optimizationId, causationId: 'planned' };
      expect(() => toEventText({ ...event, metadata })).not.toThrow();
    }
  });

  it('keep the reason of a failure, its beginning when it is long or there are many', () => {
    const failed = (failures: number) =>
      recordedFailures(Array.from({ length: failures }, (_, index) => ({ index, reason: 'no candles '.repeat(50) })));
    expect(recordedFailures([{ index: 3, reason: 'no candles' }])).toEqual([{ index: 3, reason: 'no candles' }]);
    expect(failed(2)[1]?.reason).toHaveLength(200);
    expect(failed(4_000)[3_999]?.reason).toHaveLength(90);
  });

  it('hash by bits: NaN payloads apart, a changed sign of zero or one failure more is another result', () => {
    const result = batchEvents.definition('BatchEvaluated').example as Parameters<typeof batchResultHash>[0];
    const hash = batchResultHash(result);
    expect(batchResultHash({ ...result })).toBe(hash);
    expect(batchResultHash({ ...result, columns: [new Float64Array([1.5, Number.NaN, 0])] })).not.toBe(hash);
    expect(batchResultHash({ ...result, failures: [] })).not.toBe(hash);
  });

  it('hash the whole by its specification and its batches in order', () => {
    expect(optimizationResultHash('s', ['a', 'b'])).not.toBe(optimizationResultHash('s', ['b', 'a']));
    expect(optimizationResultHash('s', ['a'])).not.toBe(optimizationResultHash('t', ['a']));
  });
});

describe('stored optimization events', () => goldenEvents(optimizationEvents, join(__dirname, 'golden')));
describe('stored batch events', () => goldenEvents(batchEvents, join(__dirname, 'golden-batch')));
