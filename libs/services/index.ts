/** The services of paramo without any transport: CLI and Nest modules call them, #platform gives them the outside world. */
export type { BatchProgress } from './executor.service';
export type { DataRemarks, ImportOptions, ReadDataset } from './datasets.service';
export { loadCandles } from './datasets.service';
export type { SendOptions } from './commands.service';
export type { Estimate } from './estimate.service';
export type { Explanation } from './explain.service';
export { type Host, startHost } from './host';
export { type EventQuery, type HistoryEvent, type OpenOptions, openParamo, type Paramo } from './paramo';
export type { Fault, IdSource, Platform } from './platform.port';
export { catchUp, rebuildReadModels } from './projector.service';
export type { Timers } from './timers';
export { type Quote, type Submitted } from './submit.service';
export type { Verification } from './verify.service';
