import { Rejected } from '#kernel';
import { findMetric } from '#quant/metrics';
import { type Heatmap, heatmap, parameterStatistics, type ParameterStatistics } from '#quant/robustness';
import type { ParameterSet } from '#quant/space';
import { judge, type Judgement } from './judge';
import { type RankedTable, stateCounts, trialStates } from './trial-table';
import { viewTrial, type TrialView } from './trials.queries';

/** What came out, in one answer. */
export interface Summary extends Judgement {
  objective: { metric: string; direction: 'maximize' | 'minimize' };
  counts: { evaluated: number; failed: number; withoutScore: number; ruined: number; missingCriteria: number };
  bestTrial: TrialView | null;
  pickTrial: TrialView | null;
  /** Quantiles of the score over trials that have one. */
  distribution: { min: number; p25: number; median: number; p75: number; max: number } | null;
  parameterStatistics: ParameterStatistics[];
}

export function summaryOf(ranked: RankedTable): Summary {
  const { table, ranking } = ranked;
  const view = (row: number | null): TrialView | null => (row === null ? null : viewTrial(ranked, row));
  const sign = table.spec.objective.direction === 'maximize' ? 1 : -1;
  const states = stateCounts(table);
  const scores = table.scores
    .filter((score) => !Number.isNaN(score))
    .map((score) => sign * score)
    .sort();
  return {
    objective: table.spec.objective,
    ...judge(table, ranking),
    counts: {
      evaluated: table.rows,
      failed: states.failed,
      withoutScore: states['no-score'],
      ruined: states.ruined,
      missingCriteria: states.criteria,
    },
    bestTrial: view(ranking.peak),
    pickTrial: view(ranking.pick),
    distribution: distributionOf(scores),
    parameterStatistics: statisticsOf(ranked),
  };
}

/** How each parameter alone relates to the objective, in the objective's own sign. */
function statisticsOf({ table }: RankedTable): ParameterStatistics[] {
  const statistics = parameterStatistics(table);
  if (table.spec.objective.direction === 'maximize') return statistics;
  const negated = (score: number | null): number | null => score && -score;
  return statistics.map((parameter) => ({
    ...parameter,
    levels: parameter.levels.map((level) => ({
      ...level,
      mean: negated(level.mean),
      median: negated(level.median),
      best: negated(level.best),
    })),
  }));
}

function distributionOf(sorted: Float64Array): Summary['distribution'] {
  if (sorted.length === 0) return null;
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const low = sorted[Math.floor(place)] ?? Number.NaN;
    return low + (place % 1) * ((sorted[Math.ceil(place)] ?? low) - low);
  };
  return { min: at(0), p25: at(0.25), median: at(0.5), p75: at(0.75), max: at(1) };
}

export interface HeatmapQuestion {
  /** The two parameters with the largest main effect when absent. */
  x?: string;
  y?: string;
  /** The objective when absent. */
  metric?: string;
  aggregate: 'best' | 'mean' | 'worst' | 'count';
  /** Parameter → value, as text. */
  fixed: Readonly<Record<string, string>>;
}

export interface HeatmapAnswer extends Heatmap {
  metric: string;
  /** What `z` holds: of the metric, or `count` of trials. */
  aggregate: HeatmapQuestion['aggregate'];
  direction: 'maximize' | 'minimize';
}

/** @throws Rejected `heatmap.bad-request` */
export function heatmapOf(ranked: RankedTable, question: HeatmapQuestion): HeatmapAnswer {
  const { table, ranking } = ranked;
  const { metric, column, direction } = shownMetric(ranked, question.metric);
  const axes = chooseAxes(ranked, question);
  try {
    const { space, codes } = table;
    const stateOf = trialStates(table);
    const { aggregate } = question;
    const fixed = fixedValues(ranked, question.fixed);
    const map = heatmap({ space, codes, metric: column, direction, stateOf, ranking, ...axes, aggregate, fixed });
    const numbered = (mark: Heatmap['peak']): Heatmap['peak'] =>
      mark && { ...mark, trial: table.numbers[mark.trial] ?? -1 };
    return { ...map, peak: numbered(map.peak), pick: numbered(map.pick), metric, aggregate, direction };
  } catch (error) {
    if (error instanceof RangeError) throw new Rejected({ code: 'heatmap.bad-request', message: error.message });
    throw error;
  }
}

function shownMetric(
  { table }: RankedTable,
  name: string | undefined,
): { metric: string; column: Float64Array; direction: 'maximize' | 'minimize' } {
  const { objective } = table.spec;
  const definition = findMetric(name ?? objective.metric);
  const column = table.metrics.get(definition.id);
  if (column === undefined) {
    const message = `${definition.id} was not recorded; there is: ${[...table.metrics.keys()].join(', ')}.`;
    throw new Rejected({ code: 'heatmap.bad-request', message });
  }
  if (definition.id === objective.metric) return { metric: definition.id, column, direction: objective.direction };
  return { metric: definition.id, column, direction: definition.direction === 'minimize' ? 'minimize' : 'maximize' };
}

/** The axes asked for; what was not said is the parameter with the largest main effect that is left. */
function chooseAxes(ranked: RankedTable, { x, y }: HeatmapQuestion): { x: string; y: string | null } {
  const names = ranked.table.space.parameters.map(({ name }) => name);
  for (const name of [x, y]) {
    if (name === undefined || names.includes(name)) continue;
    throw new Rejected({
      code: 'heatmap.bad-request',
      message: `There is no parameter ${name}; there is: ${names.join(', ')}.`,
    });
  }
  const byEffect = parameterStatistics(ranked.table)
    .sort((a, b) => (b.varianceExplained ?? 0) - (a.varianceExplained ?? 0))
    .map(({ name }) => name)
    .filter((name) => name !== x && name !== y);
  const chosenX = x ?? byEffect.shift();
  if (chosenX === undefined) throw new Rejected({ code: 'heatmap.bad-request', message: 'No parameter was searched.' });
  return { x: chosenX, y: y ?? byEffect.shift() ?? null };
}

function fixedValues({ table }: RankedTable, fixed: Readonly<Record<string, string>>): ParameterSet {
  return Object.fromEntries(
    Object.entries(fixed).map(([name, text]) => {
      const parameter = table.space.parameters.find((one) => one.name === name);
      const candidates = [Number(text), text === 'true' ? true : text === 'false' ? false : text, text];
      const known = candidates.find((value) => parameter !== undefined && parameter.levelOf(value) !== null);
      return [name, known ?? text];
    }),
  );
}
