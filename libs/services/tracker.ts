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
  /** Batches that are evaluated once more, and for which time. */
  private readonly attempts = new Map<number, number>();
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
      const attempt = tracker.attemptOf(batch);
      const stream = batchStream(id, batch, attempt);
      if ((await store.streamRevision(stream)) !== 'no-stream') tracker.markEvaluated(batch, attempt);
    }
    return tracker;
  }

  /** Takes in what was appended to the optimization's own stream since the last look. */
  async refresh(): Promise<void> {
    for await (const event of this.store.readStream(optimizationStream(this.id), { from: this.revision + 1 })) {
      const decoded = optimizationEvents.decode(event);
      this.evolve(decoded, event);
      if (decoded.type === 'FailedTrialsRetried') await this.reopen(decoded.data);
      this.revision = event.revision;
    }
  }

  /** The result of this batch, for this time it is evaluated, is in the log. An earlier time does not count. */
  markEvaluated(batch: number, attempt: number): void {
    if (attempt !== this.attemptOf(batch)) return;
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

  private async reopen({ batches, attempt }: { batches: readonly number[]; attempt: number }): Promise<void> {
    for (const batch of batches) {
      const stored = await this.storedPlan(batch);
      if (stored === undefined) continue;
      this.attempts.set(batch, attempt);
      this.evaluated.delete(batch);
      this.open.set(batch, { type: stored.type, schemaVersion: stored.schemaVersion, data: stored.data });
    }
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

  /** 0 for the first evaluation of a batch, 1 for its first retry … */
  attemptOf(batch: number): number {
    return this.attempts.get(batch) ?? 0;
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
    const stored = await this.storedPlan(batch);
    const event = stored && optimizationEvents.decode(stored);
    return event?.type === 'BatchPlanned' ? event.data : undefined;
  }

  private async storedPlan(batch: number): Promise<RecordedEvent | undefined> {
    const from = this.planRevisions[batch];
    if (from === undefined) return undefined;
    for await (const stored of this.store.readStream(optimizationStream(this.id), { from, limit: 1 })) return stored;
    return undefined;
  }

  /** The newest results of all evaluated batches, in order, one in memory at a time. */
  async *results(): AsyncIterable<BatchEvaluated> {
    for (const batch of this.planRevisions.keys()) {
      for await (const stored of this.store.readStream(batchStream(this.id, batch, this.attemptOf(batch)), {
        limit: 1,
      })) {
        const event = batchEvents.decode(stored);
        if (event.type === 'BatchEvaluated') yield event.data;
      }
    }
  }
}
