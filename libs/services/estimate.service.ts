import type { AskOutput } from '#quant/search';
import type { TrialPlan } from '#quant/space';
import { evaluationTask, type OptimizationSpec } from '#spec';
import { type DataRemarks, resolveData } from './datasets.service';
import type { Platform } from './platform.port';
import { searchMethodOf } from './search-method';
import { quote, type Quote } from './submit.service';

export interface Estimate extends Quote {
  bars: number;
  /** Wall time: median and 90th percentile of the probes, scaled to all trials and workers. */
  seconds: { p50: number; p90: number };
  /** Result columns of all trials, in memory while ranking. */
  memoryMb: number;
  /** Log and read models on disk. */
  diskMb: number;
  data: DataRemarks;
}

const PROBES = 3;
const TRIALS_PER_PROBE = 16;

/** Counts exactly and times a few small probes on this machine; nothing is recorded. */
export async function estimate(platform: Platform, asked: OptimizationSpec): Promise<Estimate> {
  const quoted = quote(asked);
  const { spec, candles, remarks } = await resolveData(platform, asked);
  const perTrial: number[] = [];
  for (const plan of probes(spec, quoted)) {
    const began = platform.clock.now();
    await platform.runner.evaluate(evaluationTask(spec, plan));
    perTrial.push((platform.clock.now() - began) / 1000 / plan.count);
  }
  perTrial.sort((a, b) => a - b);
  const scaled = (seconds: number): number => (seconds * quoted.trials) / platform.runner.concurrency;
  const columnBytes = 8 * quoted.trials * (spec.metrics.length + spec.space.parameters.length + 6);
  return {
    ...quoted,
    bars: spec.dataset.bars ? spec.dataset.bars.to - spec.dataset.bars.from : candles.time.length,
    seconds: { p50: scaled(perTrial[perTrial.length >> 1] ?? 0), p90: scaled(perTrial.at(-1) ?? 0) },
    memoryMb: columnBytes / 1e6,
    data: remarks,
    diskMb: (2 * (4 / 3) * 8 * quoted.trials * spec.metrics.length) / 1e6,
  };
}

/** The first trials the method would run, cut into probes. */
function probes(spec: OptimizationSpec, { trials }: Quote): TrialPlan[] {
  const method = searchMethodOf(spec);
  const plans: TrialPlan[] = [];
  let cursor: string | null = null;
  for (let probe = 0; probe < PROBES; probe++) {
    const asked: AskOutput = method.ask({
      space: spec.space,
      seed: spec.method.seed,
      budget: trials,
      cursor,
      count: TRIALS_PER_PROBE,
    });
    if (asked.plan) plans.push(asked.plan);
    if (asked.exhausted) break;
    cursor = asked.cursor;
  }
  return plans;
}
