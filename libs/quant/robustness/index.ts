/** Robustness: ranks, plateaus, the verdict and its grounds, parameter statistics, heat maps. */
export { type CellState, type Heatmap, heatmap, type HeatmapInput, type MapValues, type Mark } from './heatmap';
export type { Aggregate } from './heatmap-cells';
export { type LevelStatistics, parameterStatistics, type ParameterStatistics } from './parameter-statistics';
export { rankTrials, type Ranking, type RankInput, type Stars } from './rank-trials';
export type { TrialState } from './trial-state';
export { verdict } from './verdict';
export type { Decision, Ground, Verdict, VerdictInput } from './verdict.types';
