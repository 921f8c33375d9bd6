import { give, table } from '../answer';
import type { Context } from '../context';
import { UsageError } from '../errors';
import { positiveNumber } from '../global-flags';
import type { OptimizationDocument } from '#read-models';
import type { Paramo } from '#services';
import { ask } from '../session';
import { byPlateau, trialLegend, trialList } from '../views/trial-list';
import { TRIAL_LIST, type Verb } from '../verb';

interface BestOptions {
  by: string;
  top: number;
}

export const addBest: Verb = (program, run) => {
  program
    .command('best')
    .description('the best trials, by the plateau they stand on or by another number')
    .argument('[id]', 'id, number or `last`', 'last')
    .option('--by <plateau|peak|name>', 'plateau, peak (raw score), or a metric the run recorded', 'plateau')
    .option('--top <n>', 'how many', positiveNumber, 10)
    .addHelpText('after', '\nExample: paramo best last --by peak --filter "trades >= 20" -o csv')
    .action(run(best, TRIAL_LIST));
};

async function best(context: Context, { by, top }: BestOptions, ref: string): Promise<void> {
  await listTrials(context, ref, async (optimization, paramo) => [await orderBy(by, optimization, paramo)], top);
}

/** Also `get trials`. Flags win over the usual order and number. */
export async function listTrials(
  context: Context,
  ref: string,
  usualSort: (optimization: OptimizationDocument, paramo: Paramo) => Promise<string[]>,
  usualLimit: number,
): Promise<void> {
  const { filter = [], sort, limit, columns } = context.flags;
  const page = await ask(context, async (paramo) =>
    paramo.trials(ref, {
      ...(filter.length > 0 && { filter: filter.map((condition) => `(${condition})`).join(' and ') }),
      sort: sort ?? (await usualSort(await paramo.optimization(ref), paramo)),
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
async function orderBy(by: string, optimization: OptimizationDocument, paramo: Paramo): Promise<string> {
  if (by === 'plateau') return byPlateau(optimization);
  if (by === 'peak') return optimization.objective.direction === 'maximize' ? '-score' : 'score';
  const { findMetric } = await import('#quant/metrics');
  const { id, direction } = findMetric(by);
  const { metrics } = await paramo.spec(optimization._id);
  if (!metrics.includes(id)) {
    throw new UsageError(
      `This run did not record ${id}.`,
      `It recorded: ${metrics.join(', ')}. ` + '`metrics: [...]` in the file records more.',
    );
  }
  return direction === 'maximize' ? `-${id}` : id;
}
