import type { Verb } from '../verb';
import { addBacktest } from './backtest';
import { addBest } from './best';
import { addCompletion } from './completion';
import { addData } from './data';
import { addDemo } from './demo';
import { addDescribe } from './describe';
import { addDoctor } from './doctor';
import { addEstimate } from './estimate';
import { addEvents } from './events';
import { addExplain } from './explain';
import { addGet } from './get';
import { addHeatmap } from './heatmap';
import { addLifeCycle } from './life-cycle';
import { addLint } from './lint';
import { addRebuild } from './rebuild';
import { addRun } from './run';
import { addStrategy } from './strategy';
import { addTrial } from './trial';
import { addUp } from './up';
import { addVerify } from './verify';
import { addWatch } from './watch';

/** Every verb, in the order of the help. */
export const VERBS: readonly Verb[] = [
  addDemo,
  addRun,
  addWatch,
  addBacktest,
  addGet,
  addDescribe,
  addBest,
  addHeatmap,
  addTrial,
  addVerify,
  addEvents,
  addLint,
  addEstimate,
  addExplain,
  addStrategy,
  addData,
  addLifeCycle,
  addUp,
  addDoctor,
  addRebuild,
  addCompletion,
];
