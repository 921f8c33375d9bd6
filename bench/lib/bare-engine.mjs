// The trials of an optimization file, evaluated by threads that do nothing else: nothing is recorded, no result is kept.
// `bare-engine.mjs <file> <threads> <planned | undivided>`: in the batches of paramo, or one batch per thread.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { planBatches } from './batches.mjs';
import { built } from './built.mjs';

const { BatchSeries } = built('quant/backtest');

/** The objective of every optimization that is measured. */
const OBJECTIVE = 'sharpe_ratio';

async function measure([file, threads, cut]) {
  const { spec, candles } = readFile(file);
  const { evaluationTask } = built('spec');
  const perThread = (trials) => Math.ceil(trials / Number(threads));
  const plans = [...planBatches(spec, cut === 'undivided' ? perThread : undefined)];
  const data = { tasks: plans.map((plan) => evaluationTask(spec, plan)), candles: shared(candles), next: new Int32Array(new SharedArrayBuffer(4)) }; // prettier-ignore
  const workers = Array.from({ length: Number(threads) }, () => new Worker(fileURLToPath(import.meta.url), { workerData: data })); // prettier-ignore
  await Promise.all(workers.map(answerOf));
  const [begin, cpu] = [performance.now(), process.cpuUsage()];
  workers.forEach((worker) => worker.postMessage('start'));
  const found = await Promise.all(workers.map(answerOf));
  const wall = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await Promise.all(workers.map((worker) => worker.terminate()));
  const trials = found.reduce((sum, part) => sum + part.trials, 0);
  const best = Math.max(...found.map((part) => part.best));
  console.log(JSON.stringify({ wall, cpu: (user + system) / 1e6, trials, best }));
}

/** Says it is ready, takes batches until none is left, says what it found. */
function serve({ tasks, candles, next }) {
  const series = new BatchSeries();
  parentPort.once('message', () => {
    const found = { trials: 0, best: -Infinity };
    for (let task = tasks[Atomics.add(next, 0, 1)]; task !== undefined; task = tasks[Atomics.add(next, 0, 1)]) {
      const { columns } = series.evaluate(task, candles);
      const scores = columns[task.metrics.indexOf(OBJECTIVE)];
      found.trials += scores.length;
      found.best = scores.reduce((best, score) => (score > best ? score : best), found.best);
    }
    parentPort.postMessage(found);
  });
  parentPort.postMessage('ready');
}

const answerOf = (worker) =>
  new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });

function readFile(file) {
  const { BUILT_IN_VOCABULARY, readYamlSpec } = built('spec');
  const { readCandlesCsv } = built('quant/candles');
  const read = readYamlSpec(readFileSync(file, 'utf8'), BUILT_IN_VOCABULARY);
  if (!read.ok) throw new Error(read.issues.map(({ message }) => message).join('\n'));
  const { source, symbol } = read.spec.dataset;
  const csv = readCandlesCsv(readFileSync(source.path), { symbol });
  if (!csv.ok) throw new Error(csv.problems.map(({ message }) => message).join('\n'));
  const dataset = { ...read.spec.dataset, hash: 'bench', bars: { from: 0, to: csv.candles.close.length } };
  return { spec: { ...read.spec, dataset }, candles: csv.candles };
}

/** All threads see one copy of the columns. */
function shared(candles) {
  const entries = Object.entries(candles).map(([name, value]) => {
    if (!(value instanceof Float64Array)) return [name, value];
    const column = new Float64Array(new SharedArrayBuffer(value.byteLength));
    column.set(value);
    return [name, column];
  });
  return Object.fromEntries(entries);
}

if (isMainThread) await measure(process.argv.slice(2));
else serve(workerData);
