import { Option } from 'commander';
import { give } from '../answer';
import type { Context } from '../context';
import { NotFoundError, UsageError } from '../errors';
import { inFlags } from '../data-advice';
import { Rejected } from '#kernel';
import { EXIT, type ExitCode } from '../exit-codes';
import { collect } from '../global-flags';
import type { ImportOptions } from '#services';
import { ask } from '../session';
import { PLAIN_LIST, type Verb } from '../verb';

interface DataOptions {
  symbol?: string;
  interval?: string;
  timeFormat?: string;
  delimiter?: string;
  decimal?: '.' | ',';
  column?: string[];
  repair?: true;
}

export const addData: Verb = (program, run) => {
  const data = program.command('data').description('candles: import, check, list');
  const actions = [
    { name: 'import', description: 'check a CSV file and store its candles', store: true },
    { name: 'check', description: 'read a CSV file and say what is odd about it; nothing is stored', store: false },
  ];
  for (const { name, description, store } of actions) {
    data
      .command(name)
      .description(description)
      .argument('<file>', 'CSV file with time, open, high, low, close and perhaps volume')
      .option('--symbol <name>', 'symbol (default: from the file name)')
      .option('--interval <size>', 'bar size: 1m … 1d … 1M (default: from the times)')
      .option('--time-format <pattern>', 'for day-first or month-first dates: "DD.MM.YYYY HH:mm"')
      .option('--column <field=name>', 'column of a field, e.g. time=Date (repeatable)', collect)
      .option('--delimiter <character>', 'default: found out')
      .addOption(new Option('--decimal <character>', 'decimal separator').choices(['.', ',']))
      .option('--repair', 'sort rows, drop repeated times and rows without a price, and say so')
      .addHelpText('after', `\nExample: paramo data ${name} SPY_1d.csv --symbol SPY --column time=Date`)
      .action(run((context, options: DataOptions, file: string) => readFile(context, options, { file, store })));
  }
  data
    .command('ls')
    .description('the candles that are stored')
    .addHelpText('after', '\nExample: paramo data ls --sort symbol')
    .action(run(async (context) => (await import('./get')).getDatasets(context), PLAIN_LIST));
};

async function readFile(
  context: Context,
  options: DataOptions,
  { file, store }: { file: string; store: boolean },
): Promise<ExitCode> {
  const [reading, { qualityAnswer }] = await Promise.all([importOptions(options), import('../views/data-quality')]);
  return ask(context, async (paramo) => {
    const dataset = await paramo.checkData({ kind: 'csv', name: file }, reading).catch(explain(file));
    const stored = store && context.flags.dryRun !== true;
    if (stored) await paramo.importData(dataset);
    await give(context, qualityAnswer(dataset, stored));
    return !store && dataset.quality.verdict === 'bad' ? EXIT.invalid : EXIT.ok;
  });
}

/** The reader advises whoever writes an optimization file; here its keys are flags. */
function explain(file: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof Rejected)) throw error;
    const { details = {} } = error.rejection;
    if (details['reason'] === 'not-found') throw new NotFoundError(`There is no file ${file}.`, 'Check the path.');
    throw new Rejected(inFlags(error.rejection));
  };
}

async function importOptions({ interval, column = [], repair, ...rest }: DataOptions): Promise<ImportOptions> {
  const { INTERVALS, isInterval } = await import('#quant/candles');
  if (interval !== undefined && !isInterval(interval)) {
    throw new UsageError(`There is no interval ${interval}.`, `There is: ${INTERVALS.join(', ')}.`);
  }
  return {
    ...rest,
    ...(interval !== undefined && { interval }),
    ...(column.length > 0 && { columns: Object.fromEntries(column.map(fieldAndColumn)) }),
    ...(repair && { onProblem: 'repair' as const }),
  };
}

/** A column by its name, or by its 0-based position where a file has no header. */
function fieldAndColumn(text: string): [string, string | number] {
  const [, field, name] = /^(time|open|high|low|close|volume)=(.+)$/.exec(text) ?? [];
  if (field !== undefined && name !== undefined) return [field, /^\d{1,3}$/.test(name) ? Number(name) : name];
  throw new UsageError(
    `--column ${text} is not understood.`,
    'Write field=name; fields are time, open, high, low, close, volume.',
  );
}
