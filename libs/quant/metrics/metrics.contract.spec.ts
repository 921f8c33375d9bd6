import * as fc from 'fast-check';
import { DEFAULT_BACKTEST_SETTINGS, simulate, type Simulation } from '#quant/backtest';
import type { Candles } from '#quant/candles';
import { periodsPerYear } from './annualization';
import { computeMetrics } from './compute-metrics';
import type { MetricInput } from './metric-context';
import { METRICS } from './registry.generated';

const DAY_MS = 86_400_000;
const IDS = METRICS.map(({ id }) => id);

/** Daily candles that walk by the percent steps given, with signals on the bars whose bit is set. */
interface Walk {
  steps: number[];
  entries: boolean[];
  exits: boolean[];
}

const walks: fc.Arbitrary<Walk> = fc.integer({ min: 1, max: 60 }).chain((bars) =>
  fc.record({
    steps: fc.array(fc.integer({ min: -300, max: 300 }), { minLength: bars, maxLength: bars }),
    entries: fc.array(fc.boolean(), { minLength: bars, maxLength: bars }),
    exits: fc.array(fc.boolean(), { minLength: bars, maxLength: bars }),
  }),
);

function candlesOf(steps: number[]): Candles {
  let price = 100;
  const close = Float64Array.from(steps, (step) => (price *= 1 + step / 10_000));
  const open = close.map((_, bar) => close[bar - 1] ?? 100);
  return {
    symbol: 'WALK',
    interval: '1d',
    time: close.map((_, bar) => Date.UTC(2024, 0, 1) + bar * DAY_MS),
    open,
    high: close.map((value, bar) => Math.max(value, open[bar] ?? value)),
    low: close.map((value, bar) => Math.min(value, open[bar] ?? value)),
    close,
    volume: close.map(() => 1),
  };
}

function inputOf({ steps, entries, exits }: Walk, initialBalance: number): MetricInput {
  const candles = candlesOf(steps);
  const bits = (column: boolean[]) => Uint8Array.from(column, Number);
  const signals = {
    enterLong: bits(entries),
    exitLong: bits(exits),
    enterShort: bits(exits),
    exitShort: bits(entries),
    firstBar: 0,
  };
  const simulation = simulate(signals, candles, { ...DEFAULT_BACKTEST_SETTINGS, initialBalance });
  return { simulation, candles, initialBalance, periodsPerYear: periodsPerYear(candles) };
}

function values(input: MetricInput): Map<string, number> {
  const numbers = computeMetrics(IDS, input);
  return new Map(IDS.map((id, i) => [id, numbers[i] ?? Infinity]));
}

/** A run that never traded, of so many bars at one price. */
function idle(bars: number): MetricInput {
  const simulation: Simulation = { trades: [], equity: new Float64Array(bars).fill(1000), firstBar: 0, fees: 0 };
  return { simulation, candles: candlesOf(new Array<number>(bars).fill(0)), initialBalance: 1000, periodsPerYear: 365 };
}

