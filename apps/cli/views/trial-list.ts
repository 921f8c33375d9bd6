import type { OptimizationDocument, TrialView } from '#read-models';
import type { Column, Listing } from '../listing';
import { compact, decimal, NOTHING, percent } from '../terminal/numbers';
import type { Paint, Terminal } from '../terminal/terminal';
import { wrap } from '../terminal/text';
import { parametersInTable, parametersText, valueText } from './parameters';

/** Trials with what a person compares. ★ is the pick, ◆ the peak. */
export function trialList(trials: readonly TrialView[]): Listing<TrialView> {
  const parameters = [...new Set(trials.flatMap((trial) => Object.keys(trial.parameters)))];
  const metrics = [...new Set(trials.flatMap((trial) => Object.keys(trial.metrics)))];
  return {
    columns: [
      ...STANDARD,
      ...parameters.map((name): Column<TrialView> => ({
        id: name,
        align: 'right',
        wide: true,
        value: (trial) => trial.parameters[name] ?? null,
        text: (trial) => {
          const value = trial.parameters[name];
          return value === undefined ? NOTHING : valueText(value);
        },
      })),
      ...metrics
        .filter((id) => !STANDARD.some((column) => column.id === id))
        .map((id) => metricColumn(id, id, compact, true)),
      {
        id: 'remark',
        title: '',
        fill: true,
        value: remark,
        text: (trial, { paint }) => paint.dim(remark(trial)),
      },
    ],
    rows: trials,
    name: ({ number }) => String(number),
    json: (trial) => trial,
    arranged: true,
  };
}

const STANDARD: readonly Column<TrialView>[] = [
  {
    id: 'number',
    title: '  #',
    keep: true,
    value: ({ number }) => number,
    text: (trial, { paint }) => `${markOf(trial, paint)} ${trial.number}`,
  },
  { id: 'rank', align: 'right', value: ({ rank }) => rank },
  number('plateau', ({ plateau }) => plateau, decimal, true),
  number('score', ({ score }) => score, decimal, true),
  metricColumn('trades', 'trades', compact),
  metricColumn('max_drawdown_percent', 'maxDD', percent),
  metricColumn('win_rate_percent', 'winrate', percent),
  // Data held back for a check is a later issue; the column is shown so that nobody takes a score for more than it is.
  { id: 'oos', align: 'right', value: () => null, text: () => NOTHING },
  {
    id: 'parameters',
    keep: true,
    value: ({ parameters }) => parametersText(parameters),
    text: ({ parameters }) => parametersInTable(parameters),
  },
  { id: 'state', wide: true, value: ({ state }) => state },
  { id: 'neighbours', align: 'right', wide: true, value: ({ neighbours }) => neighbours },
];

function number(
  id: string,
  value: (trial: TrialView) => number | null,
  text: (value: number | null) => string,
  keep = false,
): Column<TrialView> {
  return { id, align: 'right', keep, value, text: (trial) => text(value(trial)) };
}

function metricColumn(
  id: string,
  title: string,
  text: (value: number | null) => string,
  wide = false,
): Column<TrialView> {
  const value = ({ metrics }: TrialView): number | null => metrics[id] ?? null;
  return { id, title, align: 'right', wide, value, text: (trial) => text(value(trial)) };
}

/** Sort key: the most robust trial first. */
export function byPlateau({ objective }: Pick<OptimizationDocument, 'objective'>): string {
  return objective.direction === 'maximize' ? '-plateau' : 'plateau';
}

/** The best trials, and the peak below them when it is not among them. */
export function withPeak(best: readonly TrialView[], peak: TrialView | null): TrialView[] {
  const isListed = peak === null || best.some(({ number }) => number === peak.number);
  return isListed ? [...best] : [...best, peak];
}

export function markOf({ isPick, isPeak }: Pick<TrialView, 'isPick' | 'isPeak'>, paint: Paint): string {
  if (isPick) return paint.green('★');
  return isPeak ? paint.magenta('◆') : ' ';
}

/** What a reader should not overlook. */
function remark({ state, failure, isPick, isPeak, score, plateau }: TrialView): string {
  if (state === 'failed') return `failed: ${failure ?? 'no reason recorded'}`;
  if (state === 'criteria') return 'criteria not met';
  if (state === 'ruined') return 'lost the whole account';
  if (state === 'no-score') return 'no score';
  if (isPeak && isPick) return 'peak and pick';
  if (isPeak && score !== null && plateau !== null) return `peak, but ${decimal(plateau)} next door`;
  return '';
}

const LEGEND = [
  '★ pick: highest plateau of trials with enough neighbours',
  '◆ peak: best raw score',
  'plateau: what is left next door',
  'oos: not computed yet',
].join('   ');

/** Explained once below a table. */
export function trialLegend({ paint, columns }: Terminal): string {
  return paint.dim(wrap(LEGEND, columns));
}
