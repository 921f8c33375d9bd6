import type { Space } from '#quant/space';
import { FEWEST_NEIGHBOURS, type Ranking } from './rank-trials';
import { formatNumber, settingOf, regionText } from './verdict-text';

export type Decision = 'keep' | 'doubt' | 'reject' | 'unknown';

export interface Ground {
  id: 'neighbours' | 'plateau-ratio' | 'trades' | 'edge' | 'failures' | 'out-of-sample' | 'pbo' | 'dsr';
  /** Null: not computed, or does not apply. */
  ok: boolean | null;
  text: string;
  value: number | null;
  limit: number | null;
}

export interface VerdictInput {
  space: Space;
  codes: readonly Float64Array[];
  /** As given to `rankTrials`: higher is better, NaN = failed. */
  scores: Float64Array;
  /** How scores are shown: minimised metrics in their own sign. */
  direction: 'maximize' | 'minimize';
  ranking: Ranking;
  /** Number of trades of each trial, and how many the pick must have; null when not asked for. */
  trades: { counts: Float64Array; minimum: number } | null;
}

export interface Verdict {
  decision: Decision;
  sentence: string;
  grounds: Ground[];
}

/** Ratio plateau/peak from which a pick is kept, and below which it is rejected (three stars, one star). */
const KEEP_RATIO = 0.75;
const REJECT_RATIO = 0.5;
/** Share of failed trials that is still normal (the CLI's default `--max-failure-rate`). */
const MOST_FAILED = 0.05;

/**
 * One plain sentence with its grounds. Reject: too few trades, or a plateau below half of the peak. Keep: every ground
 * that was computed holds. Doubt: anything between. Unknown: the pick has too few neighbours to tell.
 * Out-of-sample, PBO and DSR are not computed from a ranking; their grounds say so.
 */
export function verdict(input: VerdictInput): Verdict {
  const { ranking, scores } = input;
  const failed = scores.reduce((sum, score) => sum + (Number.isNaN(score) ? 1 : 0), 0);
  if (ranking.pick === null || ranking.peak === null) {
    const why = failed === scores.length ? 'No trial has a score' : 'No trial meets the result constraints';
    const decision = failed === scores.length ? 'unknown' : 'reject';
    const sentence = `${why}: nothing to recommend. Best of ${scores.length} tried. → ${decision}`;
    return { decision, sentence, grounds: [failures(failed, scores.length), ...notComputed()] };
  }
  const grounds = [
    neighbours(ranking, ranking.pick),
    plateauRatio(ranking),
    trades(input, ranking.pick),
    edge(ranking, ranking.pick),
    failures(failed, scores.length),
    ...notComputed(),
  ];
  const decision = decide(grounds, ranking.ratio);
  return { decision, sentence: sentenceOf(input, ranking.pick, ranking.peak, decision), grounds };
}

function decide(grounds: readonly Ground[], ratio: number | null): Decision {
  const okOf = (id: Ground['id']) => grounds.find((ground) => ground.id === id)?.ok ?? null;
  if (okOf('trades') === false) return 'reject';
  if (okOf('neighbours') !== true) return 'unknown';
  if (ratio !== null && ratio < REJECT_RATIO) return 'reject';
  return ratio !== null && grounds.every(({ ok }) => ok !== false) ? 'keep' : 'doubt';
}

function sentenceOf(input: VerdictInput, pick: number, peak: number, decision: Decision): string {
  const { ranking, scores, direction } = input;
  const show = (score: number | undefined) => formatNumber((direction === 'maximize' ? 1 : -1) * (score ?? NaN));
  const isWide = ranking.breadth >= 0.1 * scores.length;
  const plateau =
    ranking.breadth > 1
      ? `A ${isWide ? 'broad' : 'small'} plateau (${ranking.breadth} of ${trialsText(scores.length)} within 10 % of ${show(ranking.plateau[pick])}) at ${regionText(input)}.`
      : `A single trial (plateau ${show(ranking.plateau[pick])}) at ${settingOf(input, pick)}.`;
  const top = `Peak ${show(scores[peak])}`;
  const falls = `falls to ${show(ranking.plateau[peak])} one step away`;
  const inside = !ranking.region.includes(peak)
    ? `${top} at ${settingOf(input, peak)} is outside it and ${falls}.`
    : isLonely(ranking.plateau[peak] ?? NaN, scores[peak] ?? NaN)
      ? `${top} is inside it, but ${falls}.`
      : `${top} is inside it.`;
  return `${plateau} ${inside} Best of ${scores.length} tried. Out-of-sample not computed. → ${decision}`;
}

/** A peak whose surroundings keep less of it than a pick must. */
function isLonely(plateau: number, score: number): boolean {
  return score > 0 && plateau < KEEP_RATIO * score;
}

function neighbours(ranking: Ranking, pick: number): Ground {
  const value = ranking.neighbours[pick] ?? 0;
  const text = `${value} neighbours of the pick were tried`;
  return { id: 'neighbours', ok: value >= FEWEST_NEIGHBOURS, text, value, limit: FEWEST_NEIGHBOURS };
}

function plateauRatio({ ratio }: Ranking): Ground {
  const common = { id: 'plateau-ratio' as const, value: ratio, limit: KEEP_RATIO };
  if (ratio === null) return { ...common, ok: null, text: 'plateau/peak is not shown: the peak is not above 0' };
  return { ...common, ok: ratio >= KEEP_RATIO, text: `the plateau is ${formatNumber(100 * ratio)} % of the peak` };
}

function trades({ trades: asked }: VerdictInput, pick: number): Ground {
  if (asked === null) {
    return { id: 'trades', ok: null, text: 'no minimum number of trades was asked for', value: null, limit: null };
  }
  const value = asked.counts[pick] ?? NaN;
  const text = `the pick made ${value} trades`;
  return { id: 'trades', ok: value >= asked.minimum, text, value, limit: asked.minimum };
}

function edge({ edge: atEdge }: Ranking, pick: number): Ground {
  const value = atEdge[pick] ?? 0;
  const text = value === 1 ? 'the pick stands at the edge of the space: widen it' : 'the pick stands inside the space';
  return { id: 'edge', ok: value === 0, text, value, limit: 0 };
}

function failures(failed: number, count: number): Ground {
  const value = count === 0 ? 0 : failed / count;
  const text = `${failed} of ${trialsText(count)} ${failed === 1 ? 'has' : 'have'} no score`;
  return { id: 'failures', ok: value <= MOST_FAILED, text, value, limit: MOST_FAILED };
}

function notComputed(): Ground[] {
  const ground = (id: Ground['id'], name: string): Ground => ({
    id,
    ok: null,
    text: `${name}: not computed`,
    value: null,
    limit: null,
  });
  return [
    ground('out-of-sample', 'Out-of-sample'),
    ground('pbo', 'Probability of backtest overfitting'),
    ground('dsr', 'Deflated Sharpe ratio'),
  ];
}

function trialsText(count: number): string {
  return count === 1 ? '1 trial' : `${count} trials`;
}