describe('every metric', () => {
  it.each(METRICS.map((metric) => [metric.id, metric] as const))('%s says what it is', (id, metric) => {
    expect(id).toMatch(/^[a-z][a-z0-9_]*$/);
    expect([metric.title, metric.definition, metric.formula, metric.source].every((text) => text.length > 3)).toBe(
      true,
    );
    expect(id.endsWith('_percent')).toBe(metric.unit === 'percent' && id !== 'ulcer_index');
    expect(id.endsWith('_days')).toBe(metric.unit === 'days');
    expect(metric.minimumTrades).toBeGreaterThanOrEqual(0);
  });

  it('has a name and aliases no other metric has', () => {
    const names = METRICS.flatMap(({ id, aliases }) => [id, ...(aliases ?? [])]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('is finite or NaN on any run', () => {
    fc.assert(
      fc.property(walks, (walk) => {
        const infinite = [...values(inputOf(walk, 1000))].filter(([, value]) => Math.abs(value) === Infinity);
        expect(infinite).toEqual([]);
      }),
    );
  });

  it('scales with the balance if it is money, and only then (any fraction of a unit)', () => {
    fc.assert(
      fc.property(walks, (walk) => {
        const small = values(inputOf(walk, 1000));
        const large = values(inputOf(walk, 4000));
        for (const { id, unit } of METRICS) {
          const expected = (small.get(id) ?? NaN) * (unit === 'money' ? 4 : 1);
          expect({ id, value: large.get(id) }).toEqual({ id, value: closeTo(expected) });
        }
      }),
    );
  });

  it('is NaN below its minimum of trades', () => {
    const found = values(idle(20));
    const undefinedOnes = METRICS.filter(({ minimumTrades }) => minimumTrades > 0).map(({ id }) => found.get(id));
    expect(undefinedOnes.length).toBeGreaterThan(10);
    expect(undefinedOnes.every(Number.isNaN)).toBe(true);
  });

  it('on constant equity: no return, no risk, and ratios are not defined', () => {
    const found = values(idle(20));
    const zero = ['total_return_percent', 'net_profit', 'annualized_return_percent', 'cagr_percent', 'volatility_percent',
      'geometric_volatility_percent', 'max_drawdown_percent', 'ulcer_index', 'time_under_water_percent', 'trades',
      'exposure_percent', 'turnover', 'fees_paid', 'value_at_risk_percent']; // prettier-ignore
    expect(zero.map((id) => [id, Math.abs(found.get(id) ?? NaN)])).toEqual(zero.map((id) => [id, 0]));
    const notDefined = ['sharpe_ratio', 'sortino_ratio', 'calmar_ratio', 'omega_ratio', 'geometric_sharpe_ratio',
      'skewness', 'kurtosis', 'recovery_factor', 'max_drawdown_days', 'beta']; // prettier-ignore
    expect(notDefined.map((id) => [id, found.get(id)])).toEqual(notDefined.map((id) => [id, NaN]));
  });

  it('knows one bar and none', () => {
    const one = values(idle(1));
    expect([one.get('total_return_percent'), one.get('final_equity')]).toEqual([0, 1000]);
    expect([one.get('sharpe_ratio'), one.get('cagr_percent')]).toEqual([NaN, NaN]);
    const none = values(idle(0));
    expect([none.get('trades'), none.get('final_equity'), none.get('sharpe_ratio')]).toEqual([0, 1000, NaN]);
  });

  it.each([
    ['maximize', 1],
    ['minimize', -1],
  ] as const)('of equity that should be %sd prefers a calm rise to a wild fall', (direction, sign) => {
    const calm = values(equityOnly([1000, 1010, 1005, 1020, 1030, 1025, 1040]));
    const wild = values(equityOnly([1000, 900, 1000, 700, 800, 500, 400]));
    const compared = METRICS.filter(({ id, ...metric }) => metric.direction === direction && id in EQUITY_METRICS);
    expect(compared.length).toBeGreaterThan(4);
    for (const { id } of compared) {
      expect({ id, better: sign * ((calm.get(id) ?? NaN) - (wild.get(id) ?? NaN)) > 0 }).toEqual({ id, better: true });
    }
  });
});

/** Metrics whose direction shows in an equity curve alone. */
const EQUITY_METRICS = Object.fromEntries(
  ['total_return_percent', 'sharpe_ratio', 'sortino_ratio', 'calmar_ratio', 'omega_ratio', 'cagr_percent',
    'max_drawdown_percent', 'volatility_percent', 'ulcer_index', 'value_at_risk_percent',
    'conditional_value_at_risk_percent', 'average_drawdown_percent', 'time_under_water_percent'].map((id) => [id, true]),
); // prettier-ignore

function equityOnly(equity: number[]): MetricInput {
  return {
    simulation: { trades: [], equity: Float64Array.from(equity), firstBar: 0, fees: 0 },
    candles: candlesOf(equity.map(() => 10)),
    initialBalance: equity[0] ?? NaN,
    periodsPerYear: 252,
  };
}

function closeTo(expected: number): unknown {
  if (Number.isNaN(expected)) return NaN;
  return expect.closeTo(expected, 7 - Math.ceil(Math.log10(Math.abs(expected) + 1)));
}
