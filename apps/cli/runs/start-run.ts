import type { ExecutionOptions, OptimizationSpec } from '#spec';
import type { Context } from '../context';
import { StoppedError } from '../errors';
import { type Power, powerFor } from '../power';
import { ask, drive } from '../session';
import { followRun, type FinishedRun } from './follow-run';
import { commandText } from './command-text';

/** Submits a specification and evaluates it here, to the end. */
export function startRun(context: Context, spec: OptimizationSpec, execution: ExecutionOptions): Promise<FinishedRun> {
  const power = powerFor(execution);
  return drive(context, { id: null, power }, async (paramo, id) => {
    const { data } = await paramo.submit(spec, execution, { id });
    return untilEnd(context, id, () => followRun(context, paramo, { id, power, notes: data.notes }));
  });
}

/** Goes on with an optimization that did not end, to the same result; one that did is shown. */
export async function resumeRun(context: Context, ref: string, power: Power): Promise<FinishedRun> {
  const { _id: id, status } = await ask(context, (paramo) => paramo.optimization(ref));
  return drive(context, { id, power }, async (paramo) => {
    if (status === 'paused') await paramo.resume(id);
    return untilEnd(context, id, () => followRun(context, paramo, { id, power }));
  });
}

async function untilEnd(context: Context, id: string, follow: () => Promise<FinishedRun>): Promise<FinishedRun> {
  try {
    return await follow();
  } catch (error) {
    if (error instanceof StoppedError) {
      context.hint('Finishing the batches under way; Ctrl-C again stops at once. Nothing is lost:');
      context.hint(`  ${commandText(context, `run --resume ${id}`)}`);
    }
    throw error;
  }
}
