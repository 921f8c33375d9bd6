import { built } from './built.mjs';

const { batchSizeFor } = built('domain/optimization');
const { findSearchMethod } = built('quant/search');

const EVERYTHING = { name: 'grid', seed: 1, budget: null };

/**
 * Cuts a search into batches, as paramo does unless `sizeFor` says otherwise.
 * @returns plans, in the order of their trials
 */
export function* planBatches({ space, metrics, method = EVERYTHING }, sizeFor = batchSizeFor) {
  const found = findSearchMethod(method.name);
  if (!found.ok) throw new Error(`${found.message} ${found.hint}`);
  const admission = found.method.admit({ space, budget: method.budget, limit: 1e7 });
  if (admission.kind === 'refuse') throw new Error(admission.message);
  const { trials: budget } = admission;
  const count = sizeFor(budget, metrics.length);
  for (let cursor = null; ;) {
    const asked = found.method.ask({ space, seed: method.seed, budget, cursor, count });
    if (asked.plan) yield asked.plan;
    if (asked.exhausted) return;
    cursor = asked.cursor;
  }
}
