import { give } from '../answer';
import type { Context } from '../context';
import { ask } from '../session';
import type { Verb } from '../verb';

const BEST = 5;

export const addDescribe: Verb = (program, run) => {
  program
    .command('describe')
    .description('one optimization in full: verdict, specification, best trials, failures by cause')
    .argument('[id]', 'id, number or `last`', 'last')
    .addHelpText('after', '\nExample: paramo describe last -o yaml')
    .action(run(describe, { lists: ['limit'] }));
};

async function describe(context: Context, _options: object, ref: string): Promise<void> {
  const [{ descriptionAnswer }, { byPlateau }] = await Promise.all([
    import('../views/description'),
    import('../views/trial-list'),
  ]);
  await ask(context, async (paramo) => {
    const optimization = await paramo.optimization(ref);
    const { _id: id } = optimization;
    const [spec, { table }, best] = await Promise.all([
      paramo.spec(id),
      paramo.trialTable(id),
      paramo.trials(id, { sort: [byPlateau(optimization)], limit: context.flags.limit ?? BEST, skip: 0 }),
    ]);
    const failures = [...table.failures.values()];
    await give(context, descriptionAnswer(context, { optimization, spec, best: best.items, failures }));
  });
}
