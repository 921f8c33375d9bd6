import type { OptimizationDocument } from '#read-models';
import type { Paramo } from '#services';

export interface Progress {
  id: string;
  status: OptimizationDocument['status'];
  total: number;
  planned: number;
  evaluated: number;
  failed: number;
  percent: number;
  elapsedSeconds: number;
  /** Evaluated trials per second since the request; null before the first result. */
  trialsPerSecond: number | null;
  /** Seconds to go at that pace; null until a twentieth is done, and after the end. */
  etaSeconds: number | null;
  /** Best trial so far by score and by plateau. */
  best: { peak: number | null; pick: number | null };
}

export async function progressOf(paramo: Paramo, document: OptimizationDocument): Promise<Progress> {
  const { total, planned, evaluated, failed } = document.trials;
  const end = document.endedAt === null ? paramo.now() : Date.parse(document.endedAt);
  const elapsedSeconds = Math.max(0, (end - Date.parse(document.requestedAt)) / 1000);
  const trialsPerSecond = evaluated > 0 && elapsedSeconds > 0 ? evaluated / elapsedSeconds : null;
  const canTell = document.endedAt === null && trialsPerSecond !== null && evaluated * 20 >= total;
  return {
    id: document._id,
    status: document.status,
    total,
    planned,
    evaluated,
    failed,
    percent: total === 0 ? 0 : (100 * evaluated) / total,
    elapsedSeconds,
    trialsPerSecond,
    etaSeconds: canTell ? (total - evaluated) / trialsPerSecond : null,
    best: await bestOf(paramo, document),
  };
}

async function bestOf(paramo: Paramo, document: OptimizationDocument): Promise<Progress['best']> {
  if (document.endedAt !== null) return { peak: document.peak, pick: document.pick };
  if (document.trials.evaluated === 0) return { peak: null, pick: null };
  const { table, ranking } = await paramo.trialTable(document._id);
  const number = (row: number | null): number | null => (row === null ? null : (table.numbers[row] ?? null));
  return { peak: number(ranking.peak), pick: number(ranking.pick) };
}
