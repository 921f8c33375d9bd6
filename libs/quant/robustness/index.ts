/** Robustness: ranks, plateaus, the verdict and its grounds, parameter statistics, heat maps. */
export { type Aggregate, type CellState, type Heatmap, heatmap, type HeatmapInput, type Mark } from './heatmap';
export { type LevelStatistics, parameterStatistics, type ParameterStatistics } from './parameter-statistics';
export { FEWEST_NEIGHBOURS, rankTrials, type Ranking, type RankInput, type Stars } from './rank-trials';
export { type Decision, type Ground, verdict, type Verdict, type VerdictInput } from './verdict';
