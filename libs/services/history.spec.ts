import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMemoryDocumentStore } from '#adapters/memory';
import {
  batchEvents,
  batchResultHash,
  type OptimizationCommand,
  optimizationDecider,
  type OptimizationEvent,
  optimizationEvents,
  optimizationResultHash,
} from '#domain/optimization';
import type { RecordedEvent } from '#event-sourcing';
import { fixedClock } from '#kernel';
import type { Document } from '#messaging';
import { openInMemory } from '#platform';
import { PROJECTIONS } from '#read-models';
import { BUILT_IN_VOCABULARY, DEFAULT_EXECUTION_OPTIONS, readOptimizationSpec } from '#spec';
import { fromJson, toJson } from '#testing';
import { eventsOf } from '#testing/simulation';
import { openParamo } from './paramo';
import { BufferedView } from './read-model-store';

/**
 * Logs as released versions wrote them, and the documents they were folded into: `<name>.jsonl` and `<name>.documents.json`.
 * A log is never edited. When events change, UPDATE_HISTORY=<name> records the log of this build beside the old ones.
 * What is made of them may change with the layout of the read models: then UPDATE_HISTORY_DOCUMENTS=1 folds all anew.
 */
const HISTORIES = join(__dirname, '..', 'testing', 'histories');

const FILE = {
  name: 'recorded',
  strategy: 'sma-crossover',
  data: { source: 'embedded', symbol: 'sp500', start: '2018-01-01', end: '2018-12-31' },
  parameters: { fast: { min: 5, max: 20, step: 5 }, slow: { min: 10, max: 60, step: 10 } },
};

async function record(name: string): Promise<void> {
  const platform = openInMemory({ clock: fixedClock(Date.UTC(2026, 0, 2, 3, 4, 5)), report: fail });
  const paramo = await openParamo(platform, { work: true });
  const submit = async (changes: object): Promise<string> => {
    const read = readOptimizationSpec({ ...FILE, ...changes }, BUILT_IN_VOCABULARY);
    if (!read.ok) throw new Error(read.issues.map(({ message }) => message).join('\n'));
    return (await paramo.submit(read.spec, DEFAULT_EXECUTION_OPTIONS, { actor: 'somebody' })).id;
  };
  const grid = await submit({});
  await paramo.pause(grid, 'night');
  await paramo.resume(grid);
  const random = await submit({ name: 'random', method: { name: 'random', seed: 3, max_iterations: 8 } });
  await paramo.pause(await submit({ name: 'cancelled' }), null);
  await paramo.cancel('3', 'enough');
  for (const id of [grid, random]) {
    while ((await paramo.optimization(id)).status !== 'completed') await new Promise(setImmediate);
  }
  const log = await eventsOf(platform.store);
  await paramo.close();
  writeFileSync(join(HISTORIES, `${name}.jsonl`), log.map((event) => `${JSON.stringify(toJson(event))}\n`).join(''));
  await recordDocuments(name);
}

async function recordDocuments(name: string): Promise<void> {
  writeFileSync(documentsOf(name), `${JSON.stringify(await fold(logOf(name)), null, 1)}\n`);
}

const documentsOf = (name: string): string => join(HISTORIES, `${name}.documents.json`);

function logOf(name: string): RecordedEvent[] {
  const lines = readFileSync(join(HISTORIES, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => fromJson<RecordedEvent>(line));
}

function fail(fault: unknown): never {
  throw new Error(`Not a history to keep: ${JSON.stringify(fault)}`);
}

async function fold(log: readonly RecordedEvent[]): Promise<Record<string, Document[]>> {
  const documents = createMemoryDocumentStore();
  const view = new BufferedView(documents, 1);
  for (const event of log)
    for (const projection of PROJECTIONS)
      if (projection.types.includes(event.type)) await projection.project(event, view);
  await view.flush();
  const folded: Record<string, Document[]> = {};
  for (const name of await documents.collections()) folded[name] = await documents.collection(name).find();
  return folded;
}

/** The command that led to an event, with the event that came of the same command and follows it, if any. */
function commandOf(event: OptimizationEvent, next: OptimizationEvent | undefined): OptimizationCommand | null {
  switch (event.type) {
    case 'OptimizationRequested':
      return { type: 'request', ...event.data };
    case 'BatchPlanned': {
      const { batch, plan, cursor } = event.data;
      return { type: 'plan-batch', batch, plan, cursor, exhausted: next?.type === 'PlanningFinished' };
    }
    case 'OptimizationPaused':
      return { type: 'pause', ...event.data };
    case 'OptimizationResumed':
      return { type: 'resume', ...event.data };
    case 'OptimizationCancelled':
      return { type: 'cancel', ...event.data };
    case 'OptimizationCompleted':
      return { type: 'complete', ...event.data };
    default:
      return null;
  }
}

const recording = process.env['UPDATE_HISTORY'];
const names = readdirSync(HISTORIES).flatMap((file) => /^(.+)\.jsonl$/.exec(file)?.[1] ?? []);

if (process.env['UPDATE_HISTORY_DOCUMENTS']) {
  it.each(names)('folds the log of %s anew', recordDocuments);
} else if (recording === undefined) {
  describe.each(names)('the log of the released version %s', specify);
} else {
  it(`records the log of this build as ${recording}`, async () => {
    expect(names).not.toContain(recording);
    await record(recording);
  });
}

function specify(name: string): void {
  const log = logOf(name);
  const ids = log.filter(({ type }) => type === 'OptimizationRequested').map(({ metadata }) => metadata.correlationId);
  const own = (id: string): RecordedEvent[] => log.filter(({ stream }) => stream === `optimization-${id}`);

  it('is folded into the documents that were recorded with it', async () => {
    const recorded: unknown = JSON.parse(readFileSync(documentsOf(name), 'utf8'));
    expect(await fold(log)).toEqual(recorded);
  });

  it.each(ids)('leads to the same decisions for %s', (id) => {
    const stored = own(id);
    const events = stored.map((event) => optimizationEvents.decode(event));
    let state = optimizationDecider.initialState;
    let decided = 0;
    events.forEach((event, i) => {
      const siblings = stored.filter(({ metadata }) => metadata.causationId === stored[i]?.metadata.causationId);
      const isFirst = siblings[0] === stored[i];
      const command = isFirst ? commandOf(event, siblings.length > 1 ? events[i + 1] : undefined) : null;
      if (command) {
        const together = events.slice(i, i + siblings.length);
        expect(optimizationDecider.decide(command, state)).toEqual({ kind: 'accept', events: together });
        decided += together.length;
      }
      state = optimizationDecider.evolve(state, event);
    });
    expect(decided).toBe(events.length);
  });

  it.each(ids)('hashes to the result that was recorded for %s', (id) => {
    const events = own(id).map((event) => optimizationEvents.decode(event));
    const results = log
      .filter(({ stream }) => stream.startsWith(`batch-${id}-`))
      .map((event) => batchEvents.decode(event))
      .flatMap((event) => (event.type === 'BatchEvaluated' ? [event.data] : []))
      .sort((a, b) => a.batch - b.batch);
    for (const result of results) expect(batchResultHash(result)).toBe(result.resultHash);
    const hashes = results.map(({ resultHash }) => resultHash);
    const [requested] = events.flatMap((event) => (event.type === 'OptimizationRequested' ? [event.data] : []));
    for (const event of events)
      if (event.type === 'OptimizationCompleted')
        expect(event.data.resultHash).toBe(optimizationResultHash(requested?.specHash ?? '', hashes));
    expect(requested).toBeDefined();
  });
}
