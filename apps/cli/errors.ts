import type { SpecIssue } from '#spec';

/** The command line cannot be understood; `hint` says what to try. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Something that was asked for by name does not exist. */
export class NotFoundError extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
    this.name = 'NotFoundError';
  }
}

/** An optimization file has errors; `rendered` shows them with their lines. */
export class InvalidFileError extends Error {
  constructor(
    readonly file: string,
    readonly issues: readonly SpecIssue[],
    readonly rendered: string,
  ) {
    super(`${file} has ${issues.length === 1 ? 'an error' : `${issues.length} errors`}.`);
    this.name = 'InvalidFileError';
  }
}

/** A signal or the time limit ended the command. */
export class StoppedError extends Error {
  constructor(override readonly cause: 'timeout' | 'interrupted' | 'terminated') {
    super({ timeout: 'The time limit was reached.', interrupted: 'Interrupted.', terminated: 'Terminated.' }[cause]);
    this.name = 'StoppedError';
  }
}
