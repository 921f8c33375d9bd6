import {
  BATCH_STREAMS,
  batchEvents,
  batchResultHash,
  batchStream,
  OPTIMIZATION_STREAMS,
  type OptimizationEvent,
  optimizationEvents,
  optimizationOfStream,
  optimizationResultHash,
} from '#domain/optimization';
import { type EventStore, eventIdOf, type RecordedEvent } from '#event-sourcing';
import { canonicalJson } from '#kernel';
import type { Document, DocumentStore } from '#messaging';

type Planned = Extract<OptimizationEvent, { type: 'BatchPlanned' }>['data'];

/** What an undisturbed run of the same optimization left in the log. */
export interface Expectation {
  plans: string[];
  batchHashes: string[];
  resultHash: string;
}

export async function eventsOf(store: EventStore): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of store.readAll()) events.push(event);
  return events;
}

/** Plans, batch hashes and result hash of an optimization that has completed. */
export function expectationFrom(log: readonly RecordedEvent[], id: string): Expectation {
  const { plans, results, own } = factsOf(log, id);
  const completed = own.find((event) => event.type === 'OptimizationCompleted');
  if (completed?.type !== 'OptimizationCompleted') throw new Error(`${id} did not complete undisturbed.`);
  const batchHashes = plans.map(({ batch }) => results.get(batch)?.[0]?.resultHash ?? '');
  return { plans: plans.map(textOf), batchHashes, resultHash: completed.data.resultHash };
}

/** Holds the log against invariants I1–I6 and I10; says what is broken. */
export function auditLog(log: readonly RecordedEvent[], expected: ReadonlyMap<string, Expectation>): string[] {
  const ids = new Set(
    log
      .filter(({ stream }) => [OPTIMIZATION_STREAMS, BATCH_STREAMS].some((prefix) => stream.startsWith(prefix)))
      .map(({ stream }) => optimizationOfStream(stream)),
  );
  return [...causesMissing(log), ...[...ids].flatMap((id) => auditOptimization(log, id, expected.get(id)))];
}

function auditOptimization(log: readonly RecordedEvent[], id: string, expected: Expectation | undefined): string[] {
  const broken: string[] = [];
  const require = (holds: boolean, what: string): void => {
    if (!holds) broken.push(`${id}: ${what}`);
  };
  const { own, plans, results, specHash } = factsOf(log, id);
  const count = (type: OptimizationEvent['type']): number => own.filter((event) => event.type === type).length;
  const completed = own.filter((event) => event.type === 'OptimizationCompleted');
  const ends = completed.length + count('OptimizationCancelled') + count('OptimizationFailed');

  for (const type of [
    'OptimizationRequested',
    'PlanningFinished',
    'OptimizationPaused',
    'OptimizationResumed',
  ] as const)
    require(count(type) <= 1, `${type} is there ${count(type)} times`);
  require(ends === 1, `I5: it ended ${ends} times`);
  require(count('OptimizationFailed') === 0, 'it failed, though every fault could be got over');
  for (const [batch, found] of results) {
    require(found.length === 1, `I1: batch ${batch} has ${found.length} results`);
    require(plans.some((plan) => plan.batch === batch), `I2: batch ${batch} has a result and no plan`);
    for (const result of found) {
      require(result.resultHash === batchResultHash(result), `I4: batch ${batch} does not hash to its result hash`);
      require(expected?.batchHashes[batch] === result.resultHash, `I4: batch ${batch} has another result`);
    }
  }
  plans.forEach((plan, i) => require(expected?.plans[i] === textOf(plan), `I3: batch ${i} is planned otherwise`));
  for (const { data } of completed) {
    const hashes = plans.map(({ batch }) => results.get(batch)?.[0]?.resultHash ?? 'missing');
    require(results.size === plans.length, `I1: ${plans.length} batches planned, ${results.size} have results`);
    require(data.resultHash === expected?.resultHash, 'I6: the result is not that of the undisturbed run');
    require(data.resultHash === optimizationResultHash(specHash, hashes), 'I6: the result hash is not that of the log');
  }
  const end = log.findIndex(({ type, stream }) => type === 'OptimizationCompleted' && stream.endsWith(id));
  const late = log.slice(end + 1).some(({ stream }) => stream.startsWith(`${BATCH_STREAMS}${id}-`));
  require(end === -1 || !late, 'I5: a result came after completion');
  require(log.every(({ type }) => type !== 'ResultDiverged'), 'a result is said to have diverged');
  return broken;
}

/** I10: what causes an event is an earlier event, or the command whose events these are. */
function causesMissing(log: readonly RecordedEvent[]): string[] {
  const seen = new Set<string>();
  return log.flatMap(({ id, type, metadata }) => {
    seen.add(id);
    const ofCommand = [0, 1].some((index) => eventIdOf(metadata.causationId, index) === id);
    return ofCommand || seen.has(metadata.causationId) ? [] : [`I10: ${type} is caused by nothing in the log`];
  });
}

function factsOf(log: readonly RecordedEvent[], id: string) {
  const own = log.filter(({ stream }) => stream === `${OPTIMIZATION_STREAMS}${id}`).map(optimizationEvents.decode);
  const plans = own.flatMap((event) => (event.type === 'BatchPlanned' ? [event.data] : []));
  const specHash =
    own.flatMap((event) => (event.type === 'OptimizationRequested' ? [event.data.specHash] : []))[0] ?? '';
  const results = new Map<number, ReturnType<typeof resultsIn>>();
  for (const { stream } of log) {
    if (!stream.startsWith(`${BATCH_STREAMS}${id}-`)) continue;
    const batch = Number(stream.slice(stream.lastIndexOf('-') + 1));
    results.set(batch, resultsIn(log, batchStream(id, batch)));
  }
  return { own, plans, results, specHash };
}

function resultsIn(log: readonly RecordedEvent[], stream: string) {
  const events = log.filter((event) => event.stream === stream).map(batchEvents.decode);
  return events.flatMap((event) => (event.type === 'BatchEvaluated' ? [event.data] : []));
}

const textOf = (plan: Planned): string =>
  canonicalJson(optimizationEvents.encode({ type: 'BatchPlanned', data: plan }).data);

/** The read models in use, without the number of their generation: what I7 compares. */
export async function readModelsIn(documents: DocumentStore): Promise<Record<string, Document[]>> {
  const active = (await documents.collection('generations').get('read-models'))?.['active'] ?? 1;
  const snapshot: Record<string, Document[]> = {};
  for (const name of await documents.collections()) {
    const [base = '', generation] = name.split('@');
    if (generation === String(active)) snapshot[base] = await documents.collection(name).find();
  }
  return snapshot;
}
