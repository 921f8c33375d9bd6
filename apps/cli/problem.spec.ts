import { CommanderError } from 'commander';
import picocolors from 'picocolors';
import { Rejected } from '#kernel';
import { InvalidFileError, StoppedError, UsageError } from './errors';
import { failureOf, renderFailure } from './problem';

const plain = picocolors.createColors(false);

describe('what went wrong', () => {
  it('is a refusal with its code, its exit code and its facts', () => {
    const error = new Rejected({
      code: 'search-space.too-large',
      message: '20 million trials, 10 million are allowed.',
      details: { limit: 10_000_000 },
    });
    expect(failureOf(error)).toEqual({
      exit: 2,
      problem: {
        type: '/problems/search-space-too-large',
        title: 'Search space too large',
        code: 'search-space.too-large',
        detail: '20 million trials, 10 million are allowed.',
        details: { limit: 10_000_000 },
      },
    });
  });

  it('lists every problem of a file, each with what to try', () => {
    const problems = [{ message: 'line 3: close is empty', hint: 'Remove the row, or use --repair.' }];
    const error = new Rejected({ code: 'data.invalid', message: 'x.csv: not readable', details: { problems } });
    const failure = failureOf(error);
    expect(failure.problem.errors).toEqual(problems);
    expect(renderFailure(failure, plain, false)).toBe(
      'error[data.invalid]: x.csv: not readable\n  line 3: close is empty\n  help: Remove the row, or use --repair.\n',
    );
  });

  it('shows an invalid optimization file as the specification renders it', () => {
    const issue = {
      severity: 'error',
      code: 'E2104',
      path: ['parameters', 'a', 'step'],
      message: 'parameters.a.step must be > 0',
    } as const;
    const failure = failureOf(new InvalidFileError('a.yaml', [{ ...issue, path: [...issue.path] }], 'error[E2104]: …'));
    expect(failure.exit).toBe(2);
    expect(failure.problem.errors).toEqual([{ file: 'a.yaml', ...issue }]);
    expect(renderFailure(failure, plain, false)).toBe('error[E2104]: …\n');
  });

  it('is wrong usage, with help', () => {
    const failure = failureOf(new UsageError('run needs a file.', 'paramo run <file>'));
    expect([failure.exit, renderFailure(failure, plain, false)]).toEqual([
      2,
      'error[usage]: run needs a file.\nhelp: paramo run <file>\n',
    ]);
    expect(failureOf(new CommanderError(1, 'commander.unknownOption', "error: unknown option '--x'")).exit).toBe(2);
  });

  it('is a signal or the time limit', () => {
    const exits = (['timeout', 'interrupted', 'terminated'] as const).map(
      (cause) => failureOf(new StoppedError(cause)).exit,
    );
    expect(exits).toEqual([124, 130, 143]);
  });

  it('is a bug: a short message, and its stack only when asked for', () => {
    const failure = failureOf(new TypeError('x is not a function'));
    expect(failure.exit).toBe(1);
    expect(failure.problem.code).toBe('internal');
    expect(renderFailure(failure, plain, false)).not.toContain('problem.spec');
    expect(renderFailure(failure, plain, true)).toContain('problem.spec');
  });
});
