import type { BatchEvaluated } from '#domain/optimization';
import { compileSpace } from '#quant/space';
import { BUILT_IN_VOCABULARY, readOptimizationSpec } from '#spec';
import { heatmapOf, summaryOf } from './analysis.queries';
import { judge } from './judge';
import { buildTrialTable, type RankedTable, rankTable } from './trial-table';
import { listTrials, viewTrial } from './trials.queries';

const FILE = {
  name: 'averages',
  strategy: {
    name: 'price-above-average',
    parameters: {
      n: 20,
      use_filter: { type: 'boolean', default: true },
      ma: { type: 'categorical', default: 'ema', values: ['ema', 'sma'] },
    },
    rules: {
      enter_long: 'close > if(ma == "ema", ema(close, n), sma(close, n)) and (not use_filter or close > open)',
      exit_long: 'close < sma(close, n)',
    },
  },
  data: { source: 'embedded', symbol: 'sp500' },
  parameters: { n: { min: 10, max: 12, step: 1 }, use_filter: [true, false], ma: ['ema', 'sma'] },
};

/** Metrics of a trial; what is not given is 1. Null: the trial failed. */
type Outcome = Record<string, number> | null;

/** Twelve trials: n slowest, then use_filter, then ma. */
async function ranked(
  outcomeOf: (parameters: Record<string, unknown>) => Outcome,
  changes: Record<string, unknown> = {},
): Promise<RankedTable> {
  const read = readOptimizationSpec({ ...FILE, ...changes }, BUILT_IN_VOCABULARY);
  if (!read.ok) throw new Error(read.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('\n'));
  const compiled = compileSpace(read.spec.space);
  if (!compiled.ok) throw new Error('The space does not compile.');
  const { space } = compiled;
  const count = Number(space.size);
  const outcomes = Array.from({ length: count }, (_, trial) => outcomeOf(space.at(BigInt(trial))));
  const batch: BatchEvaluated = {
    optimizationId: 'opt_20260102_030405_abc123',
    batch: 0,
    firstTrial: 0,
    count,
    metrics: read.spec.metrics,
    columns: read.spec.metrics.map((id) =>
      Float64Array.from(outcomes, (outcome) => (outcome === null ? Number.NaN : (outcome[id] ?? 1))),
    ),
    failures: outcomes.flatMap((outcome, index) => (outcome === null ? [{ index, reason: 'no candles' }] : [])),
    engineVersion: '1',
    resultHash: 'ab',
  };
  async function* results(): AsyncGenerator<BatchEvaluated, void, undefined> {
    yield batch;
  }
  const table = await buildTrialTable(read.spec, {
    capacity: count,
    results: results(),
    planOf: async () => ({
      batch: 0,
      firstTrial: 0,
      cursor: '',
      plan: { kind: 'range', start: '0', end: String(count), count },
    }),
  });
  return { table, ranking: rankTable(table) };
}

const page = { sort: [], limit: 100, skip: 0 };
const found = (table: RankedTable, filter: string): number => listTrials(table, { ...page, filter }).total;

describe('a filter of trials', () => {
  it('takes a boolean parameter for a condition and a categorical one for its text', async () => {
    const trials = await ranked(() => ({}));
    expect(trials.table.rows).toBe(12);
    expect(found(trials, 'use_filter')).toBe(6);
    expect(found(trials, 'not use_filter and ma == "ema"')).toBe(3);
    expect(found(trials, 'ma == "sma" and n >= 11 and trades == 1')).toBe(4);
  });

  it('refuses the code of a value, and what is no condition', async () => {
    const trials = await ranked(() => ({}));
    expect(() => found(trials, 'ma == 1')).toThrow(/filter: /);
    expect(() => found(trials, 'n + 1')).toThrow('"n + 1" gives a number, not yes or no');
  });

  it('is not met where a value is not defined', async () => {
    const trials = await ranked(({ n }) => ({ profit_factor: n === 10 ? Number.NaN : 1 }));
    expect(found(trials, 'profit_factor > 0')).toBe(8);
    expect(found(trials, 'profit_factor <= 0')).toBe(0);
  });

  it('sorts by every column, text too', async () => {
    const trials = await ranked(() => ({}));
    const { items } = listTrials(trials, { ...page, sort: ['-ma', '-n'] });
    expect(items[0]?.parameters).toMatchObject({ n: 12, ma: 'sma' });
  });
});

