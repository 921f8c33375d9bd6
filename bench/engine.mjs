/**
 * What one trial costs, batch engine and plain bar loop side by side: `npm run build && node bench/engine.mjs [scenario]`.
 * Medians of CPU time on one thread over a synthetic geometric random walk. Ratios matter, not microseconds: the batch
 * computes its indicators within that time, the bar loop finds them ready. BATCH_ONLY=1 for a profiler.
 */
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);
const quant = (room) => load(`../dist/libs/quant/${room}/index.js`);
const { compileStrategy, DEFAULT_BACKTEST_SETTINGS, evaluateBatch, simulate } = quant('backtest');
const { createEvaluator } = quant('formula');
const { INDICATORS } = quant('indicators');
const { computeMetrics, periodsPerYear } = quant('metrics');
const { compileSpace, planSets } = quant('space');

const METRICS = ['total_return_percent', 'sharpe_ratio', 'max_drawdown_percent', 'win_rate_percent', 'profit_factor', 'trades']; // prettier-ignore
const REPEATS = Number(process.env.REPEATS ?? 5);
const DAY_MS = 86_400_000;

/** mulberry32: the same market on every machine. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function randomWalk(bars, deviation, seed) {
  const random = generator(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const column = () => new Float64Array(bars);
  const candles = { symbol: 'WALK', interval: '1d', time: column(), open: column(), high: column(), low: column(), close: column(), volume: column().fill(1) }; // prettier-ignore
  let price = 100;
  for (let bar = 0; bar < bars; bar++) {
    const close = price * Math.exp(deviation * normal());
    candles.time[bar] = bar * DAY_MS;
    candles.open[bar] = price;
    candles.close[bar] = close;
    candles.high[bar] = Math.max(price, close) * (1 + Math.abs(normal()) * deviation * 0.4);
    candles.low[bar] = Math.min(price, close) * (1 - Math.abs(normal()) * deviation * 0.4);
    price = close;
  }
  return candles;
}

const window = { kind: 'integer', default: 10, min: 1, max: 100_000, step: 1 };
const integers = (name, min, max) => ({ name, domain: { kind: 'integer', min, max, step: 1 } });
const cross = {
  strategy: {
    name: 'cross', title: 'Cross', category: 'trend', version: 1, direction: 'long', constraints: [],
    parameters: { fast: window, slow: window },
    enterLong: 'crossUp(sma(close, fast), sma(close, slow))',
    exitLong: 'crossDown(sma(close, fast), sma(close, slow))',
  },
  space: { parameters: [integers('fast', 2, 143), integers('slow', 2, 143)], constraints: ['fast < slow'] },
}; // prettier-ignore
const threshold = {
  strategy: {
    name: 'rsi', title: 'RSI', category: 'mean-reversion', version: 1, direction: 'long', constraints: [],
    parameters: { n: window, floor: window, ceiling: window },
    enterLong: 'rsi(close, n) < floor',
    exitLong: 'rsi(close, n) > ceiling',
  },
  space: { parameters: [integers('n', 2, 26), integers('floor', 15, 34), integers('ceiling', 50, 69)], constraints: [] },
}; // prettier-ignore

const daily = randomWalk(2520, 0.01, 42);
const long = randomWalk(100_000, 0.002, 43);
const reverse = (work) => ({ ...work, strategy: { ...work.strategy, direction: 'reverse' } });
const SCENARIOS = {
  'sma': { ...cross, candles: daily },
  'sma-reverse': { ...reverse(cross), candles: daily },
  'sma-stop-target': { ...cross, candles: daily, settings: { stopLossPercent: 5, takeProfitPercent: 10 } },
  'sma-trailing': { ...cross, candles: daily, settings: { trailingStopPercent: 5 } },
  'sma-half': { ...cross, candles: daily, settings: { sizing: { kind: 'fraction', fraction: 0.5 } } },
  'sma-whole-units': { ...cross, candles: daily, settings: { unitStep: 1 } },
  'rsi': { ...threshold, candles: daily },
  'sma-100k': { ...cross, candles: long },
}; // prettier-ignore

function taskOf({ strategy, space, candles, settings = {} }) {
  const compiled = compileSpace(space);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues));
  const { size } = compiled.space;
  const count = Number(compiled.space.gridOrder().count);
  return {
    task: {
      strategy,
      space,
      fixed: {},
      plan: { kind: 'range', start: '0', end: String(size), count },
      settings: { ...DEFAULT_BACKTEST_SETTINGS, ...settings },
      metrics: METRICS,
      dataset: 'walk',
      bars: { from: 0, to: candles.close.length },
    },
    space: compiled.space,
  };
}

/** Every `stride`-th trial, and an evaluator that holds their indicators: the bar loop is not charged for those. */
function sample({ task, space }, candles, stride) {
  const evaluator = createEvaluator({ candles, periodsPerYear: 252, maxCachedColumns: 512 });
  const { strategy } = compileStrategy(task.strategy, INDICATORS);
  const sets = [...planSets(space, task.plan)].filter((_, trial) => trial % stride === 0);
  for (const set of sets) {
    for (const rule of Object.values(strategy.bind(set).rules)) {
      for (const node of rule?.root.series ?? (rule ? [rule.root.left] : [])) {
        evaluator.series({ type: 'series', root: node, key: node.key, warmup: node.warmup });
      }
    }
  }
  return { evaluator, strategy, sets };
}

