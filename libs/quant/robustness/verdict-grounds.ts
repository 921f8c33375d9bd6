import type { Ranking } from './rank-trials';
import { KEEP_RATIO } from './retention';
import { counted, formatNumber } from './verdict-text';
import type { Ground, VerdictInput } from './verdict.types';

/** Share of failed trials that is still normal (the CLI's default `--max-failure-rate`). */
const MOST_FAILED = 0.05;

export function groundsOf(input: VerdictInput, pick: number, peak: number): Ground[] {
  return [
    neighbours(input.ranking, pick),
    plateauRatio(input, pick, peak),
    trades(input, pick),
    edge(input.ranking, pick),
    ...withoutPick(input),
  ];
}

/** What can be said where nothing is recommended. */
export function withoutPick(input: VerdictInput): Ground[] {
  return [failures(input), ...remarks(input), ...notComputed()];
}

function neighbours({ neighbours: found, neighboursNeeded: limit }: Ranking, pick: number): Ground {
  const value = found[pick] ?? 0;
  const text = `${counted(value, 'neighbour')} of the pick ${value === 1 ? 'was' : 'were'} tried (${limit} needed)`;
  return { id: 'neighbours', ok: value >= limit, text, value, limit };
}

function plateauRatio({ ranking, scores, direction }: VerdictInput, pick: number, peak: number): Ground {
  const { ratio } = ranking;
  const common = { id: 'plateau-ratio' as const, value: ratio, limit: KEEP_RATIO };
  if (ratio === null) {
    const why = direction === 'maximize' ? 'not above 0' : '0';
    return { ...common, ok: null, text: `no share of the peak can be told: the peak is ${why}` };
  }
  const ok = ratio >= KEEP_RATIO;
  const plateau = ranking.plateau[pick] ?? NaN;
  if (direction === 'minimize') {
    const apart = `${formatNumber(100 * (1 - ratio))} % apart (at most ${formatNumber(100 * (1 - KEEP_RATIO))} %)`;
    return {
      ...common,
      ok,
      text: `plateau ${formatNumber(-plateau)} and peak ${formatNumber(-(scores[peak] ?? NaN))} are ${apart}`,
    };
  }
  const needed = `(${formatNumber(100 * KEEP_RATIO)} % needed)`;
  if (ratio < 0)
    return { ...common, ok, text: `the plateau, ${formatNumber(plateau)}, keeps nothing of the peak ${needed}` };
  return { ...common, ok, text: `the plateau is ${formatNumber(100 * ratio)} % of the peak ${needed}` };
}

function trades({ trades: asked }: VerdictInput, pick: number): Ground {
  if (asked === null) {
    return { id: 'trades', ok: null, text: 'the number of trades was not recorded', value: null, limit: null };
  }
  const { counts, minimum: limit } = asked;
  const value = counts[pick] ?? NaN;
  return {
    id: 'trades',
    ok: value >= limit,
    text: `the pick made ${counted(value, 'trade')} (${limit} needed)`,
    value,
    limit,
  };
}

function edge({ edge: atEdge }: Ranking, pick: number): Ground {
  const value = atEdge[pick] ?? 0;
  const text = value === 1 ? 'the pick stands at the edge of the space: widen it' : 'the pick stands inside the space';
  return { id: 'edge', ok: value === 0, text, value, limit: 0 };
}

function failures({ failed, scores: { length } }: VerdictInput): Ground {
  const value = length === 0 ? 0 : failed / length;
  const text = `${failed} of ${counted(length, 'trial')} failed (at most ${100 * MOST_FAILED} %)`;
  return { id: 'failures', ok: value <= MOST_FAILED, text, value, limit: MOST_FAILED };
}

/** Trials that were evaluated and yet do not count, where there are any. */
function remarks({ failed, ruined, scores }: VerdictInput): Ground[] {
  const all = counted(scores.length, 'trial');
  const withoutScore = scores.reduce((sum, score) => sum + (Number.isNaN(score) ? 1 : 0), 0) - failed;
  const remark = (id: Ground['id'], value: number, text: string): Ground[] =>
    value > 0 ? [{ id, ok: null, text: `${value} of ${all} ${text}`, value, limit: null }] : [];
  return [
    ...remark(
      'no-score',
      withoutScore,
      `${withoutScore === 1 ? 'has' : 'have'} no score (the metric is not defined there)`,
    ),
    ...remark('ruined', ruined, 'lost the whole account'),
  ];
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
