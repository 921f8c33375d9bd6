import { type BatchExplanation, explainBatch } from '#quant/backtest';
import { evaluationTask, type OptimizationSpec } from '#spec';
import { type DataRemarks, resolveData } from './datasets.service';
import type { Platform } from './platform.port';
import { searchMethodOf } from './search-method';
import { quote, type Quote } from './submit.service';

export interface Explanation extends Quote {
  /** How the first batch would be evaluated; null when there is no trial. */
  batch: BatchExplanation | null;
  data: DataRemarks;
}

/** What would be computed, and how, before anything is; nothing is evaluated, nothing stored. */
export async function explain(platform: Platform, asked: OptimizationSpec): Promise<Explanation> {
  const quoted = quote(asked);
  const { spec, candles, remarks } = await resolveData(platform, asked, { store: false });
  const { plan } = searchMethodOf(spec).ask({
    space: spec.space,
    seed: spec.method.seed,
    budget: quoted.trials,
    cursor: null,
    count: quoted.batchSize,
  });
  return { ...quoted, batch: plan && explainBatch(evaluationTask(spec, plan), candles), data: remarks };
}
