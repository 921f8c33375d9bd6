import { give } from '../answer';
import type { Context } from '../context';
import { warnOfData } from '../data-remarks';
import { UsageError } from '../errors';
import { collect } from '../global-flags';
import { powerFor } from '../power';
import { ask, askNothingStored } from '../session';
import { readSpecFile } from '../spec-file';
import type { Verb } from '../verb';

interface ExplainOptions {
  set?: string[];
}

export const addExplain: Verb = (program, run) => {
  program
    .command('explain')
    .description('what would be computed and how: the graph of the rules, what trials share, memory; evaluates nothing')
    .argument('<file>', 'optimization file')
    .option('--set <path=value>', 'change one value first (repeatable)', collect)
    .addHelpText('after', '\nExample: paramo explain examples/demo.yaml --set backtest.stop_loss=5')
    .action(run(explain));
};

async function explain(context: Context, options: ExplainOptions, file: string): Promise<void> {
  const { output } = context.flags;
  if (output === 'csv' || output === 'name') {
    throw new UsageError(`An explanation is no list, so -o ${output} cannot write it.`, 'Use -o json, yaml or table.');
  }
  const { spec, execution } = await readSpecFile(context, file, options.set);
  const look = spec.dataset.source.kind === 'dataset' ? ask : askNothingStored;
  const explained = await look(context, (paramo) => paramo.explain(spec));
  warnOfData(context, spec, explained.data);
  const { explanationText } = await import('../views/explanation');
  const power = powerFor(execution);
  await give(context, {
    document: { name: spec.name, strategy: spec.strategy.name, workers: power.workers, ...explained },
    text: (terminal) => explanationText({ spec, power, explained }, terminal),
  });
}
