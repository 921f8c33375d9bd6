import { give } from '../answer';
import type { Context } from '../context';
import { warnOfData } from '../data-remarks';
import { collect } from '../global-flags';
import { powerFor, powerText } from '../power';
import { ask } from '../session';
import { readSpecFile } from '../spec-file';
import { count, counted, decimal, duration } from '../terminal/numbers';
import type { Verb } from '../verb';

interface EstimateOptions {
  set?: string[];
}

export const addEstimate: Verb = (program, run) => {
  program
    .command('estimate')
    .description('count combinations and guess time, memory and disk from three timed probes')
    .argument('<file>', 'optimization file')
    .option('--set <path=value>', 'change one value first (repeatable)', collect)
    .addHelpText('after', '\nExample: paramo estimate examples/demo.yaml --set parameters.slow.step=1')
    .action(run(estimate));
};

async function estimate(context: Context, options: EstimateOptions, file: string): Promise<void> {
  const read = await readSpecFile(context, file, options.set);
  if (context.flags.dryRun) return void (await (await import('../runs/show-quote')).showQuote(context, read));
  const { spec, execution } = read;
  const power = powerFor(execution);
  const found = await ask(context, (paramo) => paramo.estimate(spec), { power });
  warnOfData(context, spec, found.data);
  const { combinations, feasible, trials, batches, batchSize, bars, seconds, memoryMb, diskMb, note } = found;
  const lines = [
    ['combinations', combinations === null ? 'continuous' : count(combinations)],
    ['feasible', feasible === null ? 'cannot be counted' : count(feasible)],
    [
      'trials',
      `${count(trials)} in ${counted(batches, 'batch', 'batches')} of ${count(batchSize)}, each over ${counted(bars, 'bar')}`,
    ],
    ['time', `${duration(seconds.p50)} with ${powerText(power)}, perhaps ${duration(seconds.p90)}`],
    ['memory', `${decimal(memoryMb, 1)} MB for the results`],
    ['disk', `${decimal(diskMb, 1)} MB`],
    ...(note === null ? [] : [['note', note]]),
  ];
  await give(context, {
    document: { name: spec.name, workers: power.workers, ...found },
    text: ({ paint }) => lines.map(([name = '', value = '']) => `${paint.dim(name.padEnd(13))} ${value}\n`).join(''),
  });
}
