// How long ranking takes: `npm run build && node bench/ranking.mjs [trials]`. Prints milliseconds and resident memory.
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);
const { rankTrials, parameterStatistics, heatmap } = load('../dist/libs/quant/robustness/index.js');
const { compileSpace, planColumns } = load('../dist/libs/quant/space/index.js');
const { findSearchMethod } = load('../dist/libs/quant/search/index.js');

const trials = Number(process.argv[2] ?? 1_000_000);
const edge = Math.max(2, Math.round(Math.cbrt(trials)));
const integer = (name, levels) => ({ name, domain: { kind: 'integer', min: 1, max: levels, step: 1 } });
const continuous = (name) => ({ name, domain: { kind: 'continuous', min: 0, max: 1, scale: 'linear' } });

function timed(label, work) {
  const start = performance.now();
  const result = work();
  const ms = Math.round(performance.now() - start);
  console.log(
    `${label.padEnd(48)} ${String(ms).padStart(8)} ms  rss ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`,
  );
  return result;
}

function spaceOf(definition) {
  const compiled = compileSpace(definition);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues));
  return compiled.space;
}

function columnsOf(name, space, budget) {
  const found = findSearchMethod(name);
  if (!found.ok) throw new Error(found.message);
  const { plan } = found.method.ask({ space: space.definition, seed: 1, budget, cursor: null, count: budget });
  return planColumns(space, plan);
}

function rank(label, space, codes) {
  const count = codes[0].length;
  const scores = Float64Array.from({ length: count }, (_, i) => Math.sin(codes[0][i] / 7) + Math.cos(codes[1][i] / 5));
  const feasible = new Uint8Array(count).fill(1);
  const ranking = timed(`${label}: rank ${count} trials`, () => rankTrials({ space, codes, scores, feasible }));
  timed(`${label}: statistics`, () => parameterStatistics({ space, codes, scores, feasible }));
  const [x, y] = space.parameters.map(({ name }) => name);
  const input = {
    space,
    codes,
    metric: scores,
    direction: 'maximize',
    feasible,
    ranking,
    aggregate: 'best',
    fixed: {},
  };
  timed(`${label}: heat map`, () => heatmap({ ...input, x, y }));
}

const cube = { parameters: ['a', 'b', 'c'].map((name) => integer(name, edge)), constraints: [] };
const scenarios = [
  ['grid, 3 parameters', 'grid', cube],
  ['grid, a < b', 'grid', { ...cube, constraints: ['a < b'] }],
  [
    'random, 6 × 100 levels',
    'random',
    { parameters: [...'abcdef'].map((name) => integer(name, 100)), constraints: [] },
  ],
  ['random, 3 continuous', 'random', { parameters: [...'abc'].map(continuous), constraints: [] }],
];
for (const [label, method, definition] of scenarios) {
  const space = spaceOf(definition);
  const codes = timed(`${label}: plan`, () => columnsOf(method, space, trials));
  rank(label, space, codes);
}
