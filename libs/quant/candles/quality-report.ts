import type { Candles } from './candles';
import { findGaps, type GapSummary } from './gaps';
import { valueAt } from './interval';
import { extremeWicks, suspectedSplits, largeMoves, type LargeMove, type SuspectedSplit } from './suspicious-bars';

export type { QualityGap } from './gaps';

/** What is odd about candles: facts first, then a verdict in words. Bars are 0-based. */
export interface QualityReport {
  bars: number;
  gaps: GapSummary;
  duplicates: number;
  outOfOrder: number;
  zeroVolume: number;
  /** Bars with open = high = low = close. */
  flatBars: number;
  /** Bars whose low lies above, or high below, the open or close. */
  badWicks: number;
  /** Wicks longer than 20 typical bar ranges: often a bad print. */
  extremeWicks: number;
  suspectedSplits: SuspectedSplit[];
  largeMoves: { count: number; largest: LargeMove | null };
  verdict: 'ok' | 'warn' | 'bad';
  /** One plain sentence per finding; empty when there is none. */
  sentences: string[];
}

type Finding = { severity: 'warn' | 'bad'; sentence: string };

/** Looks at candles the way a careful person would before trusting a backtest over them. Never throws, changes nothing. */
export function qualityReport(candles: Candles): QualityReport {
  const bars = candles.time.length;
  const counts = countBars(candles);
  const facts = {
    bars,
    gaps: findGaps(candles),
    ...counts,
    extremeWicks: extremeWicks(candles),
    suspectedSplits: suspectedSplits(candles),
    largeMoves: largeMoves(candles),
  };
  const findings = judge(facts);
  const verdict = findings.some(({ severity }) => severity === 'bad') ? 'bad' : findings.length > 0 ? 'warn' : 'ok';
  return { ...facts, verdict, sentences: findings.map(({ sentence }) => sentence) };
}

type Facts = Omit<QualityReport, 'verdict' | 'sentences'>;

function countBars({ time, open, high, low, close, volume }: Candles) {
  const counts = { duplicates: 0, outOfOrder: 0, zeroVolume: 0, flatBars: 0, badWicks: 0 };
  for (let bar = 0; bar < time.length; bar++) {
    const [o, h, l, c] = [valueAt(open, bar), valueAt(high, bar), valueAt(low, bar), valueAt(close, bar)];
    if (bar > 0 && valueAt(time, bar) === valueAt(time, bar - 1)) counts.duplicates += 1;
    if (bar > 0 && valueAt(time, bar) < valueAt(time, bar - 1)) counts.outOfOrder += 1;
    if (valueAt(volume, bar) === 0) counts.zeroVolume += 1;
    if (h === l && o === c && h === o) counts.flatBars += 1;
    if (l > Math.min(o, c) || h < Math.max(o, c)) counts.badWicks += 1;
  }
  return counts;
}

function judge(facts: Facts): Finding[] {
  const { bars, gaps } = facts;
  const findings: Finding[] = [];
  const add = (severity: Finding['severity'], found: boolean, sentence: string) => {
    if (found) findings.push({ severity, sentence });
  };
  const share = (count: number) => `${((100 * count) / Math.max(1, bars)).toFixed(1)} %`;
  add('bad', bars === 0, 'There are no bars.');
  add('bad', facts.duplicates > 0, `${facts.duplicates} bar(s) repeat the time of the bar before.`);
  add('bad', facts.outOfOrder > 0, `${facts.outOfOrder} bar(s) are older than the bar before.`);
  const manyMissing = gaps.missingBars > 0.05 * bars;
  const gapSentence = `${gaps.count} gap(s) with ${gaps.missingBars} missing bar(s) in the usual trading week; the longest lacks ${gaps.largest?.missingBars ?? 0}.`;
  add(manyMissing ? 'bad' : 'warn', gaps.missingBars > 0.01 * bars, gapSentence);
  add(
    facts.badWicks > 0.01 * bars ? 'bad' : 'warn',
    facts.badWicks > 0,
    `${facts.badWicks} bar(s) have an open or close outside high and low.`,
  );
  add(
    'warn',
    facts.extremeWicks > 0,
    `${facts.extremeWicks} bar(s) have a wick longer than 20 typical bars: perhaps bad prints.`,
  );
  add('bad', facts.suspectedSplits.length > 0, splitSentence(facts.suspectedSplits));
  add('warn', facts.largeMoves.count > 0, largeMoveSentence(facts.largeMoves));
  const noVolume = facts.zeroVolume === bars;
  add('warn', bars > 0 && noVolume, 'There is no volume: strategies that use it cannot work.');
  add('warn', !noVolume && facts.zeroVolume > 0.01 * bars, `${share(facts.zeroVolume)} of the bars have no volume.`);
  add(
    'warn',
    facts.flatBars > 0.05 * bars,
    `${share(facts.flatBars)} of the bars are flat: the market may be illiquid.`,
  );
  return findings;
}

function splitSentence([first]: readonly SuspectedSplit[]): string {
  if (first === undefined) return '';
  return `The price jumps near ${first.ratio} at bar ${first.bar} (${first.date}) and stays there: perhaps an unadjusted split.`;
}

function largeMoveSentence({ count, largest }: QualityReport['largeMoves']): string {
  if (largest === null) return '';
  const percent = `${(100 * largest.change).toFixed(1)} %`;
  return `${count} bar(s) move far more than usual; the largest is ${percent} at bar ${largest.bar} (${largest.date}).`;
}
