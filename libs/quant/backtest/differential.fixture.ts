import { type Candles, intervalMs, sessionEnds, sliceCandles } from '#quant/candles';
import { createEvaluator } from '#quant/formula';
import { INDICATORS } from '#quant/indicators';
import { findMetric, MetricContext, metricValue, periodsPerYear, type RunTotals } from '#quant/metrics';
import { compileSpace, type ParameterSet, planSets } from '#quant/space';
import type { BacktestSettings, EvaluationTask, Simulation } from './backtest.types';
import { type CompiledStrategy, type LiveFeature, requireStrategy } from './compile-strategy';
import { ruleSignals } from './rule-signals';
import { simulate } from './simulate';
import { type Tier, tierOf } from './tier';

/** A trial as the definitions tell it: rules as columns, every bar looked at, every metric from trades and equity. */
export type OracleTrial = { ok: true; context: MetricContext } | { ok: false; reason: string };

/** Evaluates a batch the plain way. Nothing is shared between trials, and nothing with the engine but the definitions. */
export function evaluateByBars(task: EvaluationTask, candles: Candles): OracleTrial[] {
  const cut = sliceCandles(candles, task.bars.from, task.bars.to);
  const strategy = requireStrategy(task.strategy, INDICATORS);
  const compiled = compileSpace(task.space);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues));
  const sets = planSets(compiled.space, task.plan);
  return Array.from(sets, (set) => evaluateTrial(strategy, { ...task.fixed, ...set }, cut, task.settings));
}

