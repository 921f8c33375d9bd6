import { Command } from 'commander';
import { type Context, createContext, type Host } from './context';
import { EXIT, type ExitCode } from './exit-codes';
import { UsageError } from './errors';
import type { GlobalFlags } from './global-flags';
import { Interrupts } from './interrupts';

/** What a verb does. Its exit code is 0 unless it returns another. */
export type Handler<Options, Arguments extends unknown[]> = (
  context: Context,
  options: Options,
  ...args: Arguments
) => Promise<ExitCode | void>;

/** Flags of lists. */
export type ListFlag = 'filter' | 'sort' | 'limit' | 'columns';

/** Which of the global flags mean something to a verb; what means nothing is refused instead of being ignored. */
export interface Minds {
  lists?: readonly ListFlag[];
  /** Absent: it changes nothing, or can say what it would change. */
  dryRun?: false;
}

/** Makes a handler commander's: it gets a context and is left when a signal or the time limit says so. */
export type Runner = <Options extends object, Arguments extends unknown[]>(
  handler: Handler<Options, Arguments>,
  minds?: Minds,
) => (...passed: unknown[]) => Promise<void>;

/** Adds a verb to the program. One file per verb. */
export type Verb = (program: Command, run: Runner) => void;

export function createRunner(host: Host, report: (exit: ExitCode) => void): Runner {
  return <Options extends object, Arguments extends unknown[]>(
      handler: Handler<Options, Arguments>,
      minds: Minds = {},
    ) =>
    async (...passed: unknown[]) => {
      const command = passed.at(-1);
      if (!(command instanceof Command)) throw new TypeError('commander passes the command last.');
      const flags = command.optsWithGlobals<GlobalFlags>();
      refuseIdleFlags(command.name(), flags, minds);
      const interrupts = new Interrupts(host, flags.timeout);
      // The decode boundary to commander: a verb declares its options and arguments beside its handler.
      const options = command.opts<Options>();
      const args = passed.slice(0, -2) as Arguments;
      try {
        const context = createContext(host, flags, interrupts);
        const exit = await Promise.race([handler(context, options, ...args), interrupts.left]);
        report(exit ?? EXIT.ok);
      } finally {
        interrupts.close();
      }
    };
}

const LIST_FLAGS: readonly ListFlag[] = ['filter', 'sort', 'limit', 'columns'];
/** What minds all of them. */
export const TRIAL_LIST: Minds = { lists: LIST_FLAGS };
/** Whole lists, which are sorted and cut when they are shown. */
export const PLAIN_LIST: Minds = { lists: ['sort', 'limit', 'columns'] };
/** The best trials of one run, in their own order. */
export const RUN: Minds = { lists: ['limit', 'columns'] };

/** @throws UsageError */
function refuseIdleFlags(verb: string, flags: GlobalFlags, { lists = [], dryRun }: Minds): void {
  const idle = LIST_FLAGS.find((flag) => flags[flag] !== undefined && !lists.includes(flag));
  if (idle !== undefined) {
    const hint = idle === 'filter' ? '--filter is for trials: paramo best last --filter "trades >= 20"' : undefined;
    throw new UsageError(`--${idle} means nothing to ${verb}.`, hint);
  }
  if (flags.dryRun && dryRun === false) {
    throw new UsageError(
      `--dry-run means nothing to ${verb}.`,
      'It can only be done or left; `paramo doctor` checks what it needs.',
    );
  }
}
