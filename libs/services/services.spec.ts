import {
  type BatchEvaluated,
  batchEvents,
  batchStream,
  optimizationEvents,
  optimizationStream,
} from '#domain/optimization';
import type { RecordedEvent } from '#event-sourcing';
import { fixedClock } from '#kernel';
import { openInMemory } from '#platform';
import { BatchCrashedError, type BacktestRunner } from '#quant/backtest';
import { planSets } from '#quant/space';
import { type OptimizationSpec, BUILT_IN_VOCABULARY, DEFAULT_EXECUTION_OPTIONS, readOptimizationSpec } from '#spec';
import { loadRankedTable } from '#read-models';
import { type Fault, openParamo, type Paramo, type Platform } from '#services';
import { spaceOf } from '#testing';
import { openReadModels } from './read-model-store';

const FILE = {
  name: 'small',
  strategy: 'sma-crossover',
  data: { source: 'embedded', symbol: 'sp500', start: '2018-01-01', end: '2019-12-31' },
  parameters: { fast: { min: 5, max: 30, step: 5 }, slow: { min: 10, max: 60, step: 10 } },
};

function specOf(changes: Record<string, unknown> = {}): OptimizationSpec {
  const read = readOptimizationSpec({ ...FILE, ...changes }, BUILT_IN_VOCABULARY);
  if (!read.ok) throw new Error(read.issues.map(({ message }) => message).join('\n'));
  return read.spec;
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

describe('paramo in one process', () => {
  let platform: Platform;
  let paramo: Paramo;
  let faults: Fault[];

  beforeEach(async () => {
    faults = [];
    platform = openInMemory({
      clock: fixedClock(Date.UTC(2026, 0, 2, 3, 4, 5)),
      report: (fault) => faults.push(fault),
    });
    paramo = await openParamo(platform, { work: true });
  });
  afterEach(async () => {
    await paramo.close();
    expect(faults).toEqual([]);
  });

  const untilEnd = async (id: string): Promise<RecordedEvent[]> => {
    const stop = new AbortController();
    const seen: RecordedEvent[] = [];
    const last = new Set(['OptimizationCompleted', 'OptimizationFailed', 'OptimizationCancelled']);
    for await (const event of paramo.follow(id, stop.signal)) {
      seen.push(event);
      if (last.has(event.type)) stop.abort();
    }
    return seen;
  };
  const run = async (changes: Record<string, unknown> = {}): Promise<{ id: string; events: RecordedEvent[] }> => {
    const { id } = await paramo.submit(specOf(changes), DEFAULT_EXECUTION_OPTIONS);
    return { id, events: await untilEnd(id) };
  };

  it('takes an optimization from request to verdict, and every step is in the log', async () => {
    const { id, events } = await run();
    expect(events.map(({ type }) => type)).toEqual([
      'OptimizationRequested',
      'BatchPlanned',
      'BatchPlanned',
      'PlanningFinished',
      'BatchEvaluated',
      'BatchEvaluated',
      'OptimizationCompleted',
    ]);
    const document = await paramo.optimization(id);
    expect(document).toMatchObject({ status: 'completed', number: 1, trials: { total: 27, evaluated: 27, failed: 0 } });
    expect(document.verdict?.sentence).toContain('27');
    expect(document.peak).not.toBeNull();
  });

  it('gives the same result hash for the same specification', async () => {
    const [first, second] = [await run(), await run({ name: 'another name' })];
    const [a, b] = [await paramo.optimization(first.id), await paramo.optimization(second.id)];
    expect(a.resultHash).toBe(b.resultHash);
    expect(a._id).not.toBe(b._id);
  });

  it('verifies every trial to the bit as a plain backtest', async () => {
    const { id } = await run();
    for (let trial = 0; trial < 27; trial++) {
      const { agrees, metrics } = await paramo.verify(id, trial);
      expect({ trial, agrees, differing: metrics.filter(({ equal }) => !equal) }).toEqual({
        trial,
        agrees: true,
        differing: [],
      });
    }
  });

  it('ranks by score and shows the denominator', async () => {
    const { id } = await run();
    const { items, total } = await paramo.trials(id, { sort: [], limit: 5, skip: 0 });
    expect(total).toBe(27);
    expect(items.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5]);
    const scores = items.map(({ score }) => score ?? Number.NaN);
    expect([...scores].sort((a, b) => b - a)).toEqual(scores);
    expect(items.every(({ parameters }) => Number(parameters['fast']) < Number(parameters['slow']))).toBe(true);
  });

  it('filters and sorts trials by parameters and metrics', async () => {
    const { id } = await run();
    const { items } = await paramo.trials(id, {
      filter: 'fast == 5 and slow >= 30',
      sort: ['-slow'],
      limit: 50,
      skip: 0,
    });
    expect(items.map(({ parameters }) => [parameters['fast'], parameters['slow']])).toEqual([
      [5, 60],
      [5, 50],
      [5, 40],
      [5, 30],
    ]);
    await expect(paramo.trials(id, { filter: 'fsat > 1', sort: [], limit: 1, skip: 0 })).rejects.toMatchObject({
      rejection: { code: 'trials.bad-filter' },
    });
    await expect(paramo.trials(id, { sort: ['nothing'], limit: 1, skip: 0 })).rejects.toMatchObject({
      rejection: { code: 'trials.bad-sort' },
    });
  });

  it.each([[undefined], [['BatchPlanned', 'OptimizationCompleted']]])(
    'gives its history page by page: %j',
    async (types) => {
      const { id, events } = await run();
      const wanted = events.map(({ type }, index) => ({ index, type }));
      const seen: { index: number; type: string }[] = [];
      for (let from: number | null = 0; from !== null;) {
        const page = await paramo.history(id, { from, limit: 2, ...(types && { types }) });
        expect(page.events.length).toBeLessThanOrEqual(2);
        seen.push(...page.events.map(({ index, event: { type } }) => ({ index, type })));
        from = page.next;
      }
      expect(seen).toEqual(wanted.filter(({ type }) => types?.includes(type) ?? true));
    },
  );

  it('refuses a grid that is too large before anything is recorded', async () => {
    const huge = { fast: { min: 1, max: 4_000, step: 1 }, slow: { min: 1, max: 5_000, step: 1 } };
    await expect(paramo.submit(specOf({ parameters: huge }), DEFAULT_EXECUTION_OPTIONS)).rejects.toMatchObject({
      rejection: { code: 'search-space.too-large' },
    });
    expect(await paramo.head()).toBe(-1);
  });

  it('says so when there is no such optimization, trial or dataset', async () => {
    await expect(paramo.optimization('nothing')).rejects.toMatchObject({
      rejection: { code: 'optimization.not-found' },
    });
    const { id } = await run();
    await expect(paramo.trial(id, 27)).rejects.toMatchObject({ rejection: { code: 'trial.not-found' } });
    await expect(paramo.dataset('0123456789')).rejects.toMatchObject({ rejection: { code: 'dataset.not-found' } });
  });

  it('cancels, and then evaluates nothing new', async () => {
    const { id } = await paramo.submit(specOf(), DEFAULT_EXECUTION_OPTIONS);
    await paramo.cancel(id, 'changed my mind');
    expect((await untilEnd(id)).at(-1)?.type).toBe('OptimizationCancelled');
    expect(await paramo.optimization(id)).toMatchObject({ status: 'cancelled', reason: 'changed my mind' });
    await expect(paramo.resume(id)).rejects.toMatchObject({ rejection: { code: 'optimization.state-conflict' } });
  });

  it('pauses and resumes to the same result', async () => {
    const undisturbed = await paramo.optimization((await run()).id);
    await paramo.close();
    const memory = openInMemory({ clock: fixedClock(0), report: (fault) => faults.push(fault) });
    const { promise: paused, resolve: letGo } = deferred();
    // No batch is done before the pause, however quick the engine.
    const runner: BacktestRunner = {
      concurrency: memory.runner.concurrency,
      evaluate: (task, options) => paused.then(() => memory.runner.evaluate(task, options)),
      close: () => memory.runner.close(),
    };
    platform = { ...memory, runner };
    paramo = await openParamo(platform, { work: true });

    const { id } = await paramo.submit(specOf(), DEFAULT_EXECUTION_OPTIONS);
    await paramo.pause(id, null);
    letGo();
    await paramo.resume(id);
    await untilEnd(id);
    expect((await paramo.optimization(id)).resultHash).toBe(undisturbed.resultHash);
  });

  it('explains what it would compute, and stores nothing', async () => {
    const before = await platform.store.head();
    const { trials, batches, batch, combinations } = await paramo.explain(specOf());
    expect({ trials, batches, combinations }).toEqual({ trials: 27, batches: 2, combinations: '36' });
    expect(batch).toMatchObject({ trials: 16, unusable: 0, example: { parameters: { fast: 5, slow: 10 } } });
    expect(await platform.store.head()).toBe(before);
    const empty = specOf({ parameters: { fast: [50, 60], slow: [10, 20] } });
    await expect(paramo.explain(empty)).rejects.toMatchObject({ rejection: { code: 'search-space.empty' } });
  });

  it('ends as failed, with the reason, when no trial has a score', async () => {
    const { id } = await run({ parameters: { fast: { min: 200, max: 300, step: 50 }, slow: [600, 700, 800] } });
    const document = await paramo.optimization(id);
    expect(document.status).toBe('failed');
    expect(document.reason).toContain('sharpe_ratio');
  });

  describe('whose first batch fails for a reason outside', () => {
    /** Evaluates like the platform's runner, but not while it is broken. */
    const breakable = (runner: BacktestRunner): BacktestRunner & { broken: boolean } => ({
      broken: true,
      concurrency: runner.concurrency,
      async evaluate(task, options) {
        if (this.broken) throw new Error('the machine is on fire');
        return runner.evaluate(task, options);
      },
      close: () => runner.close(),
    });

    it('records as failed only the trial that brings its batch down', async () => {
      const evaluated = async (id: string): Promise<BatchEvaluated[]> => {
        const batches: BatchEvaluated[] = [];
        for (const batch of [0, 1]) {
          for await (const event of platform.store.readStream(batchStream(id, batch))) {
            batches.push(batchEvents.decode(event).data as BatchEvaluated);
          }
        }
        return batches;
      };
      const [whole, ...others] = await evaluated((await run()).id);
      await paramo.close();
      const memory = openInMemory({ clock: fixedClock(0), report: (fault) => faults.push(fault) });
      const runner: BacktestRunner = {
        concurrency: 1,
        evaluate: async (task, options) => {
          const sets = [...planSets(spaceOf(task.space), task.plan)];
          const isPoisoned = sets.some(({ fast, slow }) => fast === 10 && slow === 40);
          if (isPoisoned) throw new BatchCrashedError(sets.length, 'out of memory');
          return memory.runner.evaluate(task, options);
        },
        close: () => memory.runner.close(),
      };
      platform = { ...memory, runner };
      paramo = await openParamo(platform, { work: true });

      const { id } = await run();
      const [broken, ...sound] = await evaluated(id);
      expect(sound).toEqual(others.map((batch) => ({ ...batch, optimizationId: id })));
      const failed = broken?.failures[0]?.index ?? NaN;
      expect(broken?.failures).toEqual([{ index: failed, reason: 'crashed its evaluator: out of memory' }]);
      expect((await paramo.trial(id, failed)).parameters).toEqual({ fast: 10, slow: 40 });
      expect(broken?.columns).toEqual(whole?.columns.map((column) => column.map((x, i) => (i === failed ? NaN : x))));
      expect(await paramo.optimization(id)).toMatchObject({
        status: 'completed',
        trials: { evaluated: 27, failed: 1 },
      });
      expect(faults.map(({ error }) => error)).toEqual([expect.any(BatchCrashedError)]);
      faults = [];
    });

    it('retries the failed trials under their numbers and ranks anew', async () => {
      const undisturbed = await paramo.optimization((await run()).id);
      await paramo.close();
      const memory = openInMemory({ clock: fixedClock(0), report: (fault) => faults.push(fault) });
      const runner = breakable(memory.runner);
      platform = { ...memory, runner };
      paramo = await openParamo(platform, { work: true });

      const { id } = await run();
      expect(await paramo.optimization(id)).toMatchObject({ status: 'failed', trials: { evaluated: 27, failed: 27 } });
      expect(faults.map(({ error }) => (error as Error).message)).toContain('the machine is on fire');
      faults = [];

      runner.broken = false;
      await paramo.retryFailed(id);
      expect(await paramo.optimization(id)).toMatchObject({ status: 'running', trials: { evaluated: 0, failed: 0 } });
      const stop = new AbortController();
      for await (const { type } of paramo.follow(id, stop.signal)) if (type === 'OptimizationCompleted') stop.abort();
      const { resultHash, trials } = await paramo.optimization(id);
      expect({ resultHash, trials }).toEqual({ resultHash: undisturbed.resultHash, trials: undisturbed.trials });
      expect(await paramo.verify(id, 5)).toMatchObject({ agrees: true });
      await expect(paramo.retryFailed(id)).rejects.toMatchObject({
        rejection: { code: 'optimization.nothing-failed' },
      });
    });
  });

  it('answers questions about a result from the table that led to it, which is the one the read models give', async () => {
    const { id } = await run();
    const table = await paramo.trialTable(id);
    expect(await paramo.trialTable(id)).toBe(table);
    const read = await loadRankedTable(openReadModels(platform), await paramo.optimization(id));
    expect(read.ranking).toEqual(table.ranking);
    const { space: _, ...columns } = table.table;
    expect(read.table).toMatchObject(columns);
  });

  it('makes read models of another layout anew', async () => {
    const { id } = await run();
    const { batches } = await paramo.optimization(id);
    const checkpoints = platform.documents.collection('checkpoints');
    const checkpoint = await checkpoints.get('projector@1');
    expect(checkpoint).toMatchObject({ layout: 2 });
    await checkpoints.put([{ ...checkpoint, _id: 'projector@1', layout: 1 }]);
    await platform.documents.drop('results@1');
    await paramo.optimization(id);
    expect(await platform.documents.collection('results@2').count()).toBe(batches.evaluated);
  });

  it('rebuilds its read models from the log to identical documents', async () => {
    await run();
    await run({ name: 'second', method: { name: 'random', seed: 3, max_iterations: 12 } });
    const snapshot = async (): Promise<unknown> => {
      await paramo.readPosition();
      const names = (await platform.documents.collections()).filter((name) => /@\d+$/.test(name)).sort();
      const documents: Record<string, unknown> = {};
      for (const name of names) documents[name.replace(/@\d+$/, '')] = await platform.documents.collection(name).find();
      return documents;
    };
    const before = await snapshot();
    const { generation } = await paramo.rebuildReadModels();
    expect(generation).toBe(2);
    expect(await snapshot()).toEqual(before);
  });

  it('appends a batch once, however often its job comes', async () => {
    const { id, events } = await run();
    const plan = events.find(({ type }) => type === 'BatchPlanned');
    if (plan === undefined) throw new Error('no batch was planned');
    const [requested] = events;
    const job = {
      id: 'again',
      payload: {
        optimizationId: id,
        spec: (requested?.data as { spec: unknown }).spec,
        planned: { type: plan.type, schemaVersion: plan.schemaVersion, data: plan.data },
        trialTimeoutMs: 1000,
      },
    };
    const before = await platform.store.head();
    await platform.jobs.enqueue('batches', job);
    while ((await platform.jobs.size('batches')) > 0) await new Promise(setImmediate);
    expect(await platform.store.head()).toBe(before);
    expect(await platform.store.streamRevision(batchStream(id, 0))).toBe(0);
  });

  it('keeps events that old readers can decode', async () => {
    const { id } = await run();
    for await (const event of platform.store.readStream(optimizationStream(id))) {
      expect(optimizationEvents.decode(event).type).toBe(event.type);
    }
    for await (const event of platform.store.readStream(batchStream(id, 1))) {
      expect(batchEvents.decode(event).type).toBe('BatchEvaluated');
    }
  });
});
