import {
  type BatchEvaluated,
  batchEvents,
  batchStream,
  type OptimizationEvent,
  optimizationDecider,
  optimizationEvents,
  type OptimizationState,
  optimizationStream,
} from '#domain/optimization';
import type { EncodedEvent, EventStore, RecordedEvent } from '#event-sourcing';

type Requested = Extract<OptimizationEvent, { type: 'OptimizationRequested' }>['data'];
export type PlannedBatch = Extract<OptimizationEvent, { type: 'BatchPlanned' }>['data'];

/**
 * What the processes need to know of one optimization: its request, which batches are planned, and which of them have
 * results. Plans and results themselves stay in the log, but for the plans that still have to be evaluated.
 */
export class OptimizationTracker {
  private readonly evaluated = new Set<number>();
  private readonly open = new Map<number, EncodedEvent>();
  /** Where in the stream each plan is. */
  private readonly planRevisions: number[] = [];
  private lastCursor: string | null = null;
  private known: { request: Requested; state: OptimizationState } | null = null;
  private revision = -1;

  private constructor(
    readonly id: string,
    private readonly store: EventStore,
  ) {}

  /** Reads it from the log as it stands now. */
  static async load(store: EventStore, id: string): Promise<OptimizationTracker> {
    const tracker = new OptimizationTracker(id, store);
    await tracker.refresh();
    for (const batch of [...tracker.missing.keys()]) {
      if ((await store.streamRevision(batchStream(id, batch))) !== 'no-stream') tracker.markEvaluated(batch);
    }
    return tracker;
  }

  /** Takes in what was appended to the optimization's own stream since the last look. */
  async refresh(): Promise<void> {
    for await (const event of this.store.readStream(optimizationStream(this.id), { from: this.revision + 1 })) {
      this.evolve(optimizationEvents.decode(event), event);
      this.revision = event.revision;
    }
  }

  /** The result of this batch is in the log. */
  markEvaluated(batch: number): void {
    this.evaluated.add(batch);
    this.open.delete(batch);
  }

  private evolve(event: OptimizationEvent, stored: RecordedEvent): void {
    if (event.type === 'OptimizationRequested') {
      this.known = { request: event.data, state: optimizationDecider.evolve(optimizationDecider.initialState, event) };
      return;
    }
    if (this.known === null) throw new Error(`The stream of ${this.id} does not begin with its request.`);
    this.known = { ...this.known, state: optimizationDecider.evolve(this.known.state, event) };
    if (event.type === 'BatchPlanned') this.plan(event.data, stored);
  }

  private plan({ batch, cursor }: PlannedBatch, { type, schemaVersion, data, revision }: RecordedEvent): void {
    this.planRevisions[batch] = revision;
    this.lastCursor = cursor;
    if (!this.evaluated.has(batch)) this.open.set(batch, { type, schemaVersion, data });
  }

  private get must(): { request: Requested; state: OptimizationState } {
    if (this.known === null) throw new Error(`There is no optimization ${this.id} in the log.`);
    return this.known;
  }

  get request(): Requested {
    return this.must.request;
  }

  get state(): OptimizationState {
    return this.must.state;
  }

  get isActive(): boolean {
    return this.state.status === 'running' || this.state.status === 'paused';
  }

  /** Batches without a result yet, with their `BatchPlanned` as the log has it. */
  get missing(): ReadonlyMap<number, EncodedEvent> {
    return this.open;
  }

  get isFullyEvaluated(): boolean {
    return this.state.planningFinished && this.open.size === 0;
  }

  /** Position in the search after the last plan; null before the first. */
  get cursor(): string | null {
    return this.lastCursor;
  }

  /** Reads the plan of a batch from the log. */
  async planOf(batch: number): Promise<PlannedBatch | undefined> {
    const from = this.planRevisions[batch];
    if (from === undefined) return undefined;
    for await (const stored of this.store.readStream(optimizationStream(this.id), { from, limit: 1 })) {
      const event = optimizationEvents.decode(stored);
      if (event.type === 'BatchPlanned') return event.data;
    }
    return undefined;
  }

  /** Results of all evaluated batches, in order, one in memory at a time. */
  async *results(): AsyncIterable<BatchEvaluated> {
    for (const batch of this.planRevisions.keys()) {
      for await (const stored of this.store.readStream(batchStream(this.id, batch), { limit: 1 })) {
        const event = batchEvents.decode(stored);
        if (event.type === 'BatchEvaluated') yield event.data;
      }
    }
  }
}
