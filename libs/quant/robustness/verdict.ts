import { groundsOf, withoutPick } from './verdict-grounds';
import { recommendation } from './verdict-sentence';
import type { Decision, Ground, Verdict, VerdictInput } from './verdict.types';

/** Share of the peak below which a pick is rejected (one star). */
const REJECT_RATIO = 0.5;

/**
 * One plain sentence with its grounds. Reject: too few trades, or a plateau that keeps less than half of the peak. Keep:
 * every ground that was computed holds, and the plateau can be compared with the peak. Doubt: anything between. Unknown:
 * the pick has too few neighbours to tell. Out-of-sample, PBO and DSR are not computed from a ranking; their grounds say so.
 */
export function verdict(input: VerdictInput): Verdict {
  const { ranking, scores } = input;
  const { pick, peak } = ranking;
  if (pick === null || peak === null) {
    const hasScore = scores.some((score) => !Number.isNaN(score));
    const why = hasScore
      ? `No trial meets the criteria${input.ruined > 0 ? ' and keeps its account' : ''}`
      : 'No trial has a score';
    const sentence = `${why}: nothing to recommend. Best of ${scores.length} tried.`;
    return { decision: hasScore ? 'reject' : 'unknown', sentence, grounds: withoutPick(input) };
  }
  const grounds = groundsOf(input, pick, peak);
  return {
    decision: decide(grounds, ranking.ratio),
    sentence: recommendation({ ...input, pick, peak }),
    grounds,
  };
}

function decide(grounds: readonly Ground[], ratio: number | null): Decision {
  const okOf = (id: Ground['id']) => grounds.find((ground) => ground.id === id)?.ok ?? null;
  if (okOf('trades') === false) return 'reject';
  if (okOf('neighbours') !== true) return 'unknown';
  if (ratio !== null && ratio < REJECT_RATIO) return 'reject';
  return ratio !== null && grounds.every(({ ok }) => ok !== false) ? 'keep' : 'doubt';
}
