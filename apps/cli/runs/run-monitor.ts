import { batchEvents, type BatchEvaluated, type OptimizationEvent, optimizationEvents } from '#domain/optimization';
import type { RecordedEvent } from '#event-sourcing';
import type { OptimizationSpec } from '#spec';
import type { ProgressState } from '../terminal/progress';

/** Where a run stands, folded from its events: what a person watches. */
export class RunMonitor {
  private done = 0;
  private total = 0;
  private failed = 0;
  private best: number | null = null;
  private paused = false;
  /** Why it is paused, when somebody said so. */
  pauseReason: string | null = null;
  /** Nothing more happens unless somebody has failed trials retried. */
  ended = false;

  /** @param options.countsOnly tell what is done, not the best value: events may come without their bytes. */
  constructor(
    private readonly spec: Pick<OptimizationSpec, 'objective' | 'criteria'>,
    private readonly options: { countsOnly?: boolean } = {},
  ) {}

  get state(): ProgressState {
    const { done, total, failed, best, paused } = this;
    return { done, total, failed, best, paused, objective: this.spec.objective.metric };
  }

  apply(event: RecordedEvent): void {
    // Plans hold the parameters of all their trials and say nothing about progress: they are not decoded.
    if (event.type === 'BatchPlanned') return;
    if (optimizationEvents.knows(event.type)) this.lifeCycle(optimizationEvents.decode(event));
    if (event.type === 'BatchEvaluated') this.results(event);
  }

  private lifeCycle({ type, data }: OptimizationEvent): void {
    switch (type) {
      case 'OptimizationRequested':
      case 'PlanningFinished':
        this.total = data.trials;
        break;
      case 'OptimizationPaused':
      case 'OptimizationResumed':
        this.paused = type === 'OptimizationPaused';
        this.pauseReason = type === 'OptimizationPaused' ? data.reason : null;
        break;
      case 'FailedTrialsRetried':
        this.done -= data.trials;
        this.failed -= data.failed;
        this.ended = false;
        break;
      case 'OptimizationCompleted':
      case 'OptimizationFailed':
      case 'OptimizationCancelled':
        this.ended = true;
        break;
      case 'BatchPlanned':
        break;
    }
  }

  private results(event: RecordedEvent): void {
    const { type, data } = batchEvents.decodeHead(event);
    if (type !== 'BatchEvaluated') return;
    this.done += data.count;
    this.failed += data.failures.length;
    if (this.options.countsOnly) return;
    const whole = batchEvents.decode(event);
    if (whole.type === 'BatchEvaluated') this.best = this.better(this.best, whole.data);
  }

  /** The best value so far among the trials that meet every criterion; a metric without a value meets none. */
  private better(best: number | null, { metrics, columns, count }: BatchEvaluated): number | null {
    const { objective, criteria } = this.spec;
    const scores = columns[metrics.indexOf(objective.metric)];
    const limits = criteria.map(({ metric, min = -Infinity, max = Infinity }) => {
      const column = columns[metrics.indexOf(metric)];
      return (trial: number): boolean => {
        const value = column?.[trial] ?? Number.NaN;
        return value >= min && value <= max;
      };
    });
    const beats = (value: number, other: number): boolean =>
      objective.direction === 'maximize' ? value > other : value < other;
    let found = best;
    for (let trial = 0; trial < count; trial++) {
      const value = scores?.[trial] ?? Number.NaN;
      if (Number.isNaN(value) || !limits.every((holds) => holds(trial))) continue;
      if (found === null || beats(value, found)) found = value;
    }
    return found;
  }
}
