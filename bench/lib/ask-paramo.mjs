// Asks what a person asks of a finished run, and says how long each answer took: `ask-paramo.mjs <data folder>`.
import { built } from './built.mjs';

const { openEmbedded } = built('platform');
const { summaryOf, heatmapOf } = built('read-models');
const { openParamo } = built('services');

const report = ({ during, error }) => console.error(during, error);
const platform = openEmbedded({ directory: process.argv[2], workers: 1, report });
const paramo = await openParamo(await platform, { work: false });
const { _id: id, resultHash } = await paramo.optimization('last');
const events = (await paramo.head()) + 1;
const page = { sort: [], limit: 50, skip: 0 };
const filtered = { ...page, filter: 'trades >= 3 and n < 9', sort: ['-n'] };
const best = (await paramo.trials(id, { ...page, sort: ['-sharpe_ratio'], limit: 1 })).items[0];

const QUESTIONS = {
  'trial table': () => paramo.trialTable(id),
  'trials, by rank': () => paramo.trials(id, page),
  'trials, filtered': () => paramo.trials(id, filtered),
  'one trial': () => paramo.trial(id, 7),
  results: async () => summaryOf(await paramo.trialTable(id)),
  heatmap: async () => heatmapOf(await paramo.trialTable(id), { aggregate: 'best', fixed: {} }),
  optimization: () => paramo.optimization(id),
  'history, first 20': () => paramo.history(id, { from: 0, limit: 20 }),
  'history, last 20': () => paramo.history(id, { from: Math.max(0, events - 21), limit: 20 }),
  rebuild: () => paramo.rebuildReadModels(),
};
const questions = {};
for (const [name, ask] of Object.entries(QUESTIONS)) {
  const begin = performance.now();
  await ask();
  questions[name] = performance.now() - begin;
}
await paramo.close();
console.log(JSON.stringify({ resultHash, events, best: best.metrics.sharpe_ratio, questions }));
