import picocolors from 'picocolors';
import type { TrialView } from '#read-models';
import { table } from '../answer';
import { trialList, withPeak } from './trial-list';

const terminal = {
  columns: 120,
  depth: 1 as const,
  interactive: true,
  paint: picocolors.createColors(false),
  write: () => undefined,
};
const trial = (number: number, facts: Partial<TrialView> = {}): TrialView => ({
  number,
  state: 'ok',
  failure: null,
  parameters: { fast: number, slow: 50 },
  score: 1.5,
  rank: 1,
  percentile: 100,
  plateau: 1.4,
  neighbours: 8,
  edge: false,
  isPeak: false,
  isPick: false,
  metrics: { trades: 120, max_drawdown_percent: 8.94, win_rate_percent: 61.2, sharpe_ratio: 1.5 },
  ...facts,
});
const shown = (trials: TrialView[], output: 'table' | 'wide' = 'table'): string[] =>
  table(trialList(trials), { flags: { output } }, terminal).trimEnd().split('\n');

describe('a list of trials', () => {
  it('marks pick and peak, and says what the peak is worth next door', () => {
    const trials = [trial(3, { isPick: true }), trial(5, { isPeak: true, score: 1.71, plateau: 0.97, rank: 2 })];
    expect(shown(trials)).toEqual([
      '  #  rank  plateau  score  trades  maxDD  winrate  oos  parameters',
      '★ 3     1     1.40   1.50     120  8.9 %   61.2 %    —  fast=3 slow=50',
      '◆ 5     2     0.97   1.71     120  8.9 %   61.2 %    —  fast=5 slow=50  peak, but 0.97 next door',
    ]);
  });

  it('says why a trial does not count, and shows a dash for what it does not have', () => {
    const nothing = { score: null, rank: null, plateau: null, metrics: {} };
    const [, failed = '', missed = '', scoreless = '', ruined = ''] = shown([
      trial(1, { ...nothing, state: 'failed', failure: 'no candles' }),
      trial(2, { state: 'criteria' }),
      trial(3, { ...nothing, state: 'no-score' }),
      trial(4, { state: 'ruined', plateau: null }),
    ]);
    expect(failed).toMatch(/^ {2}1 +— +— +— +— +— +— +— {2}fast=1 slow=50 {2}failed: no candles$/);
    expect(missed).toContain('criteria not met');
    expect(scoreless).toContain('no score');
    expect(ruined).toContain('lost the whole account');
  });

  it('with -o wide has a column for every parameter and metric', () => {
    expect(shown([trial(1)], 'wide')[0]).toMatch(/state +neighbours +fast +slow +sharpe_ratio$/);
  });

  it('has the peak at its end when it is not among the best', () => {
    const peak = trial(9, { isPeak: true });
    expect(withPeak([trial(1)], peak).map(({ number }) => number)).toEqual([1, 9]);
    expect(withPeak([trial(1), peak], peak)).toHaveLength(2);
    expect(withPeak([trial(1)], null)).toHaveLength(1);
  });
});
