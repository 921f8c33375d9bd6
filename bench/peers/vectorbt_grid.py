"""The grids of bench/peers.mjs in vectorbt 1.x: Portfolio.from_signals over chunks of columns, the best chunk size of several.

Indicators are computed once per distinct window, all trials of a chunk are one call. Fills at the close of the signal bar,
all cash, long only.
"""

import numpy as np
import pandas as pd
import vectorbt as vbt

from peer_grid import METRICS, answer, cpu_seconds, read_question

CHUNKS = (64, 128, 256, 512, 1024, 2048, 4096)

# Bars times columns of a chunk, at most: every array of a portfolio is eight times that in bytes.
MOST_CELLS = 26_000_000

# Trials on which a chunk size is tried, if it is not larger itself.
TRIED = 1024

FREQUENCIES = {"1d": "1D", "1h": "1h"}


def cross_signals(close, trials):
    """Entries and exits of some of the trials, from moving averages computed once."""
    windows, places = np.unique(trials, return_inverse=True)
    places = places.reshape(trials.shape)
    averages = lines(vbt.MA.run(close, window=windows.tolist()).ma)

    def signals(part):
        fast = pd.DataFrame(averages[:, places[part, 0]], index=close.index)
        slow = pd.DataFrame(averages[:, places[part, 1]], index=close.index)
        return fast.vbt.crossed_above(slow), fast.vbt.crossed_below(slow)

    return signals


def threshold_signals(close, trials):
    """Entries and exits of some of the trials, from indices computed once."""
    windows, places = np.unique(trials[:, 0], return_inverse=True)
    indices = lines(vbt.RSI.run(close, window=windows.tolist()).rsi)

    def signals(part):
        index = pd.DataFrame(indices[:, places[part]], index=close.index)
        return index < trials[part, 1], index > trials[part, 2]

    return signals


SIGNALS = {"cross": cross_signals, "threshold": threshold_signals}


def lines(output):
    """The columns of an indicator; with a single window it is a series."""
    values = output.to_numpy()
    return values.reshape(len(values), -1)


def portfolio_metrics(close, entries, exits, question):
    """Statistics of closed trades; percentages as paramo has them, drawdowns positive."""
    portfolio = vbt.Portfolio.from_signals(
        close,
        entries,
        exits,
        direction="longonly",
        init_cash=question["cash"],
        fees=question["fees"],
        slippage=question["slippage"],
        freq=FREQUENCIES[question["interval"]],
    )
    closed = portfolio.trades.closed
    return {
        "total_return_percent": 100 * portfolio.total_return(),
        "sharpe_ratio": portfolio.sharpe_ratio(),
        "max_drawdown_percent": -100 * portfolio.max_drawdown(),
        "win_rate_percent": 100 * closed.win_rate(),
        "profit_factor": closed.profit_factor(),
        "trades": closed.count(),
    }


def evaluate(close, question, chunk):
    """All trials, from closes to metrics."""
    trials = question["trials"]
    signals = SIGNALS[question["rule"]](close, trials)
    parts = []
    for start in range(0, len(trials), chunk):
        entries, exits = signals(np.arange(start, min(start + chunk, len(trials))))
        parts.append(portfolio_metrics(close, entries, exits, question))
    return {name: np.concatenate([np.ravel(part[name]) for part in parts]) for name in METRICS}


def possible_chunks(bars, trials):
    """Those that fit into memory and are not all the same."""
    fitting = [chunk for chunk in CHUNKS if chunk * bars <= MOST_CELLS] or CHUNKS[:1]
    enough = next((chunk for chunk in fitting if chunk >= trials), fitting[-1])
    return [chunk for chunk in fitting if chunk <= enough]


def best_chunk(close, question):
    """The size with the least CPU time per trial; everything is compiled before anything is timed."""
    trials = question["trials"]
    chunks = possible_chunks(len(close), len(trials))
    for _ in range(2):
        evaluate(close, {**question, "trials": trials[: chunks[0] + 1]}, chunks[0])
    per_trial = {}
    for chunk in chunks:
        some = trials[: max(chunk, TRIED)]
        _, took = cpu_seconds(lambda: evaluate(close, {**question, "trials": some}, chunk))
        per_trial[chunk] = took / len(some)
    return min(per_trial, key=per_trial.get)


def main():
    question, market = read_question()
    close = market["close"].rename(None)
    chunk = best_chunk(close, question)
    tool = {"tool": "vectorbt", "version": vbt.__version__, "setting": f"chunks of {chunk:,} columns"}
    answer(tool, question, lambda: evaluate(close, question, chunk))


if __name__ == "__main__":
    main()
