import { Command } from 'commander';
import { type Context, createContext, type Host } from './context';
import { EXIT, type ExitCode } from './exit-codes';
import type { GlobalFlags } from './global-flags';
import { Interrupts } from './interrupts';

/** What a verb does. Its exit code is 0 unless it returns another. */
export type Handler<Options, Arguments extends unknown[]> = (
  context: Context,
  options: Options,
  ...args: Arguments
) => Promise<ExitCode | void>;

/** Makes a handler commander's: it gets a context and is left when a signal or the time limit says so. */
export type Runner = <Options extends object, Arguments extends unknown[]>(
  handler: Handler<Options, Arguments>,
) => (...passed: unknown[]) => Promise<void>;

/** Adds a verb to the program. One file per verb. */
export type Verb = (program: Command, run: Runner) => void;

export function createRunner(host: Host, report: (exit: ExitCode) => void): Runner {
  return <Options extends object, Arguments extends unknown[]>(handler: Handler<Options, Arguments>) =>
    async (...passed: unknown[]) => {
      const command = passed.at(-1);
      if (!(command instanceof Command)) throw new TypeError('commander passes the command last.');
      const flags = command.optsWithGlobals<GlobalFlags>();
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
