/**
 * Combinations per second of every strategy of the catalogue, each over a grid of its own parameters. `--write` keeps the
 * table in docs/reference/strategy-speed.md.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { built } from './lib/built.mjs';
import { isMain, main } from './lib/driver.mjs';
import { chosenOf, taskOf } from './lib/grids.mjs';
import { machineLine } from './lib/machine.mjs';
import { dailyMarket, hourlyMarket } from './lib/markets.mjs';
import { interleaved, median } from './lib/measure.mjs';
import { parameterGrid } from './lib/parameter-grid.mjs';
import { count, openTable } from './lib/table.mjs';

const { BatchSeries, evaluateBatch, explainBatch } = built('quant/backtest');
const { STRATEGIES } = built('quant/strategies');

const PAGE = fileURLToPath(new URL('../docs/reference/strategy-speed.md', import.meta.url));
const MOST_COMBINATIONS = 2000;
/** Shortest turn, in µs of CPU time. */
const TURN = 100_000;
const SLOWEST = 10;
/** So many combinations share their indicators well. */
const WIDE = 500;

/** Made for bars of a day, or for these too: `4h/1d`, `1d (monthly)`; not `1h with 1d`. */
const isDaily = ({ timeframe = '1d' }) => /(^|[/-])1d( |\/|$)/.test(timeframe);

async function measure({ small, only, repeats, write: keep }, write) {
  const bars = small ? 250 : 2520;
  const markets = { '1d': dailyMarket(bars), '1h': hourlyMarket(bars) };
  const all = Object.fromEntries(STRATEGIES.map((strategy) => [strategy.name, strategy]));
  const row = openTable([['strategy', 36], ['tier', 9], ['bars', 4], ['combinations', 12], ['per second', 11], ['in series', 11]], write); // prettier-ignore
  const found = [];
  for (const [, strategy] of chosenOf(all, only, 'strategy')) {
    const interval = isDaily(strategy) ? '1d' : '1h';
    const most = small ? 200 : MOST_COMBINATIONS;
    const speed = {
      name: strategy.name,
      interval,
      ...measureStrategy(strategy, markets[interval], { most, repeats, shortest: small ? 0 : TURN }),
    };
    found.push(speed);
    row(speed.name, speed.tier, interval, count(speed.combinations), count(speed.perSecond), count(speed.inSeries));
  }
  write(`\n${summaryOf(found)}`);
  if (keep) await writePage(found, bars);
  return found;
}

function measureStrategy(strategy, candles, { most, ...measuring }) {
  const task = taskOf({ strategy, space: parameterGrid(strategy, most), candles });
  const { count: combinations } = task.plan;
  const batches = new BatchSeries();
  const { first, series } = interleaved(
    {
      first: { trials: combinations, work: () => evaluateBatch(task, candles) },
      series: { trials: combinations, work: () => batches.evaluate(task, candles) },
    },
    measuring,
  );
  const { tier } = explainBatch(task, candles);
  const failures = first.result.failures.length;
  return { tier, combinations, failures, perSecond: 1e6 / first.each, inSeries: 1e6 / series.each };
}

const bySpeed = (found) => [...found].sort((a, b) => a.perSecond - b.perSecond);
const speedText = ({ name, perSecond }) => `${name} (${rounded(perSecond)})`;
const rounded = (value) => count(Number(value.toPrecision(2)));
const medianSpeed = (found) => median(found.map(({ perSecond }) => perSecond));
const medianInSeries = (found) => median(found.map(({ inSeries }) => inSeries));

function summaryOf(found) {
  const wide = found.filter(({ combinations }) => combinations >= WIDE);
  const ofWide = wide.length === 0 ? '' : ` (${rounded(medianSpeed(wide))} over the ${wide.length} with at least ${WIDE} combinations)`; // prettier-ignore
  const slowest = bySpeed(found)[0];
  const later = `in later batches of a series ${rounded(medianInSeries(found))}`;
  return `Median ${rounded(medianSpeed(found))} combinations per second per core${ofWide}, ${later}; the slowest is ${speedText(slowest)}.`;
}

async function writePage(found, bars) {
  const options = await resolveConfig(PAGE);
  writeFileSync(PAGE, await format(pageOf(found, bars), { ...options, parser: 'markdown' }));
}

function pageOf(found, bars) {
  const tierRows = [...new Set(found.map(({ tier }) => tier))].map((tier) => {
    const those = found.filter((strategy) => strategy.tier === tier);
    return [`\`${tier}\``, those.length, rounded(medianSpeed(those)), rounded(medianInSeries(those))];
  });
  const rows = found.map(({ name, tier, interval, combinations, perSecond, inSeries }) => [
    name,
    `\`${tier}\``,
    interval,
    count(combinations),
    rounded(perSecond),
    rounded(inSeries),
  ]);
  return `# Speed of every strategy

Written by \`node bench/strategies.mjs --write\`; not by hand. One core of this machine: ${machineLine()}.

Each strategy over an even grid of its own parameters, at most ${count(MOST_COMBINATIONS)} combinations, on ${count(bars)} bars of a random walk with
volume: bars of a day, or of an hour (seven a day) for strategies that are made for shorter bars only. Default settings,
six metrics, indicators included, medians of repeats, two digits. Few combinations share few indicators, so they cost more each.
_In series_: a later batch of the same strategy, whose indicators are there already.
[Tiers](../decisions/0007-engine.md) say how a trial is simulated; [speed.md](speed.md) says how the rest is measured.

**${summaryOf(found)}**

The ${SLOWEST} slowest: ${bySpeed(found).slice(0, SLOWEST).map(speedText).join(', ')}.

${markdownTable(['tier', 'strategies', 'median per second', 'in series'], tierRows)}

${markdownTable(['strategy', 'tier', 'bars', 'combinations', 'per second', 'in series'], rows)}
`;
}

function markdownTable(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const rule = head.map((title) => (/second|series|combinations|strategies/.test(title) ? '---:' : '---'));
  return [head, rule, ...rows].map(line).join('\n');
}

const section = { measure, repeats: 3 };
export default section;

if (isMain(import.meta)) await main({ strategies: section });
