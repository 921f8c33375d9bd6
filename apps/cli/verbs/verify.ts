import { give, table } from '../answer';
import type { Column } from '../listing';
import type { Context } from '../context';
import { EXIT, type ExitCode } from '../exit-codes';
import { wholeNumber } from '../global-flags';
import { ask } from '../session';
import type { Verification } from '#services';
import { PLAIN_LIST, type Verb } from '../verb';

type Comparison = Verification['metrics'][number];

export const addVerify: Verb = (program, run) => {
  program
    .command('verify')
    .description('run one trial again as a plain backtest and compare every recorded bit')
    .argument('[id]', 'id, number or `last`', 'last')
    .option('--trial <n>', 'number of the trial (default: the pick)', wholeNumber)
    .addHelpText('after', '\nExample: paramo verify last --trial 42')
    .action(run(verify, PLAIN_LIST));
};

async function verify(context: Context, options: { trial?: number }, ref: string): Promise<ExitCode> {
  const found = await ask(context, async (paramo) => {
    const { pick } = await paramo.optimization(ref);
    return paramo.verify(ref, options.trial ?? pick ?? 0);
  });
  const metrics = found.metrics.map((metric) => ({
    ...metric,
    recorded: plain(metric.recorded),
    recomputed: plain(metric.recomputed),
  }));
  const list = { columns: COLUMNS, rows: found.metrics, name: ({ id }: Comparison) => id };
  await give(context, {
    document: { ...found, metrics },
    list,
    ...(context.flags.columns === undefined && {
      text: (terminal) => {
        const { paint } = terminal;
        const words = found.agrees
          ? paint.green(
              `✓ trial ${found.trial} agrees: ${found.metrics.length} metrics to the last bit, ${found.trades} trades`,
            )
          : paint.red(`✗ trial ${found.trial} does not agree: this engine is not the one that recorded it`);
        return `${table(list, context, terminal)}${words}\n`;
      },
    }),
  });
  return found.agrees ? EXIT.ok : EXIT.unexpected;
}

const COLUMNS: readonly Column<Comparison>[] = [
  { id: 'metric', keep: true, value: ({ id }) => id },
  {
    id: 'recorded',
    align: 'right',
    value: ({ recorded }) => plain(recorded),
    text: ({ recorded }) => String(recorded),
  },
  {
    id: 'recomputed',
    align: 'right',
    value: ({ recomputed }) => plain(recomputed),
    text: ({ recomputed }) => String(recomputed),
  },
  {
    id: 'equal',
    keep: true,
    value: ({ equal }) => equal,
    text: ({ equal }, { paint }) => (equal ? paint.green('✓') : paint.red('✗')),
  },
];

const plain = (value: number): number | null => (Number.isFinite(value) ? value : null);
