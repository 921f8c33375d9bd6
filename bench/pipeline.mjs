/**
 * What an optimization costs beside its backtests, from 1,000 trials to 1,000,000: `npm run build && node bench/pipeline.mjs`.
 * The strategy is cheap and the bars are few, so that planning, recording, projecting and ranking show.
 *
 *   --million          1,000,000 trials too
 *   --method=random    plans as points, not as ranges
 *   --workers=<n>      threads that evaluate; default: as many as the machine has cores
 *
 * Every size runs in processes of its own: one takes it through the embedded platform and then asks it the questions a
 * person asks, one evaluates the same batches with the runner alone. "Outside" is what the first took longer than the second.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

const load = createRequire(import.meta.url);

/** Levels of the three parameters. */
const SIZES = { 1000: [10, 10, 10], 10000: [10, 20, 50], 100000: [20, 50, 100], 1000000: [50, 100, 200] };

function specOf(trials, method) {
  const { readOptimizationSpec, BUILT_IN_VOCABULARY } = load('../dist/libs/spec/index.js');
  const [periods, entries, exits] = SIZES[trials];
  const level = (value) => ({ type: 'float', default: value, min: 0, max: 100, step: 0.2 });
  const file = {
    name: 'pipeline',
    strategy: {
      name: 'rsi-levels',
      parameters: { n: { type: 'integer', default: 2, min: 2, max: 60, step: 1 }, dip: level(30), rise: level(70) },
      rules: { enter_long: 'rsi(close, n) < dip', exit_long: 'rsi(close, n) > rise' },
    },
    data: { source: 'embedded', symbol: 'sp500', start: '2018-01-01', end: '2018-12-28' },
    parameters: {
      n: { min: 2, max: 1 + periods, step: 1 },
      dip: { min: 20, max: 20 + (entries - 1) / 5, step: 0.2 },
      rise: { min: 50, max: 50 + (exits - 1) / 5, step: 0.2 },
    },
    method: method === 'grid' ? { name: 'grid' } : { name: method, seed: 1, max_iterations: trials },
  };
  const read = readOptimizationSpec(file, BUILT_IN_VOCABULARY);
  if (!read.ok) throw new Error(read.issues.map(({ message }) => message).join('\n'));
  return read.spec;
}

async function openPlatform(directory, workers) {
  const { openEmbedded } = load('../dist/libs/platform/index.js');
  const report = ({ during, error }) => console.error(during, error);
  return openEmbedded({ directory, workers, report });
}

const seconds = (since) => (performance.now() - since) / 1000;
const cpuSeconds = (since) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
};
const peakRss = () => process.resourceUsage().maxRSS * 1024;
const fileBytes = (file) =>
  [file, `${file}-wal`].reduce((sum, name) => sum + (existsSync(name) ? statSync(name).size : 0), 0);

async function timed(work) {
  const begin = performance.now();
  await work();
  return seconds(begin) * 1000;
}

/** From request to verdict, then the questions. */
async function measurePipeline(directory, spec, workers) {
  const { openParamo } = load('../dist/libs/services/index.js');
  const { DEFAULT_EXECUTION_OPTIONS } = load('../dist/libs/spec/index.js');
  const platform = await openPlatform(directory, workers);
  const paramo = await openParamo(platform, { work: true });
  const [begin, cpu, loop] = [performance.now(), process.cpuUsage(), performance.eventLoopUtilization()];
  const { id } = await paramo.submit(spec, DEFAULT_EXECUTION_OPTIONS);
  const stop = new AbortController();
  const result = { events: 0 };
  for await (const { type } of paramo.follow(id, stop.signal)) {
    result.events++;
    if (type === 'OptimizationFailed') throw new Error('The optimization failed.');
    if (type === 'OptimizationCompleted') stop.abort();
  }
  Object.assign(result, { wall: seconds(begin), cpu: cpuSeconds(cpu), peak: peakRss() });
  result.loop = performance.eventLoopUtilization(loop).active / 1000;
  const { resultHash } = await paramo.optimization(id);
  const page = { sort: [], limit: 50, skip: 0 };
  const { summaryOf, heatmapOf } = load('../dist/libs/read-models/index.js');
  result.questions = {
    trialTable: await timed(() => paramo.trialTable(id)),
    'trials, by rank': await timed(() => paramo.trials(id, page)),
    'trials, filtered': await timed(() =>
      paramo.trials(id, { ...page, filter: 'trades >= 3 and n < 9', sort: ['-n'] }),
    ),
    trial: await timed(() => paramo.trial(id, 7)),
    results: await timed(async () => summaryOf(await paramo.trialTable(id))),
    heatmap: await timed(async () => heatmapOf(await paramo.trialTable(id), { aggregate: 'best', fixed: {} })),
    optimization: await timed(() => paramo.optimization(id)),
    'history, first 20': await timed(() => paramo.history(id, { from: 0, limit: 20 })),
    'history, last 20': await timed(() => paramo.history(id, { from: Math.max(0, result.events - 20), limit: 20 })),
    rebuild: await timed(() => paramo.rebuildReadModels()),
  };
  result.peakAfter = peakRss();
  await paramo.close();
  const bytes = { log: fileBytes(join(directory, 'log.db')), views: fileBytes(join(directory, 'views.db')) };
  return { ...result, ...bytes, resultHash, columns: spec.metrics.length + spec.space.parameters.length };
}

