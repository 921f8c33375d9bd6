import { optimizationEvents } from '#domain/optimization';
import type { RecordedEvent } from '#event-sourcing';
import { fixedClock } from '#kernel';
import { openInMemory } from '#platform';
import { BUILT_IN_VOCABULARY, DEFAULT_EXECUTION_OPTIONS, type OptimizationSpec, readOptimizationSpec } from '#spec';
import { type Fault, openParamo, type Paramo, type Platform } from '#services';
import { OptimizationTracker } from './tracker';

/** 20 × 32 × 32 parameter sets on a quarter of a year: cheap to evaluate, many to keep books of. */
const TRIALS = 20_480;
const FILE = {
  name: 'many',
  strategy: {
    name: 'rsi-levels',
    parameters: { n: { type: 'integer', default: 2, min: 2, max: 60, step: 1 }, dip: 30, rise: 70 },
    rules: { enter_long: 'rsi(close, n) < dip', exit_long: 'rsi(close, n) > rise' },
  },
  data: { source: 'embedded', symbol: 'sp500', start: '2018-01-01', end: '2018-03-31' },
  parameters: {
    n: { min: 2, max: 21, step: 1 },
    dip: { min: 20, max: 51, step: 1 },
    rise: { min: 52, max: 83, step: 1 },
  },
  backtest: { commission_percent: 0 },
};

function specOf(method: Record<string, unknown>): OptimizationSpec {
  const read = readOptimizationSpec({ ...FILE, method }, BUILT_IN_VOCABULARY);
  if (!read.ok) throw new Error(read.issues.map(({ message }) => message).join('\n'));
  return read.spec;
}

/** A double as text, and what an event or a document may take beside its columns. */
const BYTES_PER_VALUE = (8 * 4) / 3;
const BYTES_BESIDE = 2_048;

const sizeOf = (value: unknown): number => JSON.stringify(value).length;

describe.each([
  ['grid', { name: 'grid' }, 0],
  ['random', { name: 'random', seed: 1, max_iterations: TRIALS }, 3],
])('an optimization of 20,480 trials by %s', (_, method, plannedColumns) => {
  let platform: Platform;
  let paramo: Paramo;
  let spec: OptimizationSpec;
  let id: string;
  const events: RecordedEvent[] = [];
  const faults: Fault[] = [];

  beforeAll(async () => {
    platform = openInMemory({ clock: fixedClock(Date.UTC(2026, 0, 2)), report: (fault) => faults.push(fault) });
    paramo = await openParamo(platform, { work: true });
    spec = specOf(method);
    ({ id } = await paramo.submit(spec, DEFAULT_EXECUTION_OPTIONS));
    const stop = new AbortController();
    for await (const event of paramo.follow(id, stop.signal)) {
      events.push(event);
      if (['OptimizationCompleted', 'OptimizationFailed'].includes(event.type)) stop.abort();
    }
  }, 120_000);
  afterAll(async () => {
    await paramo.close();
    expect(faults).toEqual([]);
  });

  /** Bytes of so many records: the columns of all trials, and what one record may take beside them. */
  const bytesFor = (records: number): number =>
    TRIALS * (spec.metrics.length + plannedColumns) * BYTES_PER_VALUE + records * BYTES_BESIDE;

  it('leaves about a hundred events', async () => {
    expect(events.at(-1)?.type).toBe('OptimizationCompleted');
    expect((await paramo.optimization(id)).trials).toEqual({
      total: TRIALS,
      planned: TRIALS,
      evaluated: TRIALS,
      failed: 0,
    });
    expect(events.length).toBeLessThanOrEqual(120);
  });

  it('whose size is that of their columns', () => {
    expect(sizeOf(events.map(({ data }) => data))).toBeLessThan(bytesFor(events.length));
  });

  it('and read models of as many documents, none of them per trial', async () => {
    await paramo.optimization(id);
    const names = (await platform.documents.collections()).filter((name) => name.includes('@'));
    const documents = (await Promise.all(names.map((name) => platform.documents.collection(name).find()))).flat();
    expect(documents.length).toBeLessThanOrEqual(events.length + 1);
    expect(sizeOf(documents)).toBeLessThan(bytesFor(documents.length));
  });

  it('and processes that remember neither plans nor results once they are recorded', async () => {
    const tracker = await OptimizationTracker.load(platform.store, id);
    expect(tracker.isFullyEvaluated).toBe(true);
    expect(tracker.missing.size).toBe(0);
    const planned = events
      .filter(({ type }) => type === 'BatchPlanned')
      .map((event) => optimizationEvents.decode(event).data);
    expect(await tracker.planOf(planned.length - 1)).toEqual(planned.at(-1));
    expect(await tracker.planOf(planned.length)).toBeUndefined();
  });

  it('and a table of columns, each as long as there are trials', async () => {
    const { table, ranking } = await paramo.trialTable(id);
    const columns = [...table.codes, ...table.metrics.values(), table.scores, ranking.rank, ranking.plateau];
    expect(new Set(columns.map(({ length }) => length))).toEqual(new Set([TRIALS]));
    expect(columns.every((column) => ArrayBuffer.isView(column))).toBe(true);
    expect(table.failures.size).toBe(0);
  });
});
