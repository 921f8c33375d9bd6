import { accept, type Decider, type Decision, reject } from '#event-sourcing';
import { assertNever } from '#kernel';
import type { TrialPlan } from '#quant/space';
import type { OptimizationEvent, RecordedVerdict } from './optimization.events';

type DataOf<Type extends OptimizationEvent['type']> = Extract<OptimizationEvent, { type: Type }>['data'];

export type OptimizationCommand =
  | ({ type: 'request' } & DataOf<'OptimizationRequested'>)
  | { type: 'plan-batch'; batch: number; plan: TrialPlan | null; cursor: string; exhausted: boolean }
  | { type: 'pause'; reason: string | null; at: string }
  | { type: 'resume'; at: string }
  | { type: 'cancel'; reason: string | null; at: string }
  | { type: 'retry-failed'; batches: number[]; trials: number; failed: number; at: string }
  | { type: 'fail'; code: string; reason: string; at: string }
  | {
      type: 'complete';
      succeeded: number;
      failed: number;
      peak: number | null;
      pick: number | null;
      verdict: RecordedVerdict;
      resultHash: string;
      at: string;
    };

export type OptimizationStatus = 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';

export interface OptimizationState {
  status: OptimizationStatus | 'none';
  /** Trials admitted. */
  trials: number;
  plannedBatches: number;
  plannedTrials: number;
  planningFinished: boolean;
  /** How often failed trials were retried. */
  attempt: number;
}

type Answer = Decision<OptimizationEvent>;

export const optimizationDecider: Decider<OptimizationCommand, OptimizationEvent, OptimizationState> = {
  initialState: { status: 'none', trials: 0, plannedBatches: 0, plannedTrials: 0, planningFinished: false, attempt: 0 },

  decide(command, state) {
    switch (command.type) {
      case 'request':
        return decideRequest(command, state);
      case 'plan-batch':
        return decidePlan(command, state);
      case 'pause':
        if (state.status === 'paused') return accept();
        if (state.status !== 'running') return conflict('pause', state, ['running']);
        return accept({ type: 'OptimizationPaused', data: { reason: command.reason, at: command.at } });
      case 'resume':
        if (state.status === 'running') return accept();
        if (state.status !== 'paused') return conflict('resume', state, ['paused']);
        return accept({ type: 'OptimizationResumed', data: { at: command.at } });
      case 'cancel':
        if (state.status === 'cancelled') return accept();
        if (!isActive(state)) return conflict('cancel', state, ['running', 'paused']);
        return accept({ type: 'OptimizationCancelled', data: { reason: command.reason, at: command.at } });
      case 'retry-failed':
        return decideRetry(command, state);
      case 'fail':
        if (state.status === 'failed') return accept();
        if (!isActive(state)) return conflict('fail', state, ['running', 'paused']);
        return accept({
          type: 'OptimizationFailed',
          data: { code: command.code, reason: command.reason, at: command.at },
        });
      case 'complete':
        return decideComplete(command, state);
      default:
        return assertNever(command);
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'OptimizationRequested':
        return { ...state, status: 'running', trials: event.data.trials };
      case 'BatchPlanned':
        return {
          ...state,
          plannedBatches: event.data.batch + 1,
          plannedTrials: state.plannedTrials + event.data.plan.count,
        };
      case 'PlanningFinished':
        return { ...state, planningFinished: true };
      case 'OptimizationPaused':
        return { ...state, status: 'paused' };
      case 'OptimizationResumed':
        return { ...state, status: 'running' };
      case 'OptimizationCancelled':
        return { ...state, status: 'cancelled' };
      case 'FailedTrialsRetried':
        return { ...state, status: 'running', attempt: event.data.attempt };
      case 'OptimizationFailed':
        return { ...state, status: 'failed' };
      case 'OptimizationCompleted':
        return { ...state, status: 'completed' };
      default:
        return assertNever(event);
    }
  },
};

function decideRequest(command: Extract<OptimizationCommand, { type: 'request' }>, state: OptimizationState): Answer {
  if (state.status !== 'none') {
    return reject('optimization.already-exists', 'An optimization with this id exists already; choose another id.');
  }
  const { type: _, ...data } = command;
  return accept({ type: 'OptimizationRequested', data });
}

/** Batches are numbered without gaps; planning one again (a redelivery) changes nothing. */
function decidePlan(command: Extract<OptimizationCommand, { type: 'plan-batch' }>, state: OptimizationState): Answer {
  if (state.status !== 'running') return conflict('plan a batch of', state, ['running']);
  if (command.batch < state.plannedBatches || state.planningFinished) return accept();
  if (command.batch > state.plannedBatches) {
    return reject('batch.out-of-order', `Batch ${state.plannedBatches} comes next, not ${command.batch}.`);
  }
  const trials = state.plannedTrials + (command.plan?.count ?? 0);
  if (trials > state.trials) {
    return reject('batch.over-budget', `${trials} trials would be planned, ${state.trials} were admitted.`);
  }
  const events: OptimizationEvent[] = [];
  if (command.plan) {
    const { batch, plan, cursor } = command;
    events.push({ type: 'BatchPlanned', data: { batch, firstTrial: state.plannedTrials, plan, cursor } });
  }
  if (command.exhausted) {
    const batches = state.plannedBatches + (command.plan ? 1 : 0);
    events.push({ type: 'PlanningFinished', data: { batches, trials } });
  }
  return accept(...events);
}

function decideRetry(
  command: Extract<OptimizationCommand, { type: 'retry-failed' }>,
  state: OptimizationState,
): Answer {
  const hasEnded = state.status === 'completed' || state.status === 'failed';
  if (!hasEnded || !state.planningFinished) return conflict('retry failed trials of', state, ['completed', 'failed']);
  const { batches, trials, failed, at } = command;
  if (failed === 0) return reject('optimization.nothing-failed', 'No trial failed: there is nothing to retry.');
  return accept({ type: 'FailedTrialsRetried', data: { attempt: state.attempt + 1, batches, trials, failed, at } });
}

function decideComplete(command: Extract<OptimizationCommand, { type: 'complete' }>, state: OptimizationState): Answer {
  if (state.status === 'completed') return accept();
  if (!isActive(state)) return conflict('complete', state, ['running', 'paused']);
  if (!state.planningFinished) {
    return reject('optimization.planning-unfinished', 'More batches are still to be planned.');
  }
  const told = command.succeeded + command.failed;
  if (told !== state.plannedTrials) {
    return reject(
      'optimization.trials-missing',
      `${state.plannedTrials} trials were planned, ${told} are accounted for.`,
    );
  }
  const { type: _, ...data } = command;
  return accept({ type: 'OptimizationCompleted', data });
}

function isActive(state: OptimizationState): boolean {
  return state.status === 'running' || state.status === 'paused';
}

function conflict(verb: string, state: OptimizationState, allowed: OptimizationStatus[]): Answer {
  if (state.status === 'none') return reject('optimization.not-found', 'There is no optimization with this id.');
  return reject(
    'optimization.state-conflict',
    `Cannot ${verb} an optimization that is ${state.status}; it must be ${allowed.join(' or ')}.`,
    { from: state.status, allowed },
  );
}
