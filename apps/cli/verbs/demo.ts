import { join, relative } from 'node:path';
import type { Context } from '../context';
import type { ExitCode } from '../exit-codes';
import { packageFolder } from '../package-files';
import { readSpecFile } from '../spec-file';
import { RUN, type Verb } from '../verb';

export const addDemo: Verb = (program, run) => {
  program
    .command('demo')
    .description('run a whole search over data that comes with paramo, in half a minute')
    .addHelpText('after', '\nExample: paramo demo --data-dir tour')
    .action(run(demo, RUN));
};

async function demo(context: Context): Promise<ExitCode> {
  const file = join(packageFolder(), 'examples', 'demo.yaml');
  const read = await readSpecFile(context, file);
  if (context.flags.dryRun) return (await import('../runs/show-quote')).showQuote(context, read);
  const [{ startRun }, { giveDemo, hintTour }, { exitOf, warnOfNothing }] = await Promise.all([
    import('../runs/start-run'),
    import('../runs/demo-report'),
    import('../runs/run-report'),
  ]);
  const finished = await startRun(context, read.spec, read.execution);
  await giveDemo(context, finished);
  hintTour(context, finished, relative('.', file));
  warnOfNothing(context, finished);
  return exitOf(finished, read.execution.maxFailureRate);
}
