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
import type { EventStore } from '#event-sourcing';

type Requested = Extract<OptimizationEvent, { type: 'OptimizationRequested' }>['data'];
export type PlannedBatch = Extract<OptimizationEvent, { type: 'BatchPlanned' }>['data'];

/** What the processes need to know of one optimization: its request, its plans, and which of them have results. */
export class OptimizationTracker {
  readonly plans: PlannedBatch[] = [];
  readonly evaluated = new Set<number>();
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
    for (const plan of tracker.plans) {
      if ((await store.streamRevision(batchStream(id, plan.batch))) !== 'no-stream') tracker.evaluated.add(plan.batch);
    }
    return tracker;
  }

  /** Takes in what was appended to the optimization's own stream since the last look. */
  async refresh(): Promise<void> {
    for await (const event of this.store.readStream(optimizationStream(this.id), { from: this.revision + 1 })) {
      this.evolve(optimizationEvents.decode(event));
      this.revision = event.revision;
    }
  }

  private evolve(event: OptimizationEvent): void {
    if (event.type === 'OptimizationRequested') {
      this.known = { request: event.data, state: optimizationDecider.evolve(optimizationDecider.initialState, event) };
      return;
    }
    if (this.known === null) throw new Error(`The stream of ${this.id} does not begin with its request.`);
    this.known = { ...this.known, state: optimizationDecider.evolve(this.known.state, event) };
    if (event.type === 'BatchPlanned') this.plans.push(event.data);
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

  /** Plans without a result yet. */
  get missing(): PlannedBatch[] {
    return this.plans.filter((plan) => !this.evaluated.has(plan.batch));
  }

  get isFullyEvaluated(): boolean {
    return this.state.planningFinished && this.evaluated.size === this.plans.length;
  }

  /** Position in the search after the last plan; null before the first. */
  get cursor(): string | null {
    return this.plans.at(-1)?.cursor ?? null;
  }

  /** Results of all evaluated batches, in order, one in memory at a time. */
  async *results(): AsyncIterable<BatchEvaluated> {
    for (const { batch } of this.plans) {
      for await (const stored of this.store.readStream(batchStream(this.id, batch), { limit: 1 })) {
        const event = batchEvents.decode(stored);
        if (event.type === 'BatchEvaluated') yield event.data;
      }
    }
  }
}
