/** How long ranking takes, and the memory it needs. */
import { built } from './lib/built.mjs';
import { isMain, main } from './lib/driver.mjs';
import { spaceOf } from './lib/grids.mjs';
import { megabytes } from './lib/measure.mjs';
import { count, openTable } from './lib/table.mjs';

const { rankTrials, parameterStatistics, heatmap } = built('quant/robustness');
const { planColumns } = built('quant/space');
const { findSearchMethod } = built('quant/search');

const integer = (name, levels) => ({ name, domain: { kind: 'integer', min: 1, max: levels, step: 1 } });
const continuous = (name) => ({ name, domain: { kind: 'continuous', min: 0, max: 1, scale: 'linear' } });

function columnsOf(name, space, budget) {
  const found = findSearchMethod(name);
  if (!found.ok) throw new Error(found.message);
  const { plan } = found.method.ask({ space: space.definition, seed: 1, budget, cursor: null, count: budget });
  return planColumns(space, plan);
}

function scenariosOf(trials) {
  const edge = Math.max(2, Math.round(Math.cbrt(trials)));
  const cube = { parameters: [...'abc'].map((name) => integer(name, edge)), constraints: [] };
  return [
    ['grid, 3 parameters', 'grid', cube],
    ['grid, a < b', 'grid', { ...cube, constraints: ['a < b'] }],
    ['random, 6 × 100 levels', 'random', { parameters: [...'abcdef'].map((name) => integer(name, 100)), constraints: [] }],
    ['random, 3 continuous', 'random', { parameters: [...'abc'].map(continuous), constraints: [] }],
  ]; // prettier-ignore
}

function rank(space, codes, timed) {
  const trials = codes[0].length;
  const scores = Float64Array.from({ length: trials }, (_, i) => Math.sin(codes[0][i] / 7) + Math.cos(codes[1][i] / 5));
  const feasible = new Uint8Array(trials).fill(1);
  const ranking = timed('rank', () => rankTrials({ space, codes, scores, direction: 'maximize', feasible }));
  timed('statistics', () => parameterStatistics({ space, codes, scores, feasible }));
  const [x, y] = space.parameters.map(({ name }) => name);
  const input = {
    space,
    codes,
    metric: scores,
    direction: 'maximize',
    ranking,
    stateOf: () => 'ok',
    aggregate: 'best',
    fixed: {},
  };
  timed('heat map', () => heatmap({ ...input, x, y }));
}

function measure({ trials, small }, write) {
  const [wanted] = trials ?? [small ? 1000 : 1_000_000];
  const row = openTable([['space', 24], ['step', 11], ['trials', 10], ['ms', 8], ['resident MB', 12]], write); // prettier-ignore
  const found = [];
  for (const [label, method, definition] of scenariosOf(wanted)) {
    const timed = (step, work) => {
      const begin = performance.now();
      const result = work();
      const ms = performance.now() - begin;
      const resident = process.memoryUsage.rss();
      found.push({ space: label, step, ms, resident });
      row(label, step, count(wanted), count(ms), count(megabytes(resident)));
      return result;
    };
    const space = spaceOf(definition);
    rank(space, timed('plan', () => columnsOf(method, space, wanted)), timed); // prettier-ignore
  }
  return found;
}

const section = { measure, repeats: 1 };
export default section;

if (isMain(import.meta)) await main({ ranking: section });
