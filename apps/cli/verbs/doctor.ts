import { give } from '../answer';
import type { Context } from '../context';
import { EXIT, type ExitCode } from '../exit-codes';
import { wrap } from '../terminal/text';
import { PLAIN_LIST, type Verb } from '../verb';

export const addDoctor: Verb = (program, run) => {
  program
    .command('doctor')
    .description('check this machine: Node, SQLite, folder, log, threads')
    .addHelpText('after', '\nExample: paramo doctor -o json')
    .action(run(doctor, PLAIN_LIST));
};

const NAME_WIDTH = 14;

async function doctor(context: Context): Promise<ExitCode> {
  const { examine } = await import('../doctor/examine');
  const checks = await examine(context.dataDir);
  await give(context, {
    document: { ok: checks.every(({ ok }) => ok), checks },
    list: {
      columns: [
        { id: 'check', value: ({ name }) => name },
        { id: 'ok', value: ({ ok }) => ok },
        { id: 'found', keep: true, value: ({ found }) => found },
        { id: 'advice', value: ({ advice }) => advice ?? null },
      ],
      rows: checks,
      name: ({ name }) => name,
      json: (check) => check,
    },
    text: ({ paint, columns }) =>
      checks
        .map(({ name, ok, found, advice }) => {
          const help = ok || advice === undefined ? '' : `  ${paint.cyan('help')}: ${advice}\n`;
          return `${ok ? paint.green('✓') : paint.red('✗')} ${name.padEnd(NAME_WIDTH)} ${wrap(found, columns, ' '.repeat(NAME_WIDTH + 3))}\n${help}`;
        })
        .join(''),
  });
  return checks.every(({ ok }) => ok) ? EXIT.ok : EXIT.unexpected;
}
