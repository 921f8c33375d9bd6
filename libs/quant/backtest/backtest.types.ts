import type { Candles } from '#quant/candles';
import type { BarFormula } from '#quant/formula';
import type { ParameterSet, SpaceDefinition, TrialPlan } from '#quant/space';
import type { StrategyDefinition } from '#quant/strategies';

export type Sizing =
  /** Everything: the equity that is there at the fill, times the leverage, costs included. */
  | { kind: 'all-in' }
  /** This share (0 … 1) of that. */
  | { kind: 'fraction'; fraction: number }
  /** A fixed number of units. */
  | { kind: 'units'; units: number }
  /** So many units that the way from the entry price to the first stop loses this percentage of the equity, fees aside. */
  | { kind: 'risk'; percent: number };

/** How orders become fills and money. Recorded with every result; docs/reference/execution.md holds the rules. */
export interface BacktestSettings {
  initialBalance: number;
  /** Which sides may be traded; narrows the strategy's own direction. */
  direction: 'long' | 'short' | 'both';
  /** Market orders: at the next bar's open, or at the close of the signal bar. */
  fill: 'next-open' | 'close';
  /** Percent of the traded value, per unit, and per order, charged on every fill. */
  commissionPercent: number;
  commissionPerUnit: number;
  commissionFixed: number;
  /** Market fills and stops are worse by this much (percent of price; and whole ticks). Targets do not slip. */
  slippagePercent: number;
  slippageTicks: number;
  tickSize: number;
  /** Whether stop exits slip too. */
  slippageOnStops: boolean;
  /** Entries are worse by this many percent of price (the whole spread is paid once, at entry). */
  spreadPercent: number;
  sizing: Sizing;
  /** Positions may be worth so many times the equity, at least 1; what is borrowed costs nothing. Its inverse is the margin. */
  leverage: number;
  /** Smallest tradable amount: 1 = whole units, 0.000001, or 0 for any fraction. */
  unitStep: number;
  /** What happens to an order the equity cannot pay for. */
  insufficientFunds: 'cancel' | 'reduce';
  /** An entry signal against the position: close and open at once, or wait until flat. */
  reversal: boolean;
  /** An entry signal in the direction already held: nothing, or close and open again (two costs). */
  sameDirectionEntry: 'ignore' | 'renew';
  /** Entries in one direction that may be open at once, whole, at least 1; each is a lot, closed and counted as a trade. */
  pyramiding: number;
  /** Percent stops; a number here replaces the strategy's own rule of that kind, null leaves it in force. */
  stopLossPercent: number | null;
  takeProfitPercent: number | null;
  trailingStopPercent: number | null;
  /** Price the percent stops are measured from. `entry-close` is the close of the fill bar (vectorbt). */
  stopReference: 'fill' | 'signal-close' | 'entry-close';
  /** Whether stop and target are tested on the fill bar itself (open fills only) or from the next bar on. */
  stopsFrom: 'entry-bar' | 'next-bar';
  /** Stop and target inside one bar: the stop first. */
  intrabar: 'pessimistic';
  /** Whether the entry signals of a bar on which a stop or target closed a position still count on that bar. */
  entryAfterStop: 'same-bar' | 'next-bar';
  /**
   * With `fill: close`: whether the equity of a bar already holds the fills at its close. Where it does not, they are
   * booked with the next bar, so the orders of the last bar never fill (backtesting.py).
   */
  equityMark: 'after-fills' | 'before-fills';
  /** A position still open after the last bar: marked at the last close, or closed at that bar's open or close. */
  openPosition: 'mark' | 'close-at-open' | 'close-at-close';
  /** First bar whose signals count: as soon as a rule has values, or only after every indicator line has one, plus one bar. */
  warmup: 'per-rule' | 'all-indicators';
  /** Both an entry and an exit signal for the same side on one bar: nothing happens, or the entry / the exit wins. */
  signalConflict: 'ignore' | 'entry' | 'exit';
  /** Bars per year for annualised metrics; `365-days` = 365 days ÷ bar size (vectorbt), null = the candles' calendar. */
  periodsPerYear: number | '365-days' | null;
}

export type ExitReason =
  | 'signal' | 'reversal' | 'stop-loss' | 'take-profit' | 'trailing-stop' | 'max-bars' | 'session-end' | 'end-of-data'
  | 'ruin' | 'renewal' | 'reduction' | 'open'; // prettier-ignore

export interface Trade {
  side: 'long' | 'short';
  /** Units, always positive. */
  size: number;
  entryBar: number;
  /** For a position still open: the last bar. */
  exitBar: number;
  /** Bar labels, ms UTC. */
  entryTime: number;
  exitTime: number;
  entryPrice: number;
  /** For a position still open: the last close. */
  exitPrice: number;
  entryFee: number;
  exitFee: number;
  /** Money after both fees. */
  pnl: number;
  /** pnl ÷ (size · entryPrice). */
  return: number;
  reason: ExitReason;
  /** Level of the stop in force at the exit (a trailing stop's last level), or null. */
  stopLoss: number | null;
  takeProfit: number | null;
}

