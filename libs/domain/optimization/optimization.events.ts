import { defineEvents, type EventOf, float64Column } from '#event-sourcing';
import { z } from 'zod';

/** An instant, as the edge told it: never read by a decision. */
const instant = z.iso.datetime();
const trialNumber = z.int().nonnegative();

/** See `TrialPlan` of #quant/space. */
const trialPlan = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('range'),
    start: z.string().regex(/^\d+$/),
    end: z.string().regex(/^\d+$/),
    count: z.int().positive(),
  }),
  z.object({ kind: z.literal('points'), count: z.int().positive(), columns: z.array(float64Column) }),
]);

/** Grounds are true, false, or null where the question was not answered. */
const verdict = z.object({
  decision: z.enum(['keep', 'doubt', 'reject', 'unknown']),
  sentence: z.string(),
  grounds: z.array(
    z.object({
      id: z.string(),
      ok: z.boolean().nullable(),
      text: z.string(),
      value: z.number().nullable(),
      limit: z.number().nullable(),
    }),
  ),
});

const exampleVerdict = {
  decision: 'keep' as const,
  sentence: 'A broad plateau at fast 10–14, slow 40–60.',
  grounds: [{ id: 'neighbours', ok: true, text: '8 neighbours', value: 8, limit: 3 }],
};

const definitions = {
  OptimizationRequested: {
    doc: 'Somebody asked for an optimization and it was admitted: the resolved specification and the exact number of trials.',
    schema: z.object({
      name: z.string(),
      /** The resolved specification (`OptimizationSpec` of #spec): all that decides the result. */
      spec: z.json(),
      specHash: z.string(),
      engineVersion: z.string(),
      /** Points of the whole space and those that satisfy the constraints, as decimals; null where not countable. */
      combinations: z.string().nullable(),
      feasible: z.string().nullable(),
      trials: z.int().positive(),
      batchSize: z.int().positive(),
      /** What was decided about the budget, in words. */
      note: z.string().nullable(),
      trialTimeoutMs: z.int().positive(),
      requestedAt: instant,
    }),
    example: {
      name: 'sma-crossover',
      spec: { strategy: { name: 'sma-crossover' } },
      specHash: 'ab12',
      engineVersion: '1',
      combinations: '100',
      feasible: '80',
      trials: 80,
      batchSize: 16,
      note: null,
      trialTimeoutMs: 60_000,
      requestedAt: '2026-01-02T03:04:05.000Z',
    },
  },
  BatchPlanned: {
    doc: 'The search method chose these trials. What was chosen is recorded: replay never asks a method again.',
    schema: z.object({
      batch: trialNumber,
      firstTrial: trialNumber,
      plan: trialPlan,
      /** Where the method goes on. */
      cursor: z.string(),
    }),
    example: {
      batch: 0,
      firstTrial: 0,
      plan: { kind: 'range' as const, start: '0', end: '20', count: 16 },
      cursor: '20',
    },
  },
  PlanningFinished: {
    doc: 'No further batch will be planned: the budget is used up or the space exhausted.',
    schema: z.object({ batches: z.int().nonnegative(), trials: z.int().nonnegative() }),
    example: { batches: 5, trials: 80 },
  },
  OptimizationPaused: {
    doc: 'No new batches are planned until it is resumed; batches under way are finished and recorded.',
    schema: z.object({ reason: z.string().nullable(), at: instant }),
    example: { reason: 'night', at: '2026-01-02T03:05:00.000Z' },
  },
  OptimizationResumed: {
    doc: 'Planning goes on where it stopped.',
    schema: z.object({ at: instant }),
    example: { at: '2026-01-02T07:00:00.000Z' },
  },
  OptimizationCancelled: {
    doc: 'Stopped for good. Results that still arrive are recorded but not ranked.',
    schema: z.object({ reason: z.string().nullable(), at: instant }),
    example: { reason: 'wrong data', at: '2026-01-02T07:01:00.000Z' },
  },
  FailedTrialsRetried: {
    doc: 'The batches in which trials failed are evaluated once more, under the same trial numbers; then it is ranked anew.',
    schema: z.object({
      /** 1 for the first retry, 2 for the next. */
      attempt: z.int().positive(),
      batches: z.array(trialNumber).min(1),
      /** Trials in these batches, and how many of them had failed. */
      trials: z.int().positive(),
      failed: z.int().positive(),
      at: instant,
    }),
    example: { attempt: 1, batches: [0, 3], trials: 32, failed: 2, at: '2026-01-02T03:10:00.000Z' },
  },
  OptimizationFailed: {
    doc: 'It ended without a usable trial or could not go on.',
    schema: z.object({ code: z.string(), reason: z.string(), at: instant }),
    example: { code: 'optimization.no-usable-trial', reason: 'All 80 trials failed.', at: '2026-01-02T07:01:00.000Z' },
  },
  OptimizationCompleted: {
    doc: 'Every planned trial is evaluated and ranked. `resultHash` is equal for equal results, whoever computed them.',
    schema: z.object({
      succeeded: z.int().nonnegative(),
      failed: z.int().nonnegative(),
      /** Trial with the best raw score; null when no trial met the criteria. */
      peak: trialNumber.nullable(),
      /** Recommended trial: the highest plateau score. */
      pick: trialNumber.nullable(),
      verdict,
      resultHash: z.string(),
      at: instant,
    }),
    example: {
      succeeded: 79,
      failed: 1,
      peak: 17,
      pick: 42,
      verdict: exampleVerdict,
      resultHash: 'cd34',
      at: '2026-01-02T03:06:00.000Z',
    },
  },
};

/** Stream `optimization-<id>`: life cycle and plans. */
export const optimizationEvents = defineEvents(definitions);
export type OptimizationEvent = EventOf<typeof definitions>;
export type RecordedVerdict = z.output<typeof verdict>;

export const optimizationStream = (id: string): string => `optimization-${id}`;
export const OPTIMIZATION_STREAMS = 'optimization-';
