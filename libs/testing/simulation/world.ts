import { createMemoryDocumentStore, createMemoryEventStore } from '#adapters/memory';
import type { EventStore } from '#event-sourcing';
import { fixedClock } from '#kernel';
import type { BlobStore, DocumentStore } from '#messaging';
import type { EvaluationResult, EvaluationTask } from '#quant/backtest';
import { manualTimers } from '../manual-timers';
import { type Chance, chanceOf } from './chance';

/** What may go wrong at one point, and how often (shares of the times the point is passed). */
export interface Disturbance {
  /** Everything volatile of the process is gone, at the point or right behind it. */
  crash: number;
  /** The operation fails and did nothing. */
  refuse: number;
  /** Log, documents and blobs answer nothing for a while, up to ten seconds in the first half minute. */
  outage: number;
  /** An append is done, its answer lost. */
  loseAnswer: number;
  /** The operation takes its time: up to two seconds before and after. */
  delay: number;
  /** A job is lost, comes twice, or its evaluation fails. */
  job: number;
  /** The operating system refuses the file of the candles. */
  candles: number;
  /** A client pauses and resumes, or cancels, what it asked for. */
  mood: number;
}

const CALM: Disturbance = { crash: 0, refuse: 0, outage: 0, loseAnswer: 0, delay: 0, job: 0, candles: 0, mood: 0 };
/** Then nothing goes wrong any more: whatever was begun has to end. */
const CALM_AFTER_MS = 40_000;
export const CLOCK = fixedClock(Date.UTC(2026, 0, 2, 3, 4, 5));

/** What outlives a crash (log, documents, blobs), the time, and the faults that are to come. */
export class World {
  readonly timers = manualTimers();
  readonly store: EventStore = createMemoryEventStore({ clock: CLOCK });
  readonly documents: DocumentStore = createMemoryDocumentStore();
  readonly chance: Chance;
  /** All that went wrong, in order: with the seed, the story of the run. */
  readonly story: string[] = [];
  /** Invariants seen broken while it ran. */
  readonly violations: string[] = [];
  nowMs = 0;
  private readonly outage: { begins: number; ends: number };
  private readonly evaluationFaults = new Map<string, number>();
  private readonly positions = new Map<string, number>();

  constructor(
    seed: number,
    private readonly disturbance: Disturbance,
    readonly blobs: BlobStore,
    readonly evaluate: (task: EvaluationTask) => Promise<EvaluationResult>,
  ) {
    this.chance = chanceOf(seed);
    const begins = this.chance.happens(disturbance.outage) ? this.chance.below(30_000) : Infinity;
    this.outage = { begins, ends: begins + this.chance.below(10_000) };
  }

  get faults(): Disturbance {
    if (this.nowMs >= CALM_AFTER_MS) return CALM;
    return this.isOut ? { ...this.disturbance, refuse: 1, candles: 1 } : this.disturbance;
  }

  private get isOut(): boolean {
    return this.nowMs >= this.outage.begins && this.nowMs < this.outage.ends;
  }

  tell(what: string): void {
    this.story.push(`${this.nowMs} ms: ${what}`);
  }

  async advance(ms: number): Promise<void> {
    await this.timers.advance(ms);
    this.nowMs += ms;
  }

  /** A batch's own evaluation fails at most twice: three times would rightly be recorded as its result. */
  evaluationFails(batch: string): boolean {
    const faults = this.evaluationFaults.get(batch) ?? 0;
    if (faults === 2 || !this.chance.happens(this.faults.job)) return false;
    this.evaluationFaults.set(batch, faults + 1);
    return true;
  }

  /** I8: no checkpoint moves backwards, none lies beyond the end of the log. `null`: it was deleted. */
  async sawCheckpoint(name: string, position: number | null): Promise<void> {
    if (position === null) this.positions.delete(name);
    else {
      const before = this.positions.get(name) ?? -1;
      const head = await this.store.head();
      if (position < before) this.violations.push(`I8: ${name} moved from ${before} back to ${position}`);
      if (position > head) this.violations.push(`I8: ${name} is at ${position}, the log ends at ${head}`);
      this.positions.set(name, position);
    }
  }

  forgetCheckpoints(): void {
    this.positions.clear();
  }
}