function evaluateTrial(
  strategy: CompiledStrategy,
  parameters: ParameterSet,
  candles: Candles,
  settings: BacktestSettings,
): OracleTrial {
  try {
    const simulation = simulateTrial(strategy, parameters, candles, settings);
    const { initialBalance } = settings;
    const rest = { candles, initialBalance, periodsPerYear: annualization(candles, settings) };
    return { ok: true, context: new MetricContext({ simulation, ...rest }) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function simulateTrial(
  strategy: CompiledStrategy,
  parameters: ParameterSet,
  candles: Candles,
  settings: BacktestSettings,
): Simulation {
  const bound = strategy.bind(parameters);
  const evaluator = createEvaluator({ candles, periodsPerYear: periodsPerYear(candles) });
  const ends = strategy.definition.flatAtSessionEnd ? sessionEnds(candles) : null;
  return simulate(ruleSignals(bound, evaluator, { warmup: settings.warmup, sessionEnds: ends }), candles, settings);
}

function annualization(candles: Candles, { periodsPerYear: asked }: BacktestSettings): number {
  if (asked === '365-days') return (365 * intervalMs('1d')) / intervalMs(candles.interval);
  return asked ?? periodsPerYear(candles);
}

/**
 * - `same` to the last bit: what is counted, or added up trade by trade, or read from the full simulation.
 * - `rounded`: the metric reads a sum over bars or the drawdown, and has a value that it takes while these are wrong by no
 *   more than rounding (docs/decisions/0007-engine.md).
 * - `ill-conditioned`: it divides by one that is nothing but rounding, or money grew beyond the doubles: it means nothing.
 */
export interface Agreement {
  kind: 'same' | 'rounded' | 'ill-conditioned' | 'different';
  expected: number;
}

/** Compares metrics of the engine with those of a trial. */
export function compareWith(context: MetricContext): (metric: string, found: number) => Agreement {
  let rounded: RoundedTrial | null = null;
  return (metric, found) => {
    const definition = findMetric(metric);
    const expected = metricValue(definition, context);
    if (Object.is(found, expected)) return { kind: 'same', expected };
    rounded ??= roundedTrial(context);
    const values = rounded.corners.map((corner) => metricValue(definition, corner));
    return { kind: kindOf(found, expected, values, rounded.isFinite), expected };
  };
}

function kindOf(found: number, expected: number, corners: readonly number[], isFinite: boolean): Agreement['kind'] {
  if (corners.every((corner) => Object.is(corner, corners[0]))) return 'different';
  if (!isFinite || [expected, ...corners].some(Number.isNaN)) return 'ill-conditioned';
  const slack = 8 * EPSILON * Math.abs(expected);
  return found >= Math.min(...corners) - slack && found <= Math.max(...corners) + slack ? 'rounded' : 'different';
}

function withTotals(context: MetricContext, totals: RunTotals): MetricContext {
  const { simulation, candles, initialBalance, periodsPerYear } = context;
  return new MetricContext({ simulation, candles, initialBalance, periodsPerYear, totals });
}

/** A trial with sums over bars and drawdown a little lower or higher, in all combinations: what is not exact differs. */
interface RoundedTrial {
  corners: MetricContext[];
  /** False where the sums are beyond the doubles; then they are any. */
  isFinite: boolean;
}

function roundedTrial(context: MetricContext): RoundedTrial {
  const { returnSum, squareSum, downsideSum, maxDrawdown } = context.totals;
  const slack = slackOf(context);
  const isFinite = Number.isFinite(slack.returnSum + slack.squareSum);
  const both = isFinite ? [-1, 1] : [0.25, 0.5];
  const near = (value: number, unit: number, step: number) => (isFinite ? value + step * unit : step);
  const corners = both.flatMap((a) =>
    both.flatMap((b) =>
      both.map((c) => ({
        ...context.totals,
        returnSum: near(returnSum, slack.returnSum, a),
        squareSum: Math.max(0, near(squareSum, slack.squareSum, b)),
        downsideSum: Math.max(0, near(downsideSum, slack.squareSum, b)),
        maxDrawdown: Math.max(0, near(maxDrawdown, ALL_IN, c)),
      })),
    ),
  );
  return { corners: corners.map((totals) => withTotals(context, totals)), isFinite };
}

const EPSILON = 2 ** -52;
/** Below, doubles are evenly spaced. */
const SMALLEST_NORMAL = 2 ** -1022;
/** What lies beside an all-in position is rounding up to this share of the money; then equity is proportional to the close. */
const ALL_IN = 2e-14;

/**
 * How far the sums of the engine may be from those of the bar loop. Both add up bar by bar (the engine the market's returns,
 * to prefix sums), and each addition rounds. The equity that the bar loop divides is rounded as a part of the money that
 * went into the position: where little of that is left, returns are that much coarser.
 */
function slackOf({ simulation, candles, initialBalance }: MetricContext): { returnSum: number; squareSum: number } {
  const own = additionSlack(simulation.equity, initialBalance);
  const market = additionSlack(candles.close, candles.close[0] ?? NaN);
  const slack = { returnSum: own.returnSum + market.returnSum, squareSum: own.squareSum + market.squareSum };
  const stakes = stakesOf(simulation);
  let [before, stakeBefore] = [initialBalance, initialBalance];
  simulation.equity.forEach((equity, bar) => {
    if (before === 0) return;
    const stake = stakes[bar] ?? NaN;
    const change = Math.abs(equity / before - 1);
    const rounded = 4 * EPSILON * (stake / before + (stakeBefore / before) * (equity / before));
    const error = rounded + ALL_IN * (stakeBefore / before) * change;
    slack.returnSum += error;
    slack.squareSum += 2 * change * error + error * error;
    [before, stakeBefore] = [equity, stake];
  });
  return slack;
}

/** Half a unit in the last place of every partial sum of returns, and of their squares. */
function additionSlack(values: Float64Array, start: number): { returnSum: number; squareSum: number } {
  const slack = { returnSum: 0, squareSum: 0 };
  let [sum, squares, before] = [0, 0, start];
  for (const value of values) {
    const change = before === 0 ? 0 : value / before - 1;
    sum += change;
    squares += change * change;
    slack.returnSum += EPSILON * Math.abs(sum);
    slack.squareSum += EPSILON * squares;
    before = value;
  }
  return slack;
}

/** Equity at each close, or the money that went into what is held there where that was more. */
function stakesOf({ trades, equity }: Simulation): Float64Array {
  const stakes = new Float64Array(equity.length);
  for (const { entryBar, exitBar, size, entryPrice } of trades) {
    for (let bar = entryBar; bar <= exitBar; bar++) stakes[bar] = (stakes[bar] ?? 0) + size * entryPrice;
  }
  return stakes.map((stake, bar) => Math.max(stake, equity[bar] ?? 0, SMALLEST_NORMAL));
}

export function tierOfTask(task: EvaluationTask, candles: Candles): Tier {
  const { from, to } = task.bars;
  return tierOf(requireStrategy(task.strategy, INDICATORS), sliceCandles(candles, from, to), task.settings);
}

/** What of the strategy is decided while trading. */
export function liveOfTask({ strategy }: EvaluationTask): readonly LiveFeature[] {
  return requireStrategy(strategy, INDICATORS).live;
}

/** Counts what random cases held: a net with holes catches nothing. */
export class Tally {
  private readonly counts = new Map<string, number>();

  add(what: string): void {
    this.counts.set(what, this.of(what) + 1);
  }

  of(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  addTrial(trial: OracleTrial): void {
    this.add('trials');
    if (!trial.ok) return this.add('trials that fail');
    const { trades } = trial.context.simulation;
    this.add(trades.length === 0 ? 'trials without trades' : 'trials that trade');
    if (trades.length >= 20) this.add('trials of 20 trades or more');
    for (const { reason, side } of trades) {
      this.add(`exit ${reason}`);
      this.add(`${side}s`);
    }
  }

  /** One line for each, in the order of the alphabet. */
  toString(): string {
    const lines = [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1));
    return lines.map(([what, count]) => `${String(count).padStart(12)}  ${what}`).join('\n');
  }
}
