import { BATCH_STREAMS, optimizationStream } from '#domain/optimization';
import type { BytesOption, RecordedEvent } from '#event-sourcing';
import type { CommandResult } from '#messaging';
import { backtest, type BacktestReport } from '#quant/backtest';
import { type Candles, sliceCandles } from '#quant/candles';
import type { ParameterSet } from '#quant/space';
import {
  createTableCache,
  DATASETS,
  type DatasetDocument,
  findOptimization,
  findTrial,
  listOptimizations,
  listTrials,
  loadSpec,
  type OptimizationDocument,
  type OptimizationQuery,
  type Page,
  type RankedTable,
  type TrialQuery,
  type TrialView,
} from '#read-models';
import { type ExecutionOptions, type OptimizationSpec, specHash } from '#spec';
import { sendOptimization, type SendOptions } from './commands.service';
import {
  type DataRemarks,
  findDataset,
  importDataset,
  type ImportOptions,
  loadCandles,
  readDataset,
  type ReadDataset,
  resolveData,
} from './datasets.service';
import { type Host, startHost } from './host';
import type { Platform } from './platform.port';
import { catchUp, readPosition, rebuildReadModels } from './projector.service';
import { openReadModels } from './read-model-store';
import { retryFailed } from './retry.service';
import { quote, type Quote, type Submitted, submitOptimization } from './submit.service';
import { estimate, type Estimate } from './estimate.service';
import { explain, type Explanation } from './explain.service';
import { foldUpTo } from './time-travel';
import { verifyTrial, type Verification } from './verify.service';

export interface EventQuery {
  /** First revision of the merged history (0-based place in the optimization's events), inclusive. */
  from: number;
  limit: number;
  types?: readonly string[];
}

/** One event of an optimization's history with its place in it. */
export interface HistoryEvent {
  /** 0, 1, 2 … over the life cycle and all batches, in the order of the log. */
  index: number;
  event: RecordedEvent;
}

/**
 * Everything paramo can be asked and told, for whoever serves a person: CLI and gateway. Reads see at least what was in
 * the log when they began. Refusals are `Rejected` with a code; everything else is a fault.
 */
export interface Paramo {
  /** Version of the program. */
  readonly version: string;
  /** The platform's clock, for display. */
  now(): number;
  /** Position of the newest event in the log; −1 when there is none. */
  head(): Promise<number>;
  /** How far readers have come, once they were given the time to catch up. */
  readPosition(): Promise<number>;
  quote(spec: OptimizationSpec): Quote;
  estimate(spec: OptimizationSpec): Promise<Estimate>;
  /** The graph, the tier and the memory of the first batch; nothing is evaluated, nothing stored. */
  explain(spec: OptimizationSpec): Promise<Explanation>;
  /** Identity of what it computes, its data included; reads the data, stores nothing. */
  specHash(spec: OptimizationSpec): Promise<string>;
  submit(
    spec: OptimizationSpec,
    execution: ExecutionOptions,
    options?: SendOptions & { id?: string },
  ): Promise<Submitted>;
  pause(ref: string, reason: string | null, options?: SendOptions): Promise<CommandResult>;
  resume(ref: string, options?: SendOptions): Promise<CommandResult>;
  cancel(ref: string, reason: string | null, options?: SendOptions): Promise<CommandResult>;
  /** Evaluates the batches in which trials failed once more. */
  retryFailed(ref: string, options?: SendOptions): Promise<CommandResult>;

  optimizations(query: OptimizationQuery): Promise<Page<OptimizationDocument>>;
  optimization(ref: string): Promise<OptimizationDocument>;
  /** As it was after its event number `asOf`, counted as `history` does. */
  optimizationAsOf(ref: string, asOf: number): Promise<OptimizationDocument>;
  spec(ref: string): Promise<OptimizationSpec>;
  /** All evaluated trials as ranked columns. */
  trialTable(ref: string): Promise<RankedTable>;
  trials(ref: string, query: TrialQuery): Promise<Page<TrialView>>;
  trial(ref: string, number: number): Promise<TrialView>;
  /** Runs one trial again as a plain backtest: trades, equity and every metric. */
  replayTrial(ref: string, number: number): Promise<{ trial: TrialView; report: BacktestReport; candles: Candles }>;
  /** Runs one trial again and compares every recorded bit. */
  verify(ref: string, number: number): Promise<Verification>;
  history(ref: string, query: EventQuery): Promise<{ events: HistoryEvent[]; next: number | null }>;
  /** The optimization's events after position `after` (from the beginning when absent), then live, until `signal` aborts. */
  follow(id: string, signal: AbortSignal, after?: number, options?: BytesOption): AsyncIterable<RecordedEvent>;

  /** One parameter set with the settings of a specification. Nothing is recorded. */
  backtest(
    spec: OptimizationSpec,
    parameters: ParameterSet,
  ): Promise<{ report: BacktestReport; candles: Candles; spec: OptimizationSpec; data: DataRemarks }>;
  /** What is odd about the data of a specification; stores nothing. */
  dataRemarks(spec: OptimizationSpec): Promise<DataRemarks>;

  datasets(): Promise<DatasetDocument[]>;
  /** By hash, the beginning of one (8 digits or more), or symbol when only one has it. */
  dataset(ref: string): Promise<DatasetDocument>;
  candles(ref: string): Promise<Candles>;
  /** Reads and checks; stores nothing. */
  checkData(source: { kind: string; name: string }, options?: ImportOptions): Promise<ReadDataset>;
  importData(dataset: ReadDataset, options?: SendOptions): Promise<string>;

  rebuildReadModels(): Promise<{ generation: number }>;
  /** Stops the services and closes the platform. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** `false`: answer questions and take commands, but evaluate nothing. */
  work: boolean;
  /** Drive this optimization only. */
  only?: string;
}

