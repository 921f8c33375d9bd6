"""The grids of bench/peers.mjs in backtesting.py 0.6: one Backtest.run per trial, as Backtest.optimize does in each process.

Market orders at the next open, all cash in whole units, long only. There is no slippage there: the spread, paid at entry, takes
its place.
"""

import warnings

import backtesting
import pandas as pd
from backtesting import Backtest, Strategy
from backtesting.lib import crossover

from peer_grid import answer, read_question

STATISTICS = {
    "total_return_percent": lambda stats: stats["Return [%]"],
    "sharpe_ratio": lambda stats: stats["Sharpe Ratio"],
    "max_drawdown_percent": lambda stats: -stats["Max. Drawdown [%]"],
    "win_rate_percent": lambda stats: stats["Win Rate [%]"],
    "profit_factor": lambda stats: stats["Profit Factor"],
    "trades": lambda stats: stats["# Trades"],
}


def mean(values, n):
    return pd.Series(values).rolling(n).mean()


def simple_rsi(values, n):
    change = pd.Series(values).diff()
    up, down = mean(change.clip(lower=0), n), mean(-change.clip(upper=0), n)
    return 100 * up / (up + down)


class Cross(Strategy):
    fast = 10
    slow = 20

    def init(self):
        self.fast_line = self.I(mean, self.data.Close, self.fast)
        self.slow_line = self.I(mean, self.data.Close, self.slow)

    def next(self):
        if not self.position:
            if crossover(self.fast_line, self.slow_line):
                self.buy()
        elif crossover(self.slow_line, self.fast_line):
            self.position.close()


class Threshold(Strategy):
    n = 14
    floor = 30
    ceiling = 70

    def init(self):
        self.index = self.I(simple_rsi, self.data.Close, self.n)

    def next(self):
        if not self.position:
            if self.index[-1] < self.floor:
                self.buy()
        elif self.index[-1] > self.ceiling:
            self.position.close()


RULES = {"cross": (Cross, ("fast", "slow")), "threshold": (Threshold, ("n", "floor", "ceiling"))}


def main():
    question, market = read_question()
    strategy, names = RULES[question["rule"]]
    test = Backtest(
        market.rename(columns=str.capitalize),
        strategy,
        cash=question["cash"],
        commission=question["fees"],
        spread=question["slippage"],
    )

    def evaluate():
        runs = [test.run(**dict(zip(names, map(int, trial)))) for trial in question["trials"]]
        return {name: [read(run) for run in runs] for name, read in STATISTICS.items()}

    warnings.filterwarnings("ignore", message=".*trades remain open.*")
    tool = {"tool": "backtesting.py", "version": backtesting.__version__, "setting": "one run per trial"}
    answer(tool, question, evaluate)


if __name__ == "__main__":
    main()
