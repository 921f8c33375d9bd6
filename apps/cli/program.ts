import { Command, CommanderError } from 'commander';
import type { Host } from './context';
import { EXIT, type ExitCode } from './exit-codes';
import { addGlobalFlags, type GlobalFlags } from './global-flags';
import { jsonDocument } from './answer';
import { openTerminal } from './terminal/terminal';
import { createRunner } from './verb';
import { VERBS } from './verbs';
import { packageVersion } from './package-files';

/** The command tree. `report` is told the exit code of the verb that ran. */
export function createProgram(host: Host, report: (exit: ExitCode) => void): Command {
  const program = new Command('paramo')
    .description('Find trading-strategy parameters that hold up, not ones that got lucky.')
    .version(packageVersion(), '-V, --version')
    .exitOverride()
    .configureOutput({
      outputError: () => undefined,
      writeOut: (text) => void host.stdout.write(text),
      writeErr: (text) => void host.stderr.write(text),
    })
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError();
  addGlobalFlags(program);
  const run = createRunner(host, report);
  for (const add of VERBS) add(program, run);
  return program;
}

/** Runs one command line to its end and returns what the shell is told. Never throws. */
export async function runCommandLine(host: Host, argv: readonly string[]): Promise<ExitCode> {
  let exit: ExitCode = EXIT.ok;
  const program = createProgram(host, (reported) => {
    exit = reported;
  });
  try {
    if (argv.length <= 2) program.help();
    await program.parseAsync([...argv]);
    return exit;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
    return tell(host, program.opts<GlobalFlags>(), error);
  }
}

/** Programs get one document on stdout, people a few lines on stderr. */
async function tell(host: Host, flags: GlobalFlags, error: unknown): Promise<ExitCode> {
  const { failureOf, renderFailure } = await import('./problem');
  const failure = failureOf(error);
  if (flags.output === 'json') host.stdout.write(jsonDocument(failure.problem));
  if (flags.output === 'ndjson') host.stdout.write(`${JSON.stringify(failure.problem)}\n`);
  const { paint } = openTerminal(host.stderr, flags.color, host.env);
  host.stderr.write(renderFailure(failure, paint, flags.verbose === true));
  return failure.exit;
}