/** 1 = the rule speaks at this close. Null = no such rule. */
export interface RuleColumns {
  enterLong: Uint8Array | null;
  exitLong: Uint8Array | null;
  enterShort: Uint8Array | null;
  exitShort: Uint8Array | null;
}

/** Columns the bar loop reads: rule values at each close (1 = true), and protective levels. Null = no such rule. */
export interface TradeSignals extends RuleColumns {
  /** First bar whose signals count. */
  firstBar: number;
  /** Absent = no protective rule of the strategy's own. NaN = no such stop for an entry signalled on that bar. */
  stops?: StopColumns;
  /** Absent = the columns say all. */
  live?: LiveRules;
}

/** What is no column of rule values or levels. What an entry settles of it is traded trade by trade too, see `PositionTerms`. */
export interface LiveRules {
  /** Rules that read the state of the position; their columns are null. */
  rules: Partial<Record<keyof RuleColumns, BarFormula>>;
  /** Prices of the orders that the rules place. */
  orders: Partial<Record<keyof RuleColumns, OrderPrice>>;
  /** Rules that sell a part of what is held on a side, and at the bar where they speak the share of it, 0 … 1. */
  reduce: { long?: BarFormula; short?: BarFormula };
  reduceShare: Float64Array | null;
  /** Levels that read the price of the fill; written for longs, mirrored around it for shorts. */
  stops: { stopLoss?: BarFormula; takeProfit?: BarFormula };
  /** Read at the bar of the entry signal: bars after which a position is closed, and its multiple of the usual size. */
  maxBars: Float64Array | null;
  size: Float64Array | null;
  /** 1 = at this bar's close nothing is held. */
  sessionEnds: Uint8Array | null;
}

/** A price read when the order's bar opens; the order fills inside that bar or not at all. */
export interface OrderPrice {
  kind: 'stop' | 'limit';
  price: BarFormula;
  /** 1 = the bar after this one meets an order that is placed at its close; null where that depends on the position. */
  meets: Uint8Array | null;
}

/** At most one form of each stop: a price written for longs (mirrored around the close for shorts) or a distance. */
export interface StopColumns {
  stopLoss?: Float64Array;
  takeProfit?: Float64Array;
  /** Level set at each close while in position; it only tightens and is tested from the next bar. */
  trailingStop?: Float64Array;
  /** Percent of the reference price, read at the bar of the entry signal. */
  stopLossPercent?: Float64Array;
  takeProfitPercent?: Float64Array;
  trailingStopPercent?: Float64Array;
}

export interface Simulation {
  /** Closed trades in the order of closing; what is still open is last, with reason `open`. */
  trades: Trade[];
  /** Equity at each close: cash + marked position. Length = bars. */
  equity: Float64Array;
  /** First bar whose signals could count. */
  firstBar: number;
  /** Sum of all fees paid. */
  fees: number;
}

/** One batch of trials over one dataset. Plain data: it crosses thread and network borders. */
export interface EvaluationTask {
  strategy: StrategyDefinition;
  space: SpaceDefinition;
  /** Values of the strategy's parameters that are not searched. */
  fixed: ParameterSet;
  plan: TrialPlan;
  settings: BacktestSettings;
  /** Metric ids, each giving one column of the answer. */
  metrics: string[];
  /** Content hash of the candles. */
  dataset: string;
  /** Bars [from, to) of the dataset that are used. */
  bars: { from: number; to: number };
}

export interface EvaluationResult {
  /** One column per metric of the task, in its order; a value per trial, NaN where the metric is not defined. */
  columns: Float64Array[];
  /** Trials (index within the batch) that could not be evaluated, with the reason. Their values are NaN. */
  failures: { index: number; reason: string }[];
}

/** Evaluates batches. The same task gives the same bits on every implementation, at any parallelism. */
export interface BacktestRunner {
  /** How many batches it works on at once; more wait their turn. */
  readonly concurrency: number;
  /**
   * Rejects with what `evaluateBatch` throws, with the reason of the signal, or with `BatchTimeoutError` (the time runs
   * from the start of the work), `BatchCrashedError`, `RunnerClosedError`. The runner stays usable in every case but the last.
   */
  evaluate(task: EvaluationTask, options?: EvaluateOptions): Promise<EvaluationResult>;
  /** Gives back threads and memory that wait for the next batch, which then begins anew. What is under way goes on. */
  letGo?(): Promise<void>;
  /** Gives up what is under way. May be called again. */
  close(): Promise<void>;
}

export interface EvaluateOptions {
  signal?: AbortSignal;
  timeoutMs?: number;
}

/** Where a runner finds the candles of a task. */
export type CandleLoader = (dataset: string) => Promise<Candles>;
