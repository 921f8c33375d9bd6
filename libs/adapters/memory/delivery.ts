import type { Delivery, Job } from '#messaging';
import type { Timers } from './timers';

/** `expired`: no answer and no `working()` until the deadline. What the handler answers afterwards is not heard. */
export type Outcome = { kind: 'acknowledged' } | { kind: 'failed' | 'expired'; error: unknown };

export interface DeliveryPlan {
  job: Job;
  attempt: number;
  handler: (delivery: Delivery) => Promise<void>;
  ackWaitMs: number;
  /** Aborted when the deadline passes; once it is aborted, by whomever, the deadline cannot be moved. */
  controller: AbortController;
  timers: Timers;
}

/** Hands a job to a handler. Always resolves, at the latest at the acknowledgement deadline. */
export function deliver({ job, attempt, handler, ackWaitMs, controller, timers }: DeliveryPlan): Promise<Outcome> {
  const { signal } = controller;
  return new Promise((resolve) => {
    let over = false;
    let cancelDeadline = (): void => undefined;

    const end = (outcome: Outcome): void => {
      over = true;
      cancelDeadline();
      resolve(outcome);
    };
    const expire = (): void => {
      const error = new Error(`The job ${job.id} gave no sign of life for ${ackWaitMs} ms (delivery ${attempt}).`);
      end({ kind: 'expired', error });
      controller.abort(error);
    };
    const restartDeadline = (): void => {
      cancelDeadline();
      cancelDeadline = timers.after(ackWaitMs, expire);
    };
    const working = (): void => {
      if (!over && !signal.aborted) restartDeadline();
    };

    restartDeadline();
    Promise.resolve({ job, attempt, working, signal })
      .then(handler)
      .then(
        () => end({ kind: 'acknowledged' }),
        (error: unknown) => end({ kind: 'failed', error }),
      );
  });
}
