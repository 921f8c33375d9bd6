import { give } from '../answer';
import type { Context } from '../context';
import { UsageError } from '../errors';
import type { OptimizationQuery } from '#read-models';
import { ask } from '../session';
import { TRIAL_LIST, type Verb } from '../verb';

const KINDS = ['optimizations', 'trials', 'datasets', 'strategies', 'metrics', 'search-methods', 'indicators'] as const;

export const addGet: Verb = (program, run) => {
  program
    .command('get')
    .description(`list what there is: ${KINDS.join(', ')}`)
    .argument('<kind>', 'what to list')
    .argument('[id]', 'only this one; for trials: the optimization')
    .addHelpText('after', '\nExample: paramo get trials last --filter "trades >= 20" --sort -score --limit 5')
    .action(run(get, TRIAL_LIST));
};

async function get(context: Context, _options: object, word: string, id?: string): Promise<void> {
  const kind = KINDS.find((known) => known === word || known === `${word}s` || known === word.replace(/y$/, 'ies'));
  switch (kind) {
    case undefined:
      throw new UsageError(`There are no ${word}.`, `There is: ${KINDS.join(', ')}.`);
    case 'optimizations':
      return getOptimizations(context, id);
    case 'trials':
      return (await import('./best')).listTrials(context, id ?? 'last', async () => ['number'], PAGE);
    case 'datasets':
      return getDatasets(context, id);
    default:
      return give(context, (await import('../views/catalogue-lists')).catalogueAnswer(kind, id));
  }
}

const PAGE = 20;

async function getOptimizations(context: Context, id: string | undefined): Promise<void> {
  if (context.flags.filter !== undefined) throw new UsageError('--filter is for trials.', 'get trials <id> --filter …');
  const [{ optimizationAnswer }, sort] = await Promise.all([import('../views/optimization-list'), sortOf(context)]);
  await ask(context, async (paramo) => {
    if (id !== undefined) return give(context, optimizationAnswer([await paramo.optimization(id)], null));
    const page = await paramo.optimizations({ limit: context.flags.limit ?? PAGE, skip: 0, ...(sort && { sort }) });
    return give(context, optimizationAnswer(page.items, page.total));
  });
}

async function sortOf({ flags }: Context): Promise<OptimizationQuery['sort']> {
  const [first] = flags.sort ?? [];
  if (first === undefined) return undefined;
  const { OPTIMIZATION_SORT_FIELDS: fields } = await import('#read-models');
  const field = fields.find((known) => known === first.replace(/^[-+]/, ''));
  if (field === undefined) throw new UsageError(`Nothing is sorted by ${first}.`, `There is: ${fields.join(', ')}.`);
  return { field, direction: first.startsWith('-') ? -1 : 1 };
}

/** Also `data ls`. */
export async function getDatasets(context: Context, ref?: string): Promise<void> {
  const { datasetAnswer } = await import('../views/dataset-list');
  await ask(context, async (paramo) => {
    const items = ref === undefined ? await paramo.datasets() : [await paramo.dataset(ref)];
    await give(context, datasetAnswer(items, ref !== undefined));
  });
}
