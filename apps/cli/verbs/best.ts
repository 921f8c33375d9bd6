import { give, table } from '../answer';
import type { Context } from '../context';
import { positiveNumber } from '../global-flags';
import type { OptimizationDocument } from '#read-models';
import { ask } from '../session';
import { byPlateau, trialLegend, trialList } from '../views/trial-list';
import type { Verb } from '../verb';

interface BestOptions {
  by: string;
  top: number;
}

export const addBest: Verb = (program, run) => {
  program
    .command('best')
    .description('the best trials, by the plateau they stand on or by another number')
    .argument('[id]', 'id, number or `last`', 'last')
    .option('--by <plateau|peak|name>', 'plateau, peak (raw score), or any metric', 'plateau')
    .option('--top <n>', 'how many', positiveNumber, 10)
    .addHelpText('after', '\nExample: paramo best last --by peak --filter "trades >= 20" -o csv')
    .action(run(best));
};

async function best(context: Context, { by, top }: BestOptions, ref: string): Promise<void> {
  await listTrials(context, ref, async (optimization) => [await orderBy(by, optimization)], top);
}

/** Also `get trials`. Flags win over the usual order and number. */
export async function listTrials(
  context: Context,
  ref: string,
  usualSort: (optimization: OptimizationDocument) => Promise<string[]>,
  usualLimit: number,
): Promise<void> {
  const { filter = [], sort, limit, columns } = context.flags;
  const page = await ask(context, async (paramo) =>
    paramo.trials(ref, {
      ...(filter.length > 0 && { filter: filter.map((condition) => `(${condition})`).join(' and ') }),
      sort: sort ?? (await usualSort(await paramo.optimization(ref))),
      limit: limit ?? usualLimit,
      skip: 0,
    }),
  );
  const list = trialList(page.items);
  await give(context, {
    document: page,
    list,
    ...(columns === undefined &&
      page.items.length > 0 && {
        text: (terminal) => `${table(list, context, terminal)}${trialLegend(terminal)}\n`,
      }),
    whenEmpty: 'No trial to show: none is evaluated yet, or the filter keeps none.',
  });
}

/** Better first: the objective's own direction for plateau and score, the metric's for metrics. */
async function orderBy(by: string, optimization: OptimizationDocument): Promise<string> {
  if (by === 'plateau') return byPlateau(optimization);
  if (by === 'peak') return optimization.objective.direction === 'maximize' ? '-score' : 'score';
  const { findMetric } = await import('#quant/metrics');
  const { id, direction } = findMetric(by);
  return direction === 'maximize' ? `-${id}` : id;
}
