/**
 * What planning and ranking cost per trial: `npm run build && node bench/ranking.mjs [trials]`, default 1,000,000.
 * CPU time per trial in µs, the median of several runs, and the resident memory after it.
 */
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);
const { rankTrials, parameterStatistics, heatmap } = load('../dist/libs/quant/robustness/index.js');
const { compileSpace, planColumns, planSets } = load('../dist/libs/quant/space/index.js');
const { findSearchMethod } = load('../dist/libs/quant/search/index.js');

const trials = Number(process.argv[2] ?? 1_000_000);
const BATCH = 4096;
const RUNS = 3;

const integer = (name, levels) => ({ name, domain: { kind: 'integer', min: 1, max: levels, step: 1 } });
const continuous = (name) => ({ name, domain: { kind: 'continuous', min: 0, max: 1, scale: 'linear' } });
const categorical = (name) => ({ name, domain: { kind: 'categorical', values: ['x', 'y', 'z'] } });
const edgeOf = (parameters, share = 1) => Math.max(2, Math.floor((share * trials) ** (1 / parameters)));
const grid = (names, share, constraints = []) => ({
  parameters: [...names].map((name) => integer(name, edgeOf(names.length, share))),
  constraints,
});
const six = [...'abcdef'].map((name) => integer(name, 100));

const scenarios = [
  ['grid, 2 parameters', 'grid', grid('ab', 1)],
  ['grid, 3 parameters', 'grid', grid('abc', 1)],
  ['grid, 4 parameters', 'grid', grid('abcd', 1)],
  ['grid, 3 parameters, a < b', 'grid', grid('abc', 2, ['a < b'])],
  [
    'grid, a switch and what it switches',
    'grid',
    {
      parameters: [
        integer('a', edgeOf(3)),
        { name: 'on', domain: { kind: 'boolean' } },
        { ...integer('b', edgeOf(3)), when: 'on' },
        integer('c', edgeOf(3) - 1),
      ],
      constraints: [],
    },
  ],
  ['random, 3 of 4 points', 'random', grid('abc', 4 / 3)],
  ['random, 6 × 100 levels', 'random', { parameters: six, constraints: [] }],
  ['random, 6 × 100 levels, a < b, c < d', 'random', { parameters: six, constraints: ['a < b', 'c < d'] }],
  [
    'random, 5 × 100 levels, a category',
    'random',
    { parameters: [...six.slice(1), categorical('k')], constraints: [] },
  ],
  ['random, 3 continuous', 'random', { parameters: [...'abc'].map(continuous), constraints: [] }],
  [
    'random, 2 continuous, 2 × 50 levels',
    'random',
    {
      parameters: [...[...'ab'].map(continuous), integer('c', 50), integer('d', 50)],
      constraints: ['c < d'],
    },
  ],
];

function report(label, count, work) {
  const spent = Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / count;
  }).sort((a, b) => a - b);
  const perTrial = (spent[RUNS >> 1] ?? 0).toFixed(3);
  const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
  console.log(`  ${label.padEnd(24)} ${perTrial.padStart(8)} µs  rss ${String(memory).padStart(4)} MB`);
}

function spaceOf(definition) {
  const compiled = compileSpace(definition);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues));
  return compiled.space;
}

function plansOf(method, definition) {
  const plans = [];
  let cursor = null;
  for (let exhausted = false; !exhausted;) {
    const answer = method.ask({ space: definition, seed: 1, budget: trials, cursor, count: BATCH });
    if (answer.plan) plans.push(answer.plan);
    ({ cursor, exhausted } = answer);
  }
  return plans;
}

function columnsOf(space, plans, count) {
  const columns = space.parameters.map(() => new Float64Array(count));
  let row = 0;
  for (const plan of plans) {
    planColumns(space, plan).forEach((column, i) => columns[i].set(column, row));
    row += plan.count;
  }
  return columns;
}

for (const [label, name, definition] of scenarios) {
  const found = findSearchMethod(name);
  if (!found.ok) throw new Error(found.message);
  const space = spaceOf(definition);
  const plans = plansOf(found.method, definition);
  const count = plans.reduce((sum, plan) => sum + plan.count, 0);
  console.log(`${label}: ${count} trials`);
  report('ask', count, () => plansOf(found.method, definition));
  report('columns', count, () => columnsOf(space, plans, count));
  report('sets', count, () => plans.forEach((plan) => [...planSets(space, plan)]));

  const codes = columnsOf(space, plans, count);
  const scores = Float64Array.from({ length: count }, (_, i) => Math.sin(i * i) + Math.cos(codes[0][i] / 5));
  const feasible = new Uint8Array(count).fill(1);
  const ranked = { space, codes, scores, direction: 'maximize', feasible };
  const ranking = rankTrials(ranked);
  report('rank', count, () => rankTrials(ranked));
  report('statistics', count, () => parameterStatistics(ranked));
  const [x, y] = space.parameters.map((parameter) => parameter.name);
  const map = { ...ranked, metric: scores, stateOf: () => 'ok', ranking, aggregate: 'best', fixed: {}, x, y };
  report('heat map', count, () => heatmap(map));
}