/** The reference: conditions bar by bar, the plain loop, equity bar by bar. */
function barLoop({ task }, candles, { evaluator, strategy, sets }) {
  const { initialBalance } = task.settings;
  const shared = { candles, initialBalance, periodsPerYear: task.settings.periodsPerYear ?? periodsPerYear(candles) };
  const values = [];
  for (const set of sets) {
    const { rules } = strategy.bind(set);
    const column = (rule) => rule && evaluator.condition(rule);
    const signals = { enterLong: column(rules.enterLong), exitLong: column(rules.exitLong), enterShort: column(rules.enterShort), exitShort: column(rules.exitShort), firstBar: 0 }; // prettier-ignore
    values.push(computeMetrics(METRICS, { ...shared, simulation: simulate(signals, candles, task.settings) }));
  }
  return values;
}

function microseconds(trials, work) {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, each: (user + system) / trials };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** Largest difference, relative to the value. */
function difference(expected, columns, stride) {
  let most = 0;
  expected.forEach((row, k) =>
    row.forEach((value, i) => {
      const found = columns[i][k * stride];
      if (Object.is(value, found)) return;
      const gap = Math.abs(value - found) / Math.max(1e-9, Math.abs(value));
      most = Number.isNaN(gap) ? Infinity : Math.max(most, gap);
    }),
  );
  return most;
}

function run(name, scenario) {
  const { candles } = scenario;
  const work = taskOf(scenario);
  const { count } = work.task.plan;
  const stride = Math.max(1, Math.round((count * candles.close.length) / 8_000_000));
  const repeats = candles.close.length > 10_000 ? Math.min(REPEATS, 3) : REPEATS;
  const plain = [];
  const batch = [];
  if (process.env.BATCH_ONLY === '1') {
    for (let i = 0; i < repeats; i++) batch.push(microseconds(count, () => evaluateBatch(work.task, candles)).each);
    console.log(
      `${name.padEnd(16)} ${String(count).padStart(6)} trials  batch ${median(batch).toFixed(2).padStart(9)} µs`,
    );
    return;
  }
  let worst = 0;
  for (let i = 0; i < repeats; i++) {
    const sampled = sample(work, candles, stride);
    const slow = microseconds(sampled.sets.length, () => barLoop(work, candles, sampled));
    const fast = microseconds(count, () => evaluateBatch(work.task, candles));
    plain.push(slow.each);
    batch.push(fast.each);
    worst = Math.max(worst, difference(slow.result, fast.result.columns, stride));
  }
  const [a, b] = [median(plain), median(batch)];
  console.log(
    `${name.padEnd(16)} ${String(count).padStart(6)} trials  bar loop ${a.toFixed(2).padStart(9)} µs  batch ${b.toFixed(2).padStart(9)} µs ` +
      `(${Math.round(1e6 / b).toLocaleString('en')}/s)  × ${(a / b).toFixed(1).padStart(6)}  largest difference ${worst.toExponential(1)}`,
  );
}

for (const [name, scenario] of Object.entries(SCENARIOS)) {
  if (process.argv[2] === undefined || process.argv[2] === name) run(name, scenario);
}
console.log(`resident ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`);
