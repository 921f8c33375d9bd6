import type { Space } from '#quant/space';
import type { Ranking } from './rank-trials';

export type Decision = 'keep' | 'doubt' | 'reject' | 'unknown';

export interface Ground {
  id:
    | 'neighbours'
    | 'plateau-ratio'
    | 'trades'
    | 'edge'
    | 'failures'
    | 'no-score'
    | 'ruined'
    | 'out-of-sample'
    | 'pbo'
    | 'dsr';
  /** Null: not computed, does not apply, or nothing but worth knowing. */
  ok: boolean | null;
  text: string;
  value: number | null;
  limit: number | null;
}

export interface VerdictInput {
  space: Space;
  codes: readonly Float64Array[];
  /** As given to `rankTrials`: higher is better, NaN = no score. */
  scores: Float64Array;
  /** How scores are shown: minimised metrics in their own sign. */
  direction: 'maximize' | 'minimize';
  ranking: Ranking;
  /** Trials that could not be evaluated. */
  failed: number;
  /** Trials that lost the whole account. */
  ruined: number;
  /** Number of trades of each trial, and how many the pick must have; null when trades were not recorded. */
  trades: { counts: Float64Array; minimum: number } | null;
}

export interface Verdict {
  decision: Decision;
  sentence: string;
  grounds: Ground[];
}
