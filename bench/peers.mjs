/**
 * The same grids in vectorbt and backtesting.py, where Python has them: the same market, costs and fills, CPU time of one
 * thread, and whether trades and returns are the same. Where they are missing, figures that were measured elsewhere.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, withFolder } from './lib/apart.mjs';
import { built } from './lib/built.mjs';
import { isMain, main } from './lib/driver.mjs';
import { grids, METRICS, spaceOf, taskOf } from './lib/grids.mjs';
import { candlesCsv } from './lib/markets.mjs';
import { interleaved, relativeGap } from './lib/measure.mjs';
import { count, gapText, openTable, short, times } from './lib/table.mjs';

const { BACKTESTING_PY_SETTINGS, BatchSeries, evaluateBatch, VECTORBT_SETTINGS } = built('quant/backtest');
const { planSets } = built('quant/space');

const pathOf = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const PUBLISHED = JSON.parse(readFileSync(pathOf('./peers/published.json'), 'utf8'));

/** RSI over simple means, as vectorbt has it; a market that stands still has none. */
const SIMPLE_RSI =
  '100 * sma(max(close - close[1], 0), n) / (sma(max(close - close[1], 0), n) + sma(max(close[1] - close, 0), n))';

const COSTS = { cash: 10_000, fees: 0.001, slippage: 0.0005 };
const MONEY = { initialBalance: COSTS.cash, commissionPercent: 100 * COSTS.fees, direction: 'long' };

/**
 * Settings with which paramo computes the same, the metrics that mean the same as `METRICS` there, and how many trials of a
 * grid are enough there for a steady figure.
 */
const PEERS = {
  vectorbt: {
    module: 'vectorbt',
    driver: pathOf('./peers/vectorbt_grid.py'),
    settings: { ...VECTORBT_SETTINGS, ...MONEY, slippagePercent: 100 * COSTS.slippage },
    metrics: METRICS,
    sample: { sma: Infinity, rsi: Infinity, 'sma-100k': 256 },
  },
  'backtesting.py': {
    module: 'backtesting',
    driver: pathOf('./peers/backtesting_grid.py'),
    settings: { ...BACKTESTING_PY_SETTINGS, ...MONEY, spreadPercent: 100 * COSTS.slippage },
    metrics: ['total_return_percent', 'geometric_sharpe_ratio', 'max_drawdown_percent', 'win_rate_percent', 'return_profit_factor', 'trades'], // prettier-ignore
    sample: { sma: 150, rsi: 150, 'sma-100k': 6 },
  },
};

const RULES = { sma: 'cross', rsi: 'threshold', 'sma-100k': 'cross' };
const TRADES = METRICS.indexOf('trades');

const COLUMNS = [
  ['peer, grid', 24], ['trials', 7], ['peer/s', 10], ['paramo/s', 11], ['ratio', 9], ['series/s', 11], ['ratio', 9], ['same trades', 15], ['differ by', 9], ['setting there', 26],
]; // prettier-ignore

async function measure(options, write) {
  const chosen = grids({ ...options, rsi: SIMPLE_RSI });
  const found = [];
  for (const [name, peer] of Object.entries(PEERS)) {
    const problem = await problemWith(options.python, peer.module);
    if (problem !== null) tellMissing(name, problem, options, write);
    const compare = problem === null ? comparePeer : comparePublished;
    const rows = await compare({ name, ...peer }, chosen, options, write);
    found.push({ peer: name, compared: problem === null, rows });
    write('');
  }
  return found;
}

/** @returns null when the interpreter has the module; else why not, in a line. */
async function problemWith(python, module) {
  try {
    await run(python, ['-c', `import ${module}`]);
    return null;
  } catch (error) {
    return error.message.trim().split('\n').at(-1);
  }
}

function tellMissing(name, problem, { python }, write) {
  write(`${name} was not compared (${python}: ${problem}); install it with: ${python} -m pip install -r bench/peers/requirements.txt`); // prettier-ignore
}

async function comparePeer(peer, chosen, { repeats, small, python }, write) {
  const row = openTable(COLUMNS, write);
  const rows = [];
  for (const [gridName, grid] of chosen) {
    const paramo = speedOf(grid, peer.settings, { repeats, small });
    const { answer, indices } = await ask(peer, gridName, grid, { repeats, python });
    const agreement = compare(grid, peer, answer, indices);
    const { first, series } = paramo;
    const ratios = [first, series].map((speed) => speed / answer.perSecond);
    const found = { grid: gridName, paramo, ...answer, ratio: ratios[0], seriesRatio: ratios[1], ...agreement };
    delete found.columns;
    rows.push(found);
    const speeds = [first, times(ratios[0]), series, times(ratios[1])].map((cell) =>
      typeof cell === 'number' ? short(cell) : cell,
    );
    row(`${peer.name} ${answer.version}, ${gridName}`, short(answer.trials), short(answer.perSecond), ...speeds, `${agreement.sameTrades} of ${answer.trials}`, gapText(agreement.gap), answer.setting); // prettier-ignore
  }
  write('"series": a later batch of a series, whose columns are there; there is nothing like it in the peer.');
  write('"differ by": largest relative difference of the six metrics, over the trials with the same number of trades.');
  return rows;
}

