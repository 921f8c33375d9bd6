import { give } from '../answer';
import type { Context } from '../context';
import { UsageError } from '../errors';
import { PLAIN_LIST, type Verb } from '../verb';

export const addStrategy: Verb = (program, run) => {
  const strategy = program.command('strategy').description('the built-in strategies');
  strategy
    .command('ls')
    .description('list the built-in strategies')
    .option('--category <name>', 'only this category')
    .addHelpText('after', '\nExample: paramo strategy ls --category momentum')
    .action(run(list, PLAIN_LIST));
  strategy
    .command('show')
    .description('rules, parameters and source of one, with a file to start from')
    .argument('<name>', 'name or catalogue number')
    .addHelpText('after', '\nExample: paramo strategy show sma-crossover')
    .action(run(show));
};

async function list(context: Context, { category }: { category?: string }): Promise<void> {
  const [{ STRATEGIES, STRATEGY_CATEGORIES }, { strategyAnswer }] = await Promise.all([
    import('#quant/strategies'),
    import('../views/catalogue-lists'),
  ]);
  if (category !== undefined && !STRATEGY_CATEGORIES.some((known) => known === category)) {
    throw new UsageError(`There is no category ${category}.`, `There is: ${STRATEGY_CATEGORIES.join(', ')}.`);
  }
  const wanted = STRATEGIES.filter((strategy) => category === undefined || strategy.category === category);
  await give(context, strategyAnswer(wanted));
}

async function show(context: Context, _options: object, name: string): Promise<void> {
  const [{ findStrategy }, { strategyText }] = await Promise.all([
    import('#quant/strategies'),
    import('../views/strategy-page'),
  ]);
  const strategy = findStrategy(name);
  await give(context, { document: strategy, text: (terminal) => strategyText(strategy, terminal) });
}
