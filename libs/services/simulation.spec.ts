import { fixedClock } from '#kernel';
import { openInMemory } from '#platform';
import { type EvaluationResult, type EvaluationTask, evaluateBatch } from '#quant/backtest';
import { BUILT_IN_VOCABULARY, DEFAULT_EXECUTION_OPTIONS, readOptimizationSpec } from '#spec';
import { loadCandles, openParamo } from '#services';
import {
  type Disturbance,
  eventsOf,
  expectationFrom,
  type Requested,
  type Run,
  type Scenario,
  simulate,
} from '#testing/simulation';

const NONE: Disturbance = { crash: 0, refuse: 0, outage: 0, loseAnswer: 0, delay: 0, job: 0, candles: 0, mood: 0 };
const KINDS: Record<string, Disturbance> = {
  'nothing but delays': { ...NONE, delay: 0.2, mood: 0.5 },
  crashes: { ...NONE, crash: 0.008, mood: 0.3, delay: 0.05 },
  'a store that refuses, is down and does not answer': {
    ...NONE,
    refuse: 0.03,
    outage: 0.7,
    mood: 0.3,
    loseAnswer: 0.2,
    delay: 0.05,
  },
  'jobs lost, doubled and failing': { ...NONE, job: 0.2, candles: 0.3, mood: 0.3, delay: 0.05 },
  'everything at once': {
    crash: 0.004,
    refuse: 0.01,
    outage: 0.3,
    loseAnswer: 0.05,
    delay: 0.05,
    job: 0.1,
    candles: 0.1,
    mood: 0.3,
  },
};

/** `SIMULATION_SEEDS=2000` runs so many of each kind; `SIMULATION_SEED=17` only that one, with its story. */
const only = process.env['SIMULATION_SEED'];
const count = Number(process.env['SIMULATION_SEEDS'] ?? 12);
const seeds = only === undefined ? Array.from({ length: count }, (_, i) => i) : [Number(only)];

const FILES = {
  opt_grid: { parameters: { fast: { min: 5, max: 50, step: 5 }, slow: { min: 10, max: 100, step: 10 } } },
  opt_random: {
    parameters: { fast: { min: 5, max: 30, step: 1 }, slow: { min: 10, max: 60, step: 1 } },
    method: { name: 'random', seed: 3, max_iterations: 14 },
  },
};

/** Requests as the log has them, in batches of four trials; each batch is computed once for all runs. */
async function prepare(): Promise<Scenario> {
  const platform = openInMemory({ clock: fixedClock(0), report: () => undefined });
  const paramo = await openParamo(platform, { work: false });
  const requests = new Map<string, Requested>();
  for (const [id, file] of Object.entries(FILES)) {
    const data = { source: 'embedded', symbol: 'sp500', start: '2018-01-01', end: '2018-12-31' };
    const read = readOptimizationSpec({ name: id, strategy: 'sma-crossover', data, ...file }, BUILT_IN_VOCABULARY);
    if (!read.ok) throw new Error(read.issues.map(({ message }) => message).join('\n'));
    await paramo.submit(read.spec, DEFAULT_EXECUTION_OPTIONS, { id });
    const [requested] = (await eventsOf(platform.store)).filter(({ stream }) => stream === `optimization-${id}`);
    requests.set(id, { ...(requested?.data as unknown as Requested), batchSize: 4 });
  }
  const results = new Map<string, EvaluationResult>();
  const evaluate = async (task: EvaluationTask): Promise<EvaluationResult> => {
    const key = JSON.stringify(task);
    const result = results.get(key) ?? evaluateBatch(task, await loadCandles(platform.blobs, task.dataset));
    results.set(key, result);
    return result;
  };
  const unknown: Scenario = { blobs: platform.blobs, evaluate, requests, expected: new Map() };
  const { world } = await simulate(0, unknown, NONE);
  const log = await eventsOf(world.store);
  return { ...unknown, expected: new Map([...requests.keys()].map((id) => [id, expectationFrom(log, id)])) };
}

describe('the whole system, with faults', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await prepare();
  });

  it.each(Object.entries(KINDS))(
    'keeps every invariant under %s',
    async (_, disturbance) => {
      for (const seed of seeds) {
        const run = await simulate(seed, scenario, disturbance);
        if (only !== undefined || run.violations.length > 0) expect(storyOf(run)).toBe('');
        expect({ seed, violations: run.violations }).toEqual({ seed, violations: [] });
      }
    },
    30_000 + count * 2_000,
  );
});

const storyOf = ({ world, violations }: Run): string => [...world.story, ...violations].join('\n');
