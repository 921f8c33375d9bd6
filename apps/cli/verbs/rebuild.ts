import { give } from '../answer';
import type { Context } from '../context';
import { count } from '../terminal/numbers';
import { ask } from '../session';
import type { Verb } from '../verb';

export const addRebuild: Verb = (program, run) => {
  program
    .command('rebuild')
    .description('make all read models anew from the event log')
    .addHelpText('after', '\nExample: paramo rebuild')
    .action(run(rebuild));
};

async function rebuild(context: Context): Promise<void> {
  if (context.flags.dryRun) return rehearse(context);
  const { generation } = await ask(context, (paramo) => paramo.rebuildReadModels(), { mend: true });
  await give(context, {
    document: { generation },
    text: () => `All read models are made anew from the log (generation ${generation}).\n`,
  });
}

async function rehearse(context: Context): Promise<void> {
  const head = await ask(context, (paramo) => paramo.head());
  const events = head + 1;
  await give(context, {
    document: { dryRun: true, events },
    text: () => `All read models would be made anew from ${count(events)} events; nothing was changed.\n`,
  });
}
