import { give } from '../answer';
import type { Context } from '../context';
import type { ExitCode } from '../exit-codes';
import { ask } from '../session';
import { RUN, type Verb } from '../verb';

export const addWatch: Verb = (program, run) => {
  program
    .command('watch')
    .description('follow an optimization that another process evaluates')
    .argument('[id]', 'id, number or `last`', 'last')
    .addHelpText('after', '\nExample: paramo watch last')
    .action(run(watch, RUN));
};

export async function watch(context: Context, _options: object, ref: string): Promise<ExitCode> {
  const [{ followRun }, { exitOf, runAnswer, warnOfNothing }, { DEFAULT_EXECUTION_OPTIONS }] = await Promise.all([
    import('../runs/follow-run'),
    import('../runs/run-report'),
    import('#spec'),
  ]);
  return ask(context, async (paramo) => {
    const { _id: id } = await paramo.optimization(ref);
    const finished = await followRun(context, paramo, { id, power: null });
    await give(context, runAnswer(context, finished));
    warnOfNothing(context, finished);
    return exitOf(finished, DEFAULT_EXECUTION_OPTIONS.maxFailureRate);
  });
}
