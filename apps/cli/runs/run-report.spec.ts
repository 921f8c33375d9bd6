import type { OptimizationDocument } from '#read-models';
import { exitOf } from './run-report';
import type { FinishedRun } from './follow-run';

const ended = (status: OptimizationDocument['status'], evaluated = 100, failed = 0): FinishedRun =>
  ({ optimization: { status, trials: { total: evaluated, planned: evaluated, evaluated, failed } } }) as FinishedRun;

describe('what the shell is told of a run', () => {
  it('0 when it is complete and no more trials failed than allowed', () => {
    expect([exitOf(ended('completed'), 0), exitOf(ended('completed', 100, 5), 0.05)]).toEqual([0, 0]);
  });

  it('8 when more failed', () => {
    expect(exitOf(ended('completed', 100, 6), 0.05)).toBe(8);
  });

  it('7 when there is no usable trial, or somebody cancelled it', () => {
    expect([exitOf(ended('failed'), 1), exitOf(ended('cancelled'), 1)]).toEqual([7, 7]);
  });
});
