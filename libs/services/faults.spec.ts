import { createInlineRunner } from '#adapters/memory';
import { batchStream, optimizationStream } from '#domain/optimization';
import type { NewEvent, RecordedEvent } from '#event-sourcing';
import { fixedClock, type JsonValue, Rejected } from '#kernel';
import { openInMemory } from '#platform';
import { BUILT_IN_VOCABULARY, DEFAULT_EXECUTION_OPTIONS, type OptimizationSpec, readOptimizationSpec } from '#spec';
import { type Fault, openParamo, type Paramo, type Platform } from '#services';
import { manualTimers, settled } from '#testing';

function spec(): OptimizationSpec {
  const read = readOptimizationSpec(
    {
      name: 'small',
      strategy: 'sma-crossover',
      data: { source: 'embedded', symbol: 'sp500', start: '2018-01-01', end: '2018-12-31' },
      parameters: { fast: { min: 5, max: 30, step: 5 }, slow: { min: 10, max: 60, step: 10 } },
    },
    BUILT_IN_VOCABULARY,
  );
  if (!read.ok) throw new Error(read.issues.map(({ message }) => message).join('\n'));
  return read.spec;
}

const foreign = (type: string, data: JsonValue, schemaVersion = 1): NewEvent => ({
  id: `foreign-${type}`,
  type,
  schemaVersion,
  data,
  metadata: { correlationId: 'opt_old', causationId: 'somebody' },
});

describe('a fault', () => {
  let faults: Fault[];
  let timers: ReturnType<typeof manualTimers>;
  let platform: Platform;
  beforeEach(() => {
    faults = [];
    timers = manualTimers();
    const report = (fault: Fault): number => faults.push(fault);
    platform = { ...openInMemory({ clock: fixedClock(Date.UTC(2026, 0, 2)), report }), timers };
  });

  const ended = async (paramo: Paramo, id: string): Promise<RecordedEvent | undefined> => {
    const stop = new AbortController();
    let last: RecordedEvent | undefined;
    for await (const event of paramo.follow(id, stop.signal)) {
      last = event;
      if (/^Optimization(Completed|Failed|Cancelled)$/.test(event.type)) stop.abort();
    }
    return last;
  };
  const run = async (paramo: Paramo): Promise<RecordedEvent | undefined> =>
    ended(paramo, (await paramo.submit(spec(), DEFAULT_EXECUTION_OPTIONS)).id);

  it('while opening leaves nothing running behind', async () => {
    await platform.store.append(optimizationStream('opt_new'), [foreign('OptimizationRequested', {}, 99)], 'no-stream');
    await expect(openParamo(platform, { work: true })).rejects.toThrow('Update paramo');
    await settled();
    expect(timers.pending()).toBe(0);
  });

  it('of one event parks that event and stops nobody', async () => {
    await platform.store.append(batchStream('opt_old', 0), [foreign('BatchEvaluated', { bad: true })], 'no-stream');
    const paramo = await openParamo(platform, { work: true });
    expect((await run(paramo))?.type).toBe('OptimizationCompleted');
    expect((await paramo.optimization('last')).status).toBe('completed');
    expect(await platform.documents.collection('parked').count()).toBeGreaterThan(0);
    await paramo.close();
  });

  it('of the store of the read models parks nothing: the event is folded later', async () => {
    let broken = true;
    const { documents } = platform;
    const failing: Platform['documents'] = {
      ...documents,
      collection: (name) => ({
        ...documents.collection(name),
        get: async (id) => {
          if (broken && name.startsWith('optimizations@')) throw new Error('database is locked');
          return documents.collection<never>(name).get(id);
        },
      }),
    };
    const paramo = await openParamo({ ...platform, documents: failing }, { work: true });
    const { id } = await paramo.submit(spec(), DEFAULT_EXECUTION_OPTIONS);
    await ended(paramo, id);
    await expect(paramo.optimization(id)).rejects.toThrow('database is locked');
    broken = false;
    expect(await paramo.optimization(id)).toMatchObject({ status: 'completed', degraded: false });
    expect(await documents.collection('parked').count()).toBe(0);
    await paramo.close();
  });

  it('of the candles ends the optimization with its reason, and records no trial as failed', async () => {
    const candles = (): never => {
      throw new Rejected({ code: 'dataset.not-found', message: 'The candles are gone.' });
    };
    const runner = createInlineRunner({ candles: async () => candles() });
    const paramo = await openParamo({ ...platform, runner }, { work: true });
    const { id } = await paramo.submit(spec(), DEFAULT_EXECUTION_OPTIONS);
    const last = ended(paramo, id);
    await timers.advance(2_000);
    expect((await last)?.data).toMatchObject({ code: 'dataset.not-found', reason: 'The candles are gone.' });
    expect(await platform.store.streamRevision(batchStream(id, 0))).toBe('no-stream');
    await paramo.close();
  });

  it('is no rebuild: what is projected afterwards goes to the new generation only', async () => {
    const paramo = await openParamo(platform, { work: true });
    await run(paramo);
    await paramo.rebuildReadModels();
    await run(paramo);
    expect((await paramo.optimization('last')).number).toBe(2);
    const generations = (await platform.documents.collections()).filter((name) => /^[a-z]+@\d+$/.test(name));
    expect(generations.filter((name) => !name.endsWith('@2'))).toEqual([]);
    await paramo.close();
  });

  it('that is only a lost race is no fault: pausing and cancelling what is being planned reports nothing', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const runner: Platform['runner'] = {
      ...platform.runner,
      concurrency: 1,
      evaluate: (...args) => gate.then(() => platform.runner.evaluate(...args)),
    };
    const paramo = await openParamo({ ...platform, runner }, { work: true });
    const { id } = await paramo.submit(spec(), DEFAULT_EXECUTION_OPTIONS);
    await paramo.pause(id, null);
    await paramo.cancel(id, null);
    expect((await ended(paramo, id))?.type).toBe('OptimizationCancelled');
    open();
    await paramo.close();
    expect(faults).toEqual([]);
  });
});
