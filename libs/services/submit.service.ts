import { batchSizeFor } from '#domain/optimization';
import { Rejected } from '#kernel';
import { ENGINE_VERSION } from '#quant/backtest';
import { compileSpace } from '#quant/space';
import { type ExecutionOptions, MAX_TRIALS, type OptimizationSpec, specHash } from '#spec';
import { sendOptimization, type SendOptions } from './commands.service';
import { type DataRemarks, resolveData } from './datasets.service';
import type { Platform } from './platform.port';
import { searchMethodOf } from './search-method';

/** What an optimization would do, exactly, before anything runs. */
export interface Quote {
  /** Points of the space; null when it is continuous. */
  combinations: string | null;
  /** Points that satisfy all constraints; null when it is continuous or not countable. */
  feasible: string | null;
  trials: number;
  batches: number;
  batchSize: number;
  note: string | null;
}

/** Counts and admits. Throws `Rejected` with `search-space.…` when the method cannot search this space. */
export function quote(spec: OptimizationSpec): Quote {
  const compiled = compileSpace(spec.space);
  if (!compiled.ok) {
    throw new Rejected({
      code: 'optimization.invalid',
      message: compiled.issues[0]?.message ?? 'The space is not valid.',
      details: { issues: compiled.issues },
    });
  }
  const { space } = compiled;
  const counted = space.countFeasible();
  const admission = searchMethodOf(spec).admit({
    space: spec.space,
    budget: spec.method.budget,
    limit: MAX_TRIALS,
  });
  if (admission.kind === 'refuse') {
    const details = { combinations: space.size?.toString() ?? null, limit: MAX_TRIALS, budget: spec.method.budget };
    throw new Rejected({ code: admission.code, message: admission.message, details });
  }
  const batchSize = batchSizeFor(admission.trials, Math.max(spec.metrics.length, spec.space.parameters.length));
  return {
    combinations: space.size?.toString() ?? null,
    feasible: counted.kind === 'exact' ? counted.count.toString() : null,
    trials: admission.trials,
    batches: Math.ceil(admission.trials / batchSize),
    batchSize,
    note: admission.note,
  };
}

export interface Submitted {
  id: string;
  revision: number;
  position: number;
  /** With its data resolved: what the log has. */
  spec: OptimizationSpec;
  quote: Quote;
  data: DataRemarks;
}

/** Admits an optimization: data there, space countable, budget in bounds; then, and only then, an event. */
export async function submitOptimization(
  platform: Platform,
  asked: OptimizationSpec,
  execution: ExecutionOptions,
  options: SendOptions & { id?: string } = {},
): Promise<Submitted> {
  const quoted = quote(asked);
  const { spec, remarks } = await resolveData(platform, asked, { ...(options.actor && { actor: options.actor }) });
  const id = options.id ?? platform.ids.optimizationId();
  const { revision, position } = await sendOptimization(
    platform,
    id,
    {
      type: 'request',
      name: spec.name,
      spec: JSON.parse(JSON.stringify(spec)),
      specHash: specHash(spec),
      engineVersion: ENGINE_VERSION,
      combinations: quoted.combinations,
      feasible: quoted.feasible,
      trials: quoted.trials,
      batchSize: quoted.batchSize,
      note: quoted.note,
      trialTimeoutMs: execution.trialTimeoutMs,
      requestedAt: new Date(platform.clock.now()).toISOString(),
    },
    options,
  );
  return { id, revision, position, spec, quote: quoted, data: remarks };
}