/** The same batches, evaluated by the runner and thrown away. */
async function measureRunner(directory, spec, workers) {
  const { importDataset, readDataset } = load('../dist/libs/services/datasets.service.js');
  const { resolveData } = load('../dist/libs/services/datasets.service.js');
  const { serveCommands } = load('../dist/libs/services/commands.service.js');
  const { searchMethodOf } = load('../dist/libs/services/search-method.js');
  const { evaluationTask } = load('../dist/libs/spec/index.js');
  const { batchSizeFor } = load('../dist/libs/domain/optimization/index.js');
  const platform = await openPlatform(directory, workers);
  serveCommands(platform);
  await importDataset(platform, await readDataset(platform, { kind: 'embedded', name: 'sp500' }));
  const resolved = (await resolveData(platform, spec)).spec;
  const method = searchMethodOf(resolved);
  const trials = method.admit({ space: spec.space, budget: spec.method.budget, limit: 1e7 }).trials;
  const ask = (cursor) =>
    method.ask({
      space: spec.space,
      seed: spec.method.seed,
      budget: trials,
      cursor,
      count: batchSizeFor(trials, spec.metrics.length),
    });
  const tasks = [];
  for (let asked = ask(null); ; asked = ask(asked.cursor)) {
    if (asked.plan) tasks.push(evaluationTask(resolved, asked.plan));
    if (asked.exhausted) break;
  }
  const [begin, cpu] = [performance.now(), process.cpuUsage()];
  const serve = async () => {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) await platform.runner.evaluate(task);
  };
  await Promise.all(Array.from({ length: workers }, serve));
  const result = { wall: seconds(begin), cpu: cpuSeconds(cpu), peak: peakRss() };
  await platform.close();
  return result;
}

async function measureHere(what, trials, { method, workers }) {
  const directory = mkdtempSync(join(tmpdir(), 'paramo-bench-'));
  try {
    const measure = what === 'pipeline' ? measurePipeline : measureRunner;
    console.log(JSON.stringify(await measure(directory, specOf(trials, method), Number(workers))));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measureApart(what, trials, { method, workers, profile }) {
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
  const file = fileURLToPath(import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...(what === 'pipeline' ? flags : []),
    file,
    `--child=${what}`,
    `--trials=${trials}`,
    `--method=${method}`,
    `--workers=${workers}`,
  ]);
  return JSON.parse(stdout);
}

function print(rows, runs) {
  const width = Math.max(...rows.map(([label]) => label.length));
  for (const [label, value] of rows) {
    console.log(label.padEnd(width) + runs.map((run) => value(run).padStart(12)).join(''));
  }
}

function report(runs) {
  const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  const [smallest] = runs;
  /** Against the smallest size: what code and an empty store take is in both. */
  const perTrial = (run, peak) => {
    const trials = run.trials - smallest.trials;
    return trials === 0 ? '–' : ((run[peak] - smallest[peak]) / trials - 8 * run.columns).toFixed(0);
  };
  print(
    [
      ['trials', ({ trials }) => trials.toLocaleString('en')],
      ['wall s', ({ wall }) => wall.toFixed(2)],
      ['trials/s', ({ trials, wall }) => Math.round(trials / wall).toLocaleString('en')],
      ['runner alone, wall s', ({ alone }) => alone.wall.toFixed(2)],
      ['outside, share of wall', ({ wall, alone }) => `${((100 * (wall - alone.wall)) / wall).toFixed(0)} %`],
      ['cpu s', ({ cpu }) => cpu.toFixed(2)],
      ['outside, share of cpu', ({ cpu, alone }) => `${((100 * (cpu - alone.cpu)) / cpu).toFixed(0)} %`],
      ['main thread busy s', ({ loop }) => loop.toFixed(2)],
      ['peak RSS, run', ({ peak }) => mb(peak)],
      ['  bytes/trial beyond columns', (run) => perTrial(run, 'peak')],
      ['peak RSS, questions', ({ peakAfter }) => mb(peakAfter)],
      ['  bytes/trial beyond columns', (run) => perTrial(run, 'peakAfter')],
      ['columns, bytes/trial', ({ columns }) => String(8 * columns)],
      ['events', ({ events }) => String(events)],
      ['log.db', ({ log }) => mb(log)],
      ['  bytes/trial', ({ log, trials }) => (log / trials).toFixed(0)],
      ['views.db', ({ views }) => mb(views)],
      ['result', ({ resultHash }) => resultHash.slice(0, 8)],
    ],
    runs,
  );
  console.log('\nquestions, ms');
  print(
    Object.keys(smallest.questions).map((name) => [name, ({ questions }) => questions[name].toFixed(1)]),
    runs,
  );
}

const { values: options } = parseArgs({
  options: {
    child: { type: 'string' },
    trials: { type: 'string', multiple: true, default: ['1000', '10000', '100000'] },
    million: { type: 'boolean', default: false },
    method: { type: 'string', default: 'grid' },
    workers: { type: 'string', default: String(availableParallelism()) },
    profile: { type: 'string' },
  },
});
if (options.child) {
  await measureHere(options.child, Number(options.trials[0]), options);
} else {
  const runs = [];
  for (const trials of [...options.trials.map(Number), ...(options.million ? [1_000_000] : [])]) {
    const alone = await measureApart('runner', trials, options);
    runs.push({ trials, alone, ...(await measureApart('pipeline', trials, options)) });
  }
  report(runs);
}
