const DAY_SECONDS = 86_400;

/** Which of our metrics a statistic of another tool is, and how its unit is reached. */
export type Counterpart = readonly [metric: string, convert?: (value: number) => number];

const negative = (value: number) => -value;
const fraction = (value: number) => value / 100;
const seconds = (days: number) => days * DAY_SECONDS;

/** backtesting.py rounds durations up to whole days, hours or minutes, whichever the data has. */
export function roundedUp(resolution: number): (days: number) => number {
  return (days) => Math.ceil(seconds(days) / resolution - 1e-9) * resolution;
}

export function backtestingPyMetrics(resolutionSeconds: number): Record<string, Counterpart> {
  return {
    'Exposure Time [%]': ['closed_trade_exposure_percent'],
    'Equity Final [$]': ['final_equity'],
    'Equity Peak [$]': ['peak_equity'],
    'Commissions [$]': ['closed_trade_fees'],
    'Return [%]': ['total_return_percent'],
    'Buy & Hold Return [%]': ['buy_and_hold_after_warmup_percent'],
    'Return (Ann.) [%]': ['geometric_annual_return_percent'],
    'Volatility (Ann.) [%]': ['geometric_volatility_percent'],
    'CAGR [%]': ['cagr_percent'],
    'Sharpe Ratio': ['geometric_sharpe_ratio'],
    'Sortino Ratio': ['geometric_sortino_ratio'],
    'Calmar Ratio': ['geometric_calmar_ratio'],
    'Alpha [%]': ['alpha_percent'],
    Beta: ['beta'],
    'Max. Drawdown [%]': ['max_drawdown_percent', negative],
    'Avg. Drawdown [%]': ['average_drawdown_percent', negative],
    'Max. Drawdown Duration [s]': ['max_drawdown_days', roundedUp(resolutionSeconds)],
    'Avg. Drawdown Duration [s]': ['average_drawdown_days', roundedUp(resolutionSeconds)],
    '# Trades': ['trades'],
    'Win Rate [%]': ['win_rate_percent'],
    'Best Trade [%]': ['best_trade_percent'],
    'Worst Trade [%]': ['worst_trade_percent'],
    'Avg. Trade [%]': ['geometric_average_trade_percent'],
    'Max. Trade Duration [s]': ['longest_trade_days', roundedUp(resolutionSeconds)],
    'Avg. Trade Duration [s]': ['average_trade_days', roundedUp(resolutionSeconds)],
    'Profit Factor': ['return_profit_factor'],
    'Expectancy [%]': ['average_trade_percent'],
    SQN: ['sqn'],
    'Kelly Criterion': ['kelly_fraction'],
  };
}

/** `sharpe_252` is `sharpe_ratio` with `periodsPerYear: 252`. */
export const VECTORBT_METRICS: Record<string, Counterpart> = {
  total_return: ['total_return_percent', fraction],
  final_value: ['final_equity'],
  annualized_return: ['annualized_return_percent', fraction],
  annualized_volatility: ['volatility_percent', fraction],
  sharpe: ['sharpe_ratio'],
  sortino: ['sortino_ratio'],
  calmar: ['calmar_ratio'],
  max_drawdown: ['max_drawdown_percent', (value) => -value / 100],
  trades_closed: ['trades'],
  trades_open: ['open_trades'],
  win_rate: ['win_rate_percent', fraction],
  profit_factor: ['profit_factor'],
  expectancy: ['expectancy'],
  fees_paid: ['fees_paid'],
  win_rate_incl_open: ['win_rate_including_open_percent', fraction],
  profit_factor_incl_open: ['profit_factor_including_open'],
};
