import type { Simulation, Trade } from '#quant/backtest';
import type { Candles, Interval } from '#quant/candles';
import { Rejected } from '#kernel';
import { periodsPerYear } from './annualization';
import { computeMetrics, findMetric } from './compute-metrics';
import { MetricContext } from './metric-context';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function candlesAt(time: number[], interval: Interval, close = time.map(() => 1)): Candles {
  const column = Float64Array.from(close);
  return {
    symbol: 'T', interval, time: Float64Array.from(time),
    open: column, high: column, low: column, close: column, volume: column,
  }; // prettier-ignore
}

const daily = (close: number[]) =>
  candlesAt(
    close.map((_, bar) => Date.UTC(2024, 0, 1) + bar * DAY_MS),
    '1d',
    close,
  );

function metric(
  id: string,
  equity: number[],
  trades: Partial<Trade>[] = [],
  candles = daily(equity.map(() => 1)),
): number {
  const simulation: Simulation = {
    trades: trades.map((trade) => ({ reason: 'signal', ...trade }) as Trade),
    equity: Float64Array.from(equity),
    firstBar: 0,
    fees: 0,
  };
  const input = { simulation, candles, initialBalance: equity[0] ?? NaN, periodsPerYear: 4 };
  return computeMetrics([id], input)[0] ?? Infinity;
}

describe('metrics by hand', () => {
  const equity = [100, 110, 99, 99, 120];
  // Returns: 0, 0.1, −0.1, 0, 7/33.
  const returns = [0, 0.1, -0.1, 0, 7 / 33];
  const average = returns.reduce((a, b) => a + b) / 5;
  const deviation = Math.sqrt(returns.reduce((total, r) => total + (r - average) ** 2, 0) / 4);

  it.each([
    ['total_return_percent', 20],
    ['net_profit', 20],
    ['annualized_return_percent', 100 * (1.2 ** (4 / 5) - 1)],
    ['cagr_percent', 100 * (1.2 ** (365.25 / 4) - 1)],
    ['volatility_percent', 100 * deviation * 2],
    ['sharpe_ratio', (average / deviation) * 2],
    ['sortino_ratio', (average / Math.sqrt(0.01 / 5)) * 2],
    ['omega_ratio', (0.1 + 7 / 33) / 0.1],
    ['max_drawdown_percent', 10],
    ['average_drawdown_percent', 10],
    ['max_drawdown_days', 3],
    ['time_under_water_percent', 40],
    ['ulcer_index', Math.sqrt(200 / 5)],
    ['calmar_ratio', (1.2 ** (4 / 5) - 1) / 0.1],
    ['recovery_factor', 2],
    ['value_at_risk_percent', 8],
    ['conditional_value_at_risk_percent', 10],
    ['peak_equity', 120],
  ])('%s', (id, expected) => expect(metric(id, equity)).toBeCloseTo(expected, 9));

  it('skewness and kurtosis of two equal and opposite returns', () => {
    const swings = [1, 1.1, 0.99];
    const noFirst = [0, 0.1, -0.1];
    const m2 = 0.02 / 3;
    expect(metric('skewness', swings)).toBeCloseTo(noFirst.reduce((t, r) => t + r ** 3, 0) / 3 / m2 ** 1.5, 9);
    expect(metric('kurtosis', swings)).toBeCloseTo(0.0002 / 3 / m2 ** 2 - 3, 9);
  });

  const trades: Partial<Trade>[] = [
    { pnl: 30, return: 0.3, entryBar: 0, exitBar: 1, entryTime: 0, exitTime: DAY_MS, entryFee: 1, exitFee: 2, size: 2, entryPrice: 10, exitPrice: 20 },
    { pnl: -10, return: -0.1, entryBar: 1, exitBar: 1, entryTime: DAY_MS, exitTime: DAY_MS, entryFee: 1, exitFee: 1, size: 1, entryPrice: 10, exitPrice: 0 },
    { pnl: -5, return: -0.2, entryBar: 2, exitBar: 3, entryTime: 2 * DAY_MS, exitTime: 3 * DAY_MS, entryFee: 0, exitFee: 0, size: 1, entryPrice: 5, exitPrice: 5 },
    { pnl: 7, return: 0.1, entryBar: 4, exitBar: 4, reason: 'open', entryTime: 0, exitTime: 0, size: 1, entryPrice: 40, exitPrice: 99 },
  ]; // prettier-ignore

  it.each([
    ['trades', 3],
    ['open_trades', 1],
    ['win_rate_percent', 100 / 3],
    ['win_rate_including_open_percent', 50],
    ['profit_factor', 2],
    ['profit_factor_including_open', 37 / 15],
    ['return_profit_factor', 1],
    ['expectancy', 5],
    ['average_trade_percent', 0],
    ['geometric_average_trade_percent', 100 * ((1.3 * 0.9 * 0.8) ** (1 / 3) - 1)],
    ['best_trade_percent', 30],
    ['worst_trade_percent', -20],
    ['payoff_ratio', 4],
    ['kelly_fraction', 1 / 3 - 2 / 3 / 4],
    ['sqn', (Math.sqrt(3) * 5) / Math.sqrt((25 ** 2 + 15 ** 2 + 10 ** 2) / 2)],
    ['max_consecutive_losses', 2],
    ['average_trade_days', 2 / 3],
    ['longest_trade_days', 1],
    ['average_trade_bars', 2 / 3],
    ['exposure_percent', 100],
    ['closed_trade_exposure_percent', 80],
    ['closed_trade_fees', 5],
    ['turnover', (60 + 10 + 10 + 40) / 105.6],
  ])('%s', (id, expected) => expect(metric(id, equity, trades)).toBeCloseTo(expected, 9));

  it('without a loss the profit factor and the ratios over losses are not defined', () => {
    const won = [trades[0] ?? {}];
    expect(['profit_factor', 'payoff_ratio', 'kelly_fraction', 'sqn'].map((id) => metric(id, equity, won))).toEqual([
      NaN,
      NaN,
      NaN,
      NaN,
    ]);
  });

  it('a trade that lost everything makes the geometric average zero, as in backtesting.py', () => {
    expect(
      metric('geometric_average_trade_percent', equity, [
        { return: -1, pnl: -1 },
        { return: 0.5, pnl: 1 },
      ]),
    ).toBe(0);
  });

  it('a loss on the first bar is a drawdown from the initial balance', () => {
    const simulation: Simulation = { trades: [], equity: Float64Array.of(90, 90), firstBar: 0, fees: 0 };
    const input = { simulation, candles: daily([1, 1]), initialBalance: 100, periodsPerYear: 252 };
    expect(computeMetrics(['max_drawdown_percent'], input)[0]).toBeCloseTo(10, 12);
  });

  it('beta of an equity that moves twice as much in logarithms is two; alpha is what beta does not explain', () => {
    const market = [100, 110, 99, 105];
    const doubled = market.map((price) => (price / 100) ** 2 * 50);
    const candles = daily(market);
    expect(metric('beta', doubled, [], candles)).toBeCloseTo(2, 9);
    expect(metric('alpha_percent', doubled, [], candles)).toBeCloseTo(100 * (1.05 ** 2 - 1) - 2 * 5, 9);
  });

  it('after ruin returns are zero, not undefined', () => {
    const ruined = new MetricContext({
      simulation: { trades: [], equity: Float64Array.of(100, 0, 0), firstBar: 0, fees: 0 },
      candles: daily([1, 1, 1]),
      initialBalance: 100,
      periodsPerYear: 252,
    });
    expect([...ruined.returns]).toEqual([0, -1, 0]);
    expect(ruined.maxDrawdown).toBe(1);
  });
});

