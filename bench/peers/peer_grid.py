"""What the drivers of the peers share: the question that bench/peers.mjs asks, and the answer it reads.

A driver is called as `driver.py <question.json> <repeats>`. The question holds

    market      path of a CSV with timestamp, open, high, low, close, volume
    interval    "1d" or "1h", the size of a bar
    rule        "cross": [fast, slow], moving averages of closes; "threshold": [n, floor, ceiling], RSI over simple means
    trials      one list of parameters per trial
    cash, fees, slippage    money to begin with; share of the traded value; share of the price

and the answer is one JSON document on stdout: what was timed, CPU seconds of every repeat, metrics of every trial.
"""

import json
import statistics
import sys
import time

import numpy as np
import pandas as pd

METRICS = (
    "total_return_percent",
    "sharpe_ratio",
    "max_drawdown_percent",
    "win_rate_percent",
    "profit_factor",
    "trades",
)


def read_question():
    """The question, its trials as an array, and the market as a frame with a time index."""
    path, repeats = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        question = json.load(file)
    market = pd.read_csv(question["market"], index_col="timestamp", parse_dates=True)
    trials = np.array(question["trials"])
    return {**question, "repeats": int(repeats), "trials": trials}, market.tz_localize(None)


def cpu_seconds(work):
    """What the work gave, and the CPU time that all threads of this process took for it."""
    begin = time.process_time()
    result = work()
    return result, time.process_time() - begin


def answer(tool, question, evaluate):
    """Times `evaluate` and prints the answer. `tool` says what was measured: name, version and whatever matters for speed."""
    seconds = []
    for _ in range(question["repeats"]):
        columns, took = cpu_seconds(evaluate)
        seconds.append(took)
    trials = len(question["trials"])
    document = {
        **tool,
        "python": sys.version.split()[0],
        "numpy": np.__version__,
        "pandas": pd.__version__,
        "trials": trials,
        "seconds": seconds,
        "perSecond": trials / statistics.median(seconds),
        "columns": {name: [finite(value) for value in columns[name]] for name in METRICS},
    }
    print(json.dumps(document, allow_nan=False))


def finite(value):
    """JSON has no infinities."""
    return float(value) if np.isfinite(value) else None
