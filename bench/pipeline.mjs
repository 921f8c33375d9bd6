/**
 * What paramo adds to its engine: `paramo run` as a person runs it (a CSV, an optimization file, a folder for the log) beside
 * threads that evaluate the same trials and do nothing else. What a person then asks of the results is timed too.
 */
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNode, withFolder } from './lib/apart.mjs';
import { isMain, main } from './lib/driver.mjs';
import { candlesCsv, dailyMarket } from './lib/markets.mjs';
import { median, megabytes } from './lib/measure.mjs';
import { count, short, times, writeSideways } from './lib/table.mjs';

const pathOf = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const PARAMO = pathOf('../bin/paramo.js');
const BARE_ENGINE = pathOf('./lib/bare-engine.mjs');
const ASK = pathOf('./lib/ask-paramo.mjs');

/** Trials → levels of the three parameters. */
const SIZES = { 1000: [10, 10, 10], 10000: [10, 20, 50], 100000: [20, 50, 100], 1000000: [50, 100, 200] };

async function measure(options, write) {
  const sizes = options.trials ?? (options.small ? [1000] : [100_000, 1_000_000]);
  const unknown = sizes.find((trials) => !(trials in SIZES));
  if (unknown !== undefined) throw new Error(`--trials is one of ${Object.keys(SIZES).join(', ')}, not ${unknown}.`);
  const runs = [];
  for (const trials of sizes) runs.push(await withFolder((folder) => measureSize(folder, trials, options)));
  report(runs, options, write);
  return { runs };
}

async function measureSize(folder, trials, { small, repeats, workers, method, profile }) {
  const file = writeFiles(folder, { trials, method, bars: small ? 250 : 2520 });
  const data = join(folder, 'data');
  const paramo = (...args) => [PARAMO, ...args, '--data-dir', data, '-o', 'json', '-q'];
  const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const found = { run: [], lint: [], planned: [], undivided: [] };
  for (let repeat = 0; repeat < repeats; repeat++) {
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data);
    found.lint.push(await runNode(paramo('lint', file)));
    found.run.push(await runNode(paramo('run', file, '--max-concurrent', String(workers)), profiling));
    for (const cut of ['planned', 'undivided']) found[cut].push(await bareEngine(file, workers, cut));
  }
  const bytes = { log: fileBytes(join(data, 'log.db')), views: fileBytes(join(data, 'views.db')) };
  const asked = await runNode([ASK, data]);
  const answers = JSON.parse(asked.stdout);
  const bare = found.undivided[0];
  return {
    trials, workers, ...bytes, ...answers, askedPeak: asked.peak,
    agrees: bare.trials === trials && bare.best === answers.best,
    ...Object.fromEntries(Object.entries(found).map(([name, repeats]) => [name, medians(repeats)])),
  }; // prettier-ignore
}

/** The usage of the whole process, but wall and CPU time of the evaluation alone. */
async function bareEngine(file, workers, cut) {
  const { stdout, peak } = await runNode([BARE_ENGINE, file, String(workers), cut]);
  return { peak, ...JSON.parse(stdout) };
}

const medians = (repeats) =>
  Object.fromEntries(['wall', 'cpu', 'busy', 'peak'].map((name) => [name, median(repeats.map((repeat) => repeat[name]))])); // prettier-ignore

const fileBytes = (file) =>
  [file, `${file}-wal`].reduce((sum, name) => sum + (existsSync(name) ? statSync(name).size : 0), 0);

/** @returns the optimization file */
function writeFiles(folder, { trials, method, bars }) {
  const [periods, entries, exits] = SIZES[trials];
  const prices = join(folder, 'prices.csv');
  const level = (value) => ({ type: 'float', default: value, min: 0, max: 100, step: 0.2 });
  const optimization = {
    name: 'pipeline',
    strategy: {
      name: 'rsi-levels',
      parameters: { n: { type: 'integer', default: 2, min: 2, max: 60, step: 1 }, dip: level(30), rise: level(70) },
      rules: { enter_long: 'rsi(close, n) < dip', exit_long: 'rsi(close, n) > rise' },
    },
    data: { source: 'csv', path: prices, symbol: 'WALK' },
    parameters: {
      n: { min: 2, max: 1 + periods, step: 1 },
      dip: { min: 20, max: 20 + (entries - 1) / 5, step: 0.2 },
      rise: { min: 50, max: 50 + (exits - 1) / 5, step: 0.2 },
    },
    objective: 'sharpe_ratio',
    method: method === 'grid' ? { name: 'grid' } : { name: method, seed: 1, max_iterations: trials },
  };
  const file = join(folder, 'optimization.json');
  writeFileSync(prices, candlesCsv(dailyMarket(bars)));
  writeFileSync(file, JSON.stringify(optimization));
  return file;
}

function report(runs, { workers }, write) {
  const mb = (bytes) => `${short(megabytes(bytes))} MB`;
  writeSideways(
    [
      ['trials', ({ trials }) => count(trials)],
      ['paramo run, wall s', ({ run }) => short(run.wall)],
      ['  trials/s', ({ run, trials }) => count(trials / run.wall)],
      ['  of that, start (paramo lint)', ({ lint }) => short(lint.wall)],
      ['  main thread busy s', ({ run }) => short(run.busy)],
      ['bare engine, one batch per thread', ({ undivided }) => short(undivided.wall)],
      ["bare engine, paramo's batches", ({ planned }) => short(planned.wall)],
      ['wall, run to bare engine', ({ run, undivided }) => times(run.wall / undivided.wall)],
      ["  to paramo's batches", ({ run, planned }) => times(run.wall / planned.wall)],
      ['paramo run, CPU s', ({ run }) => short(run.cpu)],
      ['bare engine, CPU s', ({ undivided }) => short(undivided.cpu)],
      ['CPU, run to bare engine', ({ run, undivided }) => times(run.cpu / undivided.cpu)],
      ['peak resident, run', ({ run }) => mb(run.peak)],
      ['peak resident, bare engine', ({ planned }) => mb(planned.peak)],
      ['peak resident, questions', ({ askedPeak }) => mb(askedPeak)],
      ['events in the log', ({ events }) => count(events)],
      ['log.db', ({ log }) => mb(log)],
      ['  bytes/trial', ({ log, trials }) => short(log / trials)],
      ['views.db', ({ views }) => mb(views)],
      ['same trials, same best', ({ agrees }) => (agrees ? 'yes' : 'NO')],
      ['result', ({ resultHash }) => resultHash.slice(0, 8)],
    ],
    runs,
    write,
  );
  write(`\n${workers} threads; medians; times of the bare engine without its start.\n\nquestions, ms`);
  const names = Object.keys(runs[0].questions);
  writeSideways(names.map((name) => [name, ({ questions }) => short(questions[name])]), runs, write); // prettier-ignore
}

const section = { measure, repeats: 3 };
export default section;

if (isMain(import.meta)) await main({ pipeline: section });