describe('calendar returns', () => {
  it('are taken between the last equities of days that have bars', () => {
    const monday = Date.UTC(2024, 0, 1, 9);
    const candles = candlesAt([monday, monday + HOUR_MS, monday + DAY_MS, monday + 3 * DAY_MS], '1h');
    const simulation: Simulation = { trades: [], equity: Float64Array.of(100, 110, 121, 242), firstBar: 0, fees: 0 };
    const { calendarReturns } = new MetricContext({ simulation, candles, initialBalance: 100, periodsPerYear: 1 });
    expect([...calendarReturns].map((value) => Number(value.toFixed(12)))).toEqual([0.1, 1]);
  });
});

describe('bars per year', () => {
  const weekdays = (days: number) =>
    Array.from({ length: days }, (_, day) => Date.UTC(2024, 0, 1) + day * DAY_MS).filter((time) => {
      const day = new Date(time).getUTCDay();
      return day !== 0 && day !== 6;
    });
  const everyDay = Array.from({ length: 70 }, (_, day) => Date.UTC(2024, 0, 1) + day * DAY_MS);
  const hours = (days: number[], perDay: number) =>
    days.flatMap((day) => Array.from({ length: perDay }, (_, hour) => day + hour * HOUR_MS));

  it.each<[string, Candles, number]>([
    ['stocks, daily', candlesAt(weekdays(70), '1d'), 252],
    ['crypto, daily', candlesAt(everyDay, '1d'), 365],
    ['stocks, hourly: seven bars a day', candlesAt(hours(weekdays(70), 7), '1h'), 7 * 252],
    ['crypto, hourly', candlesAt(hours(everyDay, 24), '1h'), 8760],
    [
      'crypto, three days',
      candlesAt(
        everyDay.filter((_, i) => i % 3 === 0),
        '3d',
      ),
      365 / 3,
    ],
    [
      'weekly',
      candlesAt(
        everyDay.filter((_, i) => i % 7 === 0),
        '1w',
      ),
      52,
    ],
    [
      'monthly',
      candlesAt(
        everyDay.filter((_, i) => i % 30 === 0),
        '1M',
      ),
      12,
    ],
    [
      'a half day among full days does not count',
      candlesAt([...hours(weekdays(20), 7), Date.UTC(2024, 0, 22)], '1h'),
      7 * 252,
    ],
    [
      'as many short days as long ones: the short',
      candlesAt([...hours(weekdays(1), 3), ...hours([Date.UTC(2024, 0, 2)], 7)], '1h'),
      3 * 252,
    ],
    ['no bars', candlesAt([], '1d'), 252],
  ])('%s', (_, candles, expected) => expect(periodsPerYear(candles)).toBeCloseTo(expected, 9));
});

describe('finding a metric', () => {
  it.each(['sharpe_ratio', 'Sharpe Ratio', 'sharpe', 'SHARPE-RATIO'])('%s', (name) =>
    expect(findMetric(name).id).toBe('sharpe_ratio'),
  );

  it('an unknown name is refused with the nearest one', () => {
    expect(() => findMetric('sharp_ratio')).toThrow(Rejected);
    expect(() => findMetric('sharp_ratio')).toThrow('There is no metric "sharp_ratio". Did you mean "sharpe_ratio"?');
  });
});
