import { thresholdOf } from './region';
import { KEEP_RATIO, retentionOf } from './retention';
import { counted, formatNumber, regionText, settingOf } from './verdict-text';
import type { VerdictInput } from './verdict.types';

interface Recommendation extends VerdictInput {
  pick: number;
  peak: number;
}

/** A plateau is called broad from this share of all trials on, if it has at least so many of them. */
const BROAD = { share: 0.1, trials: 9 };

/** Where the pick stands, what became of the peak, and how many were tried. */
export function recommendation(input: Recommendation): string {
  return `${plateauText(input)} ${peakText(input)} Best of ${input.scores.length} tried. Out-of-sample not computed.`;
}

function plateauText(input: Recommendation): string {
  const { ranking, scores, pick } = input;
  const { breadth } = ranking;
  const plateau = ranking.plateau[pick] ?? NaN;
  if (breadth === 1) return `The pick stands alone (plateau ${shown(input, plateau)}) at ${settingOf(input, pick)}.`;
  const size = breadth >= BROAD.trials && breadth >= BROAD.share * scores.length ? 'broad' : 'small';
  const near =
    natural(input, plateau) > 0
      ? `within 10 % of ${shown(input, plateau)}`
      : `at ${shown(input, thresholdOf(plateau))} or better`;
  return `A ${size} plateau (${breadth} of ${counted(scores.length, 'trial')} ${near}) at ${regionText(input)}.`;
}

function peakText(input: Recommendation): string {
  const { ranking, scores, pick, peak, direction } = input;
  const value = shown(input, scores[peak]);
  if (!ranking.region.includes(peak)) {
    const place = ranking.breadth > 1 ? 'is outside it' : 'is elsewhere';
    return `Peak ${value} at ${settingOf(input, peak)} ${place} and ${nextDoor(input)}.`;
  }
  const kept = retentionOf(ranking.plateau[peak] ?? NaN, scores[peak] ?? NaN, direction);
  const but = kept !== null && kept < KEEP_RATIO ? `, but ${nextDoor(input)}` : '';
  return ranking.breadth === 1 && pick === peak
    ? `It is also the peak, ${value}${but}.`
    : `Peak ${value} is inside it${but}.`;
}

/** What is left of the peak when any parameter moves one step. */
function nextDoor(input: Recommendation): string {
  const { ranking, scores, peak, direction } = input;
  if (ranking.neighbours[peak] === 0) return 'none of its neighbours was tried';
  const left = shown(input, ranking.plateau[peak]);
  if (left === shown(input, scores[peak])) return 'holds one step away';
  return `${direction === 'maximize' ? 'falls' : 'rises'} to ${left} one step away`;
}

function natural({ direction }: Recommendation, score: number): number {
  return direction === 'maximize' ? score : -score;
}

function shown(input: Recommendation, score = NaN): string {
  return formatNumber(natural(input, score));
}
