import { CommanderError } from 'commander';
import { Rejected, StorageError, type StorageFault } from '#kernel';
import { InvalidFileError, NotFoundError, StoppedError, UsageError } from './errors';
import { EXIT, type ExitCode, exitOfRejection } from './exit-codes';
import type { Paint } from './terminal/terminal';

/** What went wrong, as RFC 9457 has it; the same shape as the API's. */
export interface Problem {
  type: string;
  title: string;
  code: string;
  detail: string;
  hint?: string;
  errors?: unknown[];
  /** Facts for programs: current state, limits. */
  details?: Record<string, unknown>;
}

export interface Failure {
  exit: ExitCode;
  problem: Problem;
  /** A bug or a fault of the machine: its stack may help. */
  unexpected?: Error;
  /** For people, when it is more than code, detail and hint. */
  rendered?: string;
}

/** What an error means: for the shell, for programs, for people. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Rejected) return refused(error);
  if (error instanceof InvalidFileError) {
    const errors = error.issues.map((issue) => ({ file: error.file, ...issue }));
    const problem = { ...problemOf('optimization.invalid', 'The file is not valid', error.message), errors };
    return { exit: EXIT.invalid, problem, rendered: error.rendered };
  }
  if (error instanceof UsageError) return expected(EXIT.invalid, 'usage', 'Wrong usage', error.message, error.hint);
  if (error instanceof NotFoundError)
    return expected(EXIT.notFound, 'not-found', 'Not found', error.message, error.hint);
  if (error instanceof CommanderError) {
    const detail = error.code === 'commander.help' ? 'Say which: one of the commands above.' : sentence(error.message);
    return expected(EXIT.invalid, 'usage', 'Wrong usage', detail);
  }
  if (error instanceof StoppedError) {
    return { ...expected(EXIT[error.cause], error.cause, error.message, error.message), rendered: error.message };
  }
  const storage = storageErrorIn(error);
  return storage ? ofStorage(storage) : unexpected(error);
}

const STORAGE_EXITS: Readonly<Record<StorageFault, ExitCode>> = {
  'not-writable': EXIT.invalid,
  foreign: EXIT.invalid,
  newer: EXIT.invalid,
  damaged: EXIT.unexpected,
  full: EXIT.unexpected,
  busy: EXIT.conflict,
  io: EXIT.unexpected,
};

/** It may have been met on the way to something else. */
function storageErrorIn(error: unknown): StorageError | null {
  if (error instanceof StorageError) return error;
  if (error instanceof AggregateError) return storageErrorIn(error.errors[0]);
  return error instanceof Error && error.cause !== undefined ? storageErrorIn(error.cause) : null;
}

function ofStorage({ storageFault, message, hint }: StorageError): Failure {
  return expected(
    STORAGE_EXITS[storageFault],
    `storage.${storageFault}`,
    'The data cannot be kept or read',
    message,
    hint,
  );
}

function refused({ rejection: { code, message, details = {} } }: Rejected): Failure {
  const { issues, problems, ...facts } = details;
  const errors = issues ?? problems;
  const problem: Problem = {
    ...problemOf(code, sentence(code.replaceAll(/[.-]/g, ' ')), message),
    ...(Array.isArray(errors) && { errors }),
    ...(Object.keys(facts).length > 0 && { details: facts }),
  };
  return { exit: exitOfRejection(code), problem };
}

function unexpected(error: unknown): Failure {
  const thrown = error instanceof Error ? error : new Error(String(error));
  const problem = problemOf('internal', 'Unexpected error', thrown.message);
  problem.hint =
    'This is a bug of paramo or a fault of the machine. `-v` shows where; `paramo doctor` checks this machine.';
  return { exit: EXIT.unexpected, problem, unexpected: thrown };
}

function expected(exit: ExitCode, code: string, title: string, detail: string, hint?: string): Failure {
  return { exit, problem: { ...problemOf(code, title, detail), ...(hint !== undefined && { hint }) } };
}

function problemOf(code: string, title: string, detail: string): Problem {
  return { type: `/problems/${code.replaceAll('.', '-')}`, title, code, detail };
}

/** Commander's `error: unknown option` and codes such as `search space too large`, as sentences begin. */
function sentence(text: string): string {
  const bare = text.replace(/^error: /, '');
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

export function renderFailure(
  { problem, unexpected: thrown, rendered }: Failure,
  paint: Paint,
  verbose: boolean,
): string {
  if (rendered !== undefined) return `${rendered}\n`;
  const lines = [`${paint.bold(paint.red(`error[${problem.code}]`))}: ${paint.bold(problem.detail)}`];
  for (const error of problem.errors ?? []) lines.push(...renderIssue(error, problem.detail));
  if (problem.hint !== undefined) lines.push(`${paint.cyan('help')}: ${problem.hint}`);
  if (verbose && thrown?.stack !== undefined) lines.push(paint.dim(thrown.stack));
  return `${lines.join('\n')}\n`;
}

/** Details of a refusal: a list of issues or of problems with a file, each with a message and what to try. */
function renderIssue(issue: unknown, said: string): string[] {
  const { message, hint } = (issue ?? {}) as { message?: unknown; hint?: unknown };
  if (typeof message !== 'string') return [];
  return [
    ...(said.includes(message) ? [] : [`  ${message}`]),
    ...(typeof hint === 'string' && hint !== '' ? [`  help: ${hint}`] : []),
  ];
}