/** Starts the services of this process over `platform`, which it owns from now on. */
export async function openParamo(platform: Platform, options: OpenOptions): Promise<Paramo> {
  const models = openReadModels(platform);
  const tables = createTableCache(models);
  const { tableOf } = tables;
  const host: Host = startHost(platform, { ...options, tables });
  await host.caughtUp.catch(async (error: unknown) => {
    await host.stop();
    throw error;
  });

  /** Reads follow the log: what was appended before the question is in the answer. */
  const fresh = async (): Promise<void> => catchUp(platform);
  const find = async (ref: string): Promise<OptimizationDocument> => {
    await fresh();
    return findOptimization(models, ref);
  };
  const at = (): string => new Date(platform.clock.now()).toISOString();
  const table = async (ref: string): Promise<RankedTable> => tableOf(await find(ref));
  const findData = async (ref: string): Promise<DatasetDocument> => {
    await fresh();
    return findDataset(models, ref);
  };
  const replay = async (ref: string, number: number): ReturnType<Paramo['replayTrial']> => {
    const document = await find(ref);
    const trial = findTrial(await tableOf(document), number);
    const spec = await loadSpec(models, document._id);
    const candles = await candlesFor(platform, spec);
    const report = backtest(spec.strategy, { ...spec.fixed, ...trial.parameters }, candles, spec.backtest);
    return { trial, report, candles };
  };

  return {
    version: platform.version,
    now: () => platform.clock.now(),
    head: () => platform.store.head(),
    readPosition: async () => {
      await fresh();
      return readPosition(platform);
    },
    quote,
    estimate: (spec) => estimate(platform, spec),
    explain: (spec) => explain(platform, spec),
    specHash: async (spec) => specHash((await resolveData(platform, spec, { store: false })).spec),
    submit: (spec, execution, submitOptions) => submitOptimization(platform, spec, execution, submitOptions),
    pause: async (ref, reason, send) =>
      sendOptimization(platform, (await find(ref))._id, { type: 'pause', reason, at: at() }, send),
    resume: async (ref, send) => sendOptimization(platform, (await find(ref))._id, { type: 'resume', at: at() }, send),
    cancel: async (ref, reason, send) =>
      sendOptimization(platform, (await find(ref))._id, { type: 'cancel', reason, at: at() }, send),

    retryFailed: async (ref, send) => retryFailed(platform, (await find(ref))._id, send),

    optimizations: async (query) => {
      await fresh();
      return listOptimizations(models, query);
    },
    optimization: find,
    optimizationAsOf: async (ref, asOf) => {
      const newest = await find(ref);
      const events = platform.store.readAll({ filter: ofOptimization(newest._id), bytes: false });
      return (await foldUpTo(newest, events, asOf)) ?? newest;
    },
    spec: async (ref) => loadSpec(models, (await find(ref))._id),
    trialTable: table,
    trials: async (ref, query) => listTrials(await table(ref), query),
    trial: async (ref, number) => findTrial(await table(ref), number),
    replayTrial: replay,
    verify: async (ref, number) => verifyTrial(await table(ref), number, (await replay(ref, number)).report),
    history: async (ref, query) => history(platform, (await find(ref))._id, query),
    follow: (id, signal, after = -1, { bytes = false } = {}) =>
      followOptimization(platform, id, { signal, after, bytes }),

    backtest: async (asked, parameters) => {
      const { spec, candles: all, remarks } = await resolveData(platform, asked, { store: false });
      const { bars } = spec.dataset;
      const candles = bars ? sliceCandles(all, bars.from, bars.to) : all;
      const report = backtest(spec.strategy, { ...spec.fixed, ...parameters }, candles, spec.backtest);
      return { report, candles, spec, data: remarks };
    },
    dataRemarks: async (spec) => (await resolveData(platform, spec, { store: false })).remarks,

    datasets: async () => {
      await fresh();
      return (await models.collection<DatasetDocument>(DATASETS)).find({}, { sort: { symbol: 1 } });
    },
    dataset: findData,
    candles: async (ref) => loadCandles(platform.blobs, (await findData(ref))._id),
    checkData: (source, readOptions) => readDataset(platform, source, readOptions),
    importData: (dataset, send) => importDataset(platform, dataset, send),
    rebuildReadModels: () => rebuildReadModels(platform),
    async close() {
      await host.stop();
      await platform.close();
    },
  };
}

async function candlesFor(platform: Platform, spec: OptimizationSpec): Promise<Candles> {
  const { hash, bars } = spec.dataset;
  if (hash === null || bars === null) throw new Error('A recorded specification has its data resolved.');
  return sliceCandles(await loadCandles(platform.blobs, hash), bars.from, bars.to);
}

const ofOptimization = (id: string): { streamPrefixes: string[] } => ({
  streamPrefixes: [optimizationStream(id), `${BATCH_STREAMS}${id}-`],
});

async function history(
  platform: Platform,
  id: string,
  { from, limit, types }: EventQuery,
): Promise<{ events: HistoryEvent[]; next: number | null }> {
  const events: HistoryEvent[] = [];
  let index = from;
  for await (const event of platform.store.readAll({ filter: ofOptimization(id), skip: from, bytes: false })) {
    const wanted = types === undefined || types.includes(event.type);
    if (wanted && events.length === limit) return { events, next: index };
    if (wanted) events.push({ index, event });
    index++;
  }
  return { events, next: null };
}

async function* followOptimization(
  platform: Platform,
  id: string,
  options: { signal: AbortSignal; after: number; bytes: boolean },
): AsyncIterable<RecordedEvent> {
  for await (const item of platform.store.subscribe({ ...options, filter: ofOptimization(id) })) {
    if (item.kind === 'event') yield item.event;
  }
}
