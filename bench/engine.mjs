/**
 * What one trial costs: the engine, its TypeScript twin (trial by trial, without the engine module) and the plain bar loop
 * side by side, on one thread. Engine and twin compute their indicators within that time; the bar loop finds them ready.
 */
import { fileURLToPath } from 'node:url';
import { runNode } from './lib/apart.mjs';
import { prepareBarLoop } from './lib/bar-loop.mjs';
import { built } from './lib/built.mjs';
import { isMain, main } from './lib/driver.mjs';
import { chosenOf, grids, taskOf, VARIANTS } from './lib/grids.mjs';
import { interleaved, largestGap, megabytes } from './lib/measure.mjs';
import { count, gapText, openTable, short, times } from './lib/table.mjs';

const { BatchSeries, evaluateBatch, explainBatch } = built('quant/backtest');

/** Bars the bar loop looks at in one repeat, of all its trials. */
const BAR_LOOP_BARS = 8_000_000;
const ALONE = fileURLToPath(new URL('./lib/engine-alone.mjs', import.meta.url));

const MEMORY_LABELS = { none: 'Node and engine, nothing evaluated', million: 'sma, a million' };
const COLUMNS = [
  ['grid, settings', 24], ['tier', 9], ['trials', 7], ['engine µs', 10], ['series µs', 10], ['twin µs', 9], ['loop µs', 9],
  ['engine/s', 11], ['to twin', 8], ['to loop', 8], ['differ by', 9],
]; // prettier-ignore

async function measure(options, write) {
  const chosen = grids(options);
  const variants = chosenOf(VARIANTS, options.variant, 'variant');
  const row = openTable(COLUMNS, write);
  const trials = [];
  for (const [name, grid] of chosen) {
    for (const [variant, change] of variants) {
      const found = { grid: name, variant, ...measureGrid(grid, change, options) };
      trials.push(found);
      writeRow(found, row);
    }
  }
  write(
    '\nCPU time of one thread per trial, medians. "series": a later batch of a series, whose columns are there. "to": times as fast as. "differ by": largest relative difference of a',
  );
  write('metric between the three.\n');
  return { trials, memory: await measureMemory(chosen, options, write) };
}

function measureGrid(grid, change, { repeats, small, engineOnly }) {
  const { candles } = grid;
  const task = taskOf(grid, change);
  const { count: trials } = task.plan;
  const stride = Math.max(1, Math.round((trials * candles.close.length) / BAR_LOOP_BARS));
  const loop = prepareBarLoop(task, candles, stride);
  const series = new BatchSeries();
  const contestants = {
    loop: { trials: Math.ceil(trials / stride), work: loop },
    engine: { trials, work: () => evaluateBatch(task, candles) },
    series: { trials, work: () => series.evaluate(task, candles) },
    twin: { trials, work: () => evaluateBatch(task, candles, { simd: false }) },
  };
  const { tier } = explainBatch(task, candles);
  const { engine: fast, series: again } = contestants;
  const measured = interleaved(engineOnly ? { engine: fast, series: again } : contestants, { repeats, small });
  const { engine, twin, loop: slow } = measured;
  const gap = engineOnly ? NaN : gapOfThree(engine.result, twin.result, slow.result, stride);
  return {
    tier,
    trials,
    engine: engine.each,
    series: measured.series.each,
    twin: twin?.each ?? NaN,
    loop: slow?.each ?? NaN,
    gap,
  };
}

function gapOfThree(engine, twin, rows, stride) {
  const twins = Array.from({ length: twin.columns[0].length }, (_, trial) =>
    twin.columns.map((column) => column[trial]),
  );
  const failures = engine.failures.length + twin.failures.length;
  if (failures > 0) return Infinity;
  return Math.max(largestGap(rows, engine.columns, stride), largestGap(rows, twin.columns, stride), largestGap(twins, engine.columns)); // prettier-ignore
}

function writeRow({ grid, variant, tier, trials, engine, series, twin, loop, gap }, row) {
  const speeds = [engine, series, twin, loop].map(short);
  const ratios = [times(twin / engine), times(loop / engine)];
  row(`${grid}, ${variant}`, tier, count(trials), ...speeds, count(1e6 / engine), ...ratios, gapText(gap));
}

/** The engine in a process of its own: results are thrown away, so that what is left does not grow with the trials. */
async function measureMemory(chosen, { small }, write) {
  const row = openTable(
    [
      ['resident memory, engine alone', 34],
      ['trials', 9],
      ['bars', 8],
      ['peak MB', 8],
      ['µs/trial, all in', 16],
    ],
    write,
  );
  const cases = ['none', ...chosen.map(([name]) => name), ...(small ? [] : ['million'])];
  const found = [];
  for (const name of cases) {
    const { stdout, peak, cpu } = await runNode([ALONE, name, ...(small ? ['--small'] : [])]);
    const { trials, bars } = JSON.parse(stdout);
    const each = (cpu * 1e6) / trials;
    found.push({ name, trials, bars, peak, each });
    row(MEMORY_LABELS[name] ?? name, count(trials), count(bars), count(megabytes(peak)), trials > 0 ? short(each) : '');
  }
  return found;
}

const section = { measure, repeats: 5 };
export default section;

if (isMain(import.meta)) await main({ engine: section });
