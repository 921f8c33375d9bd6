import type { Candles } from '#quant/candles';
import { readTotals } from '#quant/kernels';
import {
  emptyTotals,
  findMetric,
  MetricContext,
  type MetricDefinition,
  type MetricInput,
  metricValue,
  type RunTotals,
} from '#quant/metrics';
import { type ParameterSet, type PlannedValues, planValues, type Space, type TrialPlan } from '#quant/space';
import type { StrategyDefinition } from '#quant/strategies';
import type { BacktestSettings, EvaluationResult, Simulation } from './backtest.types';
import { setOf } from './batch-plan';
import { KernelTrials } from './kernel-trials';
import { trialOrder } from './trial-order';
import { TrialRunner } from './trial-runner';

/** Trials to evaluate: those of a plan, and what all of them share. */
export interface Batch {
  space: Space;
  plan: TrialPlan;
  fixed: ParameterSet;
  metrics: readonly string[];
}

export interface BatchOptions {
  /** False: without the engine module, trial by trial; the results are the same to the last bit (default true). */
  simd?: boolean;
}

/** Evaluates batches of one strategy on one market. What batches have in common stays in memory from one to the next. */
export class BatchEvaluator {
  readonly runner: TrialRunner;
  readonly kernel: KernelTrials | null;

  /** @throws Rejected `strategy.invalid` */
  constructor(
    definition: StrategyDefinition,
    candles: Candles,
    settings: BacktestSettings,
    { simd = true }: BatchOptions = {},
  ) {
    const runner = new TrialRunner(definition, candles, settings);
    this.runner = runner;
    this.kernel = simd
      ? KernelTrials.create(runner.strategy, candles, settings, runner.tier, runner.evaluatorOptions)
      : null;
  }

  /** Pauses now and then, so that a host on the same thread can look at its clock. @throws Rejected `metric.unknown` */
  *evaluate({ space, plan, fixed, metrics }: Batch): Generator<void, EvaluationResult> {
    const definitions = metrics.map(findMetric);
    const { count } = plan;
    const result: EvaluationResult = {
      columns: definitions.map(() => new Float64Array(count).fill(NaN)),
      failures: [],
    };
    const writer = new ResultWriter(definitions, result);
    const values = [...fixedValues(fixed, count), ...planValues(space, plan)];
    const order = trialOrder(space, plan, this.kernel?.columnsKept ?? this.runner.columnsKept);
    if (this.kernel) {
      const input = new KernelInput(this.runner, values);
      const context = new MetricContext(input);
      for (const { trials, totals } of this.kernel.evaluate(values, count, order)) {
        if (totals === null) yield* this.oneByOne(trials, values, writer);
        else writeTile(trials, totals, input, context, writer);
        yield;
      }
    } else {
      yield* this.oneByOne(order ?? Array.from({ length: count }, (_, trial) => trial), values, writer);
    }
    result.failures.sort((a, b) => a.index - b.index);
    return result;
  }

  private *oneByOne(
    trials: Iterable<number>,
    values: readonly PlannedValues[],
    writer: ResultWriter,
  ): Generator<void, void> {
    for (const trial of trials) {
      try {
        writer.write(trial, new MetricContext(this.runner.run(setOf(values, trial))));
      } catch (error) {
        writer.fail(trial, error);
      }
      yield;
    }
  }
}

class ResultWriter {
  constructor(
    private readonly metrics: readonly MetricDefinition[],
    private readonly result: EvaluationResult,
  ) {}

  write(trial: number, context: MetricContext): void {
    const { metrics } = this;
    const { columns } = this.result;
    for (let i = 0; i < metrics.length; i++) {
      const [metric, column] = [metrics[i], columns[i]];
      if (metric && column) column[trial] = metricValue(metric, context);
    }
  }

  /** A trial that cannot be evaluated is a failure with its reason. */
  fail(trial: number, error: unknown): void {
    this.result.failures.push({ index: trial, reason: error instanceof Error ? error.message : String(error) });
  }
}

function writeTile(
  trials: Uint32Array,
  totals: Float64Array,
  input: KernelInput,
  context: MetricContext,
  writer: ResultWriter,
): void {
  for (let i = 0; i < trials.length; i++) {
    const trial = trials[i] ?? 0;
    input.read(trial, totals, i);
    context.restart();
    try {
      writer.write(trial, context);
    } catch (error) {
      writer.fail(trial, error);
    }
  }
}

/** A trial of which the totals are known; its trades and its equity curve are made when they are asked for. */
class KernelInput implements MetricInput {
  readonly totals: RunTotals = emptyTotals();
  readonly candles: Candles;
  readonly initialBalance: number;
  readonly periodsPerYear: number;
  private trial = 0;
  private made: Simulation | null = null;

  constructor(
    private readonly runner: TrialRunner,
    private readonly values: readonly PlannedValues[],
  ) {
    this.candles = runner.candles;
    this.initialBalance = runner.settings.initialBalance;
    this.periodsPerYear = runner.periodsPerYear;
    this.totals.bars = runner.candles.close.length;
  }

  read(trial: number, totals: Float64Array, place: number): void {
    this.trial = trial;
    this.made = null;
    readTotals(totals, place, this.totals);
  }

  get simulation(): Simulation {
    return (this.made ??= this.runner.run(setOf(this.values, this.trial)).simulation);
  }
}

/** What all trials share, as columns of one value. */
function fixedValues(fixed: ParameterSet, count: number): PlannedValues[] {
  const index = new Uint32Array(count);
  return Object.entries(fixed).map(([name, value]) => ({ name, values: [value], index }));
}
