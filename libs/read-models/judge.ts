import type { RecordedVerdict } from '#domain/optimization';
import { type Ranking, verdict } from '#quant/robustness';
import { rankTable, stateCounts, type TrialTable } from './trial-table';

export interface Judgement {
  /** Trial numbers. */
  peak: number | null;
  pick: number | null;
  verdict: RecordedVerdict;
}

/** Ranks all trials and puts the answer into one sentence. */
export function judge(table: TrialTable, ranking: Ranking = rankTable(table)): Judgement {
  const number = (row: number | null): number | null => (row === null ? null : (table.numbers[row] ?? null));
  return {
    peak: number(ranking.peak),
    pick: number(ranking.pick),
    verdict: verdict({
      space: table.space,
      codes: table.codes,
      scores: table.scores,
      direction: table.spec.objective.direction,
      ranking,
      failed: table.failures.size,
      ruined: stateCounts(table).ruined,
      trades: tradesAsked(table),
    }),
  };
}

/** A verdict on luck needs trades: thirty, the usual rule of thumb for a mean, or as many more as were asked for. */
const FEWEST_TRADES = 30;

function tradesAsked({ spec, metrics }: TrialTable): { counts: Float64Array; minimum: number } | null {
  const counts = metrics.get('trades');
  if (counts === undefined) return null;
  const asked = spec.criteria.flatMap(({ metric, min }) => (metric === 'trades' && min !== undefined ? [min] : []));
  return { counts, minimum: Math.max(FEWEST_TRADES, ...asked) };
}