describe('a page of trials', () => {
  /** Few scores, so that many are equal, and two that are not defined. */
  const scores = [3, 1, Number.NaN, 2, 3, 1, 2, 3, Number.NaN, 1, 2, 3];
  let next = 0;
  const scored = (): Promise<RankedTable> => {
    next = 0;
    return ranked(() => ({ sharpe_ratio: scores[next++] ?? Number.NaN }));
  };

  it.each([
    ['-score', [0, 4, 7, 11, 3, 6, 10, 1, 5, 9, 2, 8]],
    ['score', [1, 5, 9, 3, 6, 10, 0, 4, 7, 11, 2, 8]],
  ])('by %s is a stretch of the whole list, however small it is', async (sort, whole) => {
    const trials = await scored();
    for (let skip = 0; skip <= whole.length + 1; skip++) {
      for (let limit = 0; limit <= whole.length; limit++) {
        const { items, total, next: rest } = listTrials(trials, { sort: [sort], skip, limit });
        expect(items.map(({ number }) => number)).toEqual(whole.slice(skip, skip + limit));
        expect(total).toBe(whole.length);
        expect(rest).toBe(skip + limit < whole.length ? skip + limit : null);
      }
    }
  });

  it('counts all that match', async () => {
    const query = { sort: ['-number'], skip: 1, limit: 1, filter: 'score == 3', state: 'ok' as const };
    const { items, total, next: rest } = listTrials(await scored(), query);
    expect([items.map(({ number }) => number), total, rest]).toEqual([[7], 4, 2]);
  });
});

describe('trials that do not count', () => {
  const outcome = ({ n, ma }: Record<string, unknown>): Outcome => {
    if (n === 10) return ma === 'ema' ? null : { sharpe_ratio: Number.NaN };
    if (n === 11 && ma === 'ema') return { sharpe_ratio: 9, total_return_percent: -100 };
    return { trades: 40, sharpe_ratio: n === 11 ? 2 : 1 };
  };

  it('say why; a ruined account is neither peak nor pick, however good its score', async () => {
    const trials = await ranked(outcome);
    const states = Array.from({ length: 12 }, (_, row) => viewTrial(trials, row).state);
    const [failed, scoreless, ruined] = ['failed', 'no-score', 'ruined'];
    expect(states).toEqual([
      ...[failed, scoreless, failed, scoreless],
      ...[ruined, 'ok', ruined, 'ok'],
      ...Array<string>(4).fill('ok'),
    ]);
    const { peak, pick } = judge(trials.table);
    expect(peak).toBe(5);
    expect([4, 6]).not.toContain(pick);
    expect(viewTrial(trials, 1).rank).toBeNull();
    expect(viewTrial(trials, 4)).toMatchObject({ score: 9, plateau: null });
  });

  it('are counted apart', async () => {
    const { counts, verdict } = summaryOf(await ranked(outcome));
    expect(counts).toEqual({ evaluated: 12, failed: 2, withoutScore: 2, ruined: 2, missingCriteria: 0 });
    expect(verdict.grounds.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        '2 of 12 trials failed (at most 5 %)',
        '2 of 12 trials have no score (the metric is not defined there)',
        '2 of 12 trials lost the whole account',
      ]),
    );
  });

  it('have marks of their own on a heatmap', async () => {
    const map = heatmapOf(await ranked(outcome), { x: 'ma', y: 'n', aggregate: 'best', fixed: { use_filter: 'true' } });
    expect(map.state).toEqual([
      ['failed', 'no-score'],
      ['ruined', 'ok'],
      ['ok', 'ok'],
    ]);
  });
});

describe('the trades a verdict asks for', () => {
  it.each([
    [10, 30],
    [100, 100],
  ])('with a minimum of %d are %d', async (asked, needed) => {
    const trials = await ranked(() => ({ trades: 120 }), { criteria: { min_trades: asked } });
    const ground = judge(trials.table).verdict.grounds.find(({ id }) => id === 'trades');
    expect(ground).toMatchObject({ ok: true, limit: needed, text: `the pick made 120 trades (${needed} needed)` });
  });
});
