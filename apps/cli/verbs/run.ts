import { Option } from 'commander';
import { give, jsonDocument } from '../answer';
import { type Context, isForPeople } from '../context';
import { warnOfData } from '../data-remarks';
import { UsageError } from '../errors';
import { EXIT, type ExitCode } from '../exit-codes';
import { collect, share, wholeNumber } from '../global-flags';
import { type PowerFlags, powerFlags, powerFor, withFlags } from '../power';
import { ask } from '../session';
import { readSpecFile, type ReadSpec } from '../spec-file';
import { RUN, type Verb } from '../verb';

interface RunOptions extends PowerFlags {
  config?: string;
  monitor?: string;
  set?: string[];
  seed?: number;
  resume?: string | true;
  detach?: true;
  maxFailureRate?: number;
}

export const addRun: Verb = (program, run) => {
  const command = program
    .command('run')
    .description('run an optimization and say which parameters hold up')
    .argument('[file]', 'optimization file (YAML or JSON)')
    .option('--set <path=value>', 'change one value of the file (repeatable)', collect)
    .option('--seed <n>', 'seed of the search', wholeNumber)
    .option('--resume [id]', 'go on with an optimization that did not end (default: the newest)')
    .option('--detach', 'run in the background; follow it with `paramo watch`')
    .option('--max-failure-rate <share>', 'failed trials allowed: 5% or 0.05', share)
    .addOption(new Option('--config <file>', 'same as the argument').hideHelp())
    .addOption(new Option('--monitor <id>', 'same as `paramo watch <id>`').hideHelp())
    .addHelpText('after', '\nExample: paramo run examples/demo.yaml --set parameters.slow.step=20 --seed 7')
    .action(run(runOptimization, RUN));
  for (const flag of powerFlags()) command.addOption(flag);
};

async function runOptimization(context: Context, options: RunOptions, argument?: string): Promise<ExitCode> {
  if (options.monitor !== undefined) return (await import('./watch')).watch(context, {}, options.monitor);
  if (options.resume !== undefined) return resume(context, options, argument);
  if (argument !== undefined && options.config !== undefined) {
    throw new UsageError(`run takes one file, not ${argument} and ${options.config}.`);
  }
  const file = argument ?? options.config;
  if (file === undefined) throw new UsageError('run needs a file.', 'paramo run <file>, or paramo run --resume.');
  const read = withOptions(await readSpecFile(context, file, options.set), options);
  if (context.flags.dryRun) return (await import('../runs/show-quote')).showQuote(context, read);
  if (options.detach) return detach(context, read);
  return runToEnd(context, read);
}

/** Also what `demo` does. */
export async function runToEnd(context: Context, { spec, execution }: ReadSpec): Promise<ExitCode> {
  const { startRun } = await import('../runs/start-run');
  return report(context, await startRun(context, spec, execution), execution.maxFailureRate);
}

async function resume(context: Context, options: RunOptions, argument?: string): Promise<ExitCode> {
  const { config, set, seed, detach: alone } = options;
  if ([argument, config, set, seed, alone].some((given) => given !== undefined)) {
    throw new UsageError(
      '--resume goes on with what is recorded: it takes no file, --set, --seed or --detach.',
      'paramo run --resume <id>',
    );
  }
  const ref = typeof options.resume === 'string' ? options.resume : 'last';
  if (context.flags.dryRun) return rehearseResume(context, ref);
  const [{ resumeRun }, { DEFAULT_EXECUTION_OPTIONS: usual }] = await Promise.all([
    import('../runs/start-run'),
    import('#spec'),
  ]);
  const run = await resumeRun(context, ref, powerFor(withFlags(usual, options)));
  return report(context, run, options.maxFailureRate ?? usual.maxFailureRate);
}

async function report(
  context: Context,
  run: Parameters<typeof import('../runs/run-report').runAnswer>[1],
  maxFailureRate: number,
): Promise<ExitCode> {
  const { exitOf, hintNext, runAnswer, warnOfNothing } = await import('../runs/run-report');
  await give(context, runAnswer(context, run));
  hintNext(context, run);
  warnOfNothing(context, run);
  return exitOf(run, maxFailureRate);
}

function withOptions(read: ReadSpec, options: RunOptions): ReadSpec {
  const { spec, execution } = read;
  const { seed, maxFailureRate } = options;
  return {
    ...read,
    spec: seed === undefined ? spec : { ...spec, method: { ...spec.method, seed } },
    execution: {
      ...withFlags(execution, options),
      ...(maxFailureRate !== undefined && { maxFailureRate }),
    },
  };
}

async function rehearseResume(context: Context, ref: string): Promise<ExitCode> {
  const { _id: id, status, endedAt, trials } = await ask(context, (paramo) => paramo.optimization(ref));
  const left = endedAt === null ? trials.total - trials.evaluated : 0;
  const text = left > 0 ? `${left} trials would be evaluated` : 'its result would be shown';
  await give(context, { document: { id, status, dryRun: true, left }, text: () => `${id} is ${status}; ${text}.\n` });
  return EXIT.ok;
}

/** Records the optimization, then leaves the work to a process of its own. */
async function detach(context: Context, { spec, execution }: ReadSpec): Promise<ExitCode> {
  const [{ spawn }, { join }, { packageFolder }, { commandText }] = await Promise.all([
    import('node:child_process'),
    import('node:path'),
    import('../package-files'),
    import('../runs/command-text'),
  ]);
  const { id, data } = await ask(context, (paramo) => paramo.submit(spec, execution));
  warnOfData(context, spec, data);
  const { workers, cpuPercent, memoryMb } = powerFor(execution);
  const limits = ['--max-concurrent', `${workers}`, '--cpu-percent', `${cpuPercent}`];
  if (memoryMb !== null) limits.push('--max-memory', `${memoryMb}`);
  const args = ['run', '--resume', id, '--quiet', ...limits, '--data-dir', context.dataDir];
  const bin = join(packageFolder(), 'bin', 'paramo.js');
  spawn(process.execPath, [bin, ...args], { detached: true, stdio: 'ignore' }).unref();
  context.out.write(
    isForPeople(context) || context.flags.output === 'name' ? `${id}\n` : jsonDocument({ id, status: 'running' }),
  );
  context.hint(`Follow it with: ${commandText(context, `watch ${id}`)}`);
  return EXIT.ok;
}