/** Of a smaller grid nothing is known elsewhere. */
function comparePublished(peer, chosen, { repeats, small }, write) {
  if (small) return [];
  const row = openTable([['figures measured elsewhere', 30], ['there/s', 9], ['paramo/s here', 14], ['ratio', 9], ['series/s', 11], ['ratio', 9]], write); // prettier-ignore
  const figures = PUBLISHED.figures.filter((figure) => figure.peer === peer.name);
  const rows = figures.flatMap(({ grid: gridName, perSecond, version }) => {
    const grid = chosen.find(([name]) => name === gridName)?.[1];
    if (grid === undefined) return [];
    const paramo = speedOf(grid, peer.settings, { repeats, small });
    const cells = [paramo.first, paramo.series].flatMap((speed) => [count(speed), times(speed / perSecond)]);
    row(`${peer.name} ${version}, ${gridName}`, count(perSecond), ...cells);
    return [{ grid: gridName, paramo, published: perSecond, ratio: paramo.first / perSecond }];
  });
  write(`(${PUBLISHED.source})`);
  return rows;
}

/** Combinations per second of one thread: of a first batch, its indicators included, and of later ones of a series. */
function speedOf(grid, settings, measuring) {
  const task = taskOf(grid, { settings });
  const batches = new BatchSeries();
  const { count: trials } = task.plan;
  const { first, series } = interleaved(
    {
      first: { trials, work: () => evaluateBatch(task, grid.candles) },
      series: { trials, work: () => batches.evaluate(task, grid.candles) },
    },
    measuring,
  );
  return { first: 1e6 / first.each, series: 1e6 / series.each };
}

/** @returns the answer of the driver, and which trials of the grid it is about */
function ask({ driver, sample }, gridName, grid, { repeats, python }) {
  return withFolder(async (folder) => {
    const market = join(folder, 'market.csv');
    const file = join(folder, 'question.json');
    const { sets, indices } = sampleOf(grid, sample[gridName]);
    const question = { market, interval: grid.candles.interval, rule: RULES[gridName], trials: sets.map(Object.values), ...COSTS }; // prettier-ignore
    writeFileSync(market, candlesCsv(grid.candles));
    writeFileSync(file, JSON.stringify(question));
    const { stdout } = await run(python, [driver, file, String(repeats)], {
      PYTHONDONTWRITEBYTECODE: '1',
      NUMBA_NUM_THREADS: '1',
      OMP_NUM_THREADS: '1',
      OPENBLAS_NUM_THREADS: '1',
      MKL_NUM_THREADS: '1',
    });
    return { answer: JSON.parse(stdout), indices };
  });
}

/** At most `size` trials of a grid, evenly spread. */
function sampleOf(grid, size) {
  const { plan } = taskOf(grid);
  const stride = Math.max(1, Math.ceil(plan.count / size));
  const indices = Array.from({ length: Math.ceil(plan.count / stride) }, (_, k) => k * stride);
  const sets = [...planSets(spaceOf(grid.space), plan)];
  return { indices, sets: indices.map((index) => sets[index]) };
}

/** How many trials have the same number of trades, and how far the metrics of those are apart. */
function compare(grid, { settings, metrics }, answer, indices) {
  const task = { ...taskOf(grid, { settings }), metrics };
  const { columns } = evaluateBatch(task, grid.candles);
  const theirs = METRICS.map((name) => answer.columns[name]);
  const same = indices.map((index, k) => [index, k]).filter(([index, k]) => columns[TRADES][index] === theirs[TRADES][k]); // prettier-ignore
  const gaps = same.flatMap(([index, k]) => columns.map((column, i) => relativeGap(finite(theirs[i][k]), finite(column[index])))); // prettier-ignore
  return { sameTrades: same.length, gap: Math.max(0, ...gaps) };
}

/** A number that is not finite is none: JSON knows no other. */
const finite = (value) => (Number.isFinite(value) ? value : null);

const section = { measure, repeats: 3 };
export default section;

if (isMain(import.meta)) await main({ peers: section });
