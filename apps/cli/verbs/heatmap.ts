import { Option } from 'commander';
import type { HeatmapAnswer, HeatmapQuestion } from '#read-models';
import { give } from '../answer';
import type { Column } from '../listing';
import type { Context } from '../context';
import { UsageError } from '../errors';
import { collect } from '../global-flags';
import { ask } from '../session';
import { PLAIN_LIST, type Verb } from '../verb';

interface HeatmapOptions extends Omit<HeatmapQuestion, 'fixed'> {
  /** `name=value` each. */
  z?: string[];
}

export const addHeatmap: Verb = (program, run) => {
  program
    .command('heatmap')
    .description('the landscape over two parameters, with peak, pick and plateau')
    .argument('[id]', 'id, number or `last`', 'last')
    .option('-x <parameter>', 'default: the one that matters most')
    .option('-y <parameter>', 'default: the one that matters most after it')
    .option('--metric <name>', 'default: the objective')
    .addOption(
      new Option('--aggregate <how>', 'over the other parameters')
        .choices(['best', 'mean', 'worst', 'count'])
        .default('best'),
    )
    .option('--z <name=value>', 'only trials with this value (repeatable)', collect)
    .addHelpText('after', '\nExample: paramo heatmap last -x fast -y slow --z stop=10')
    .action(run(showHeatmap, PLAIN_LIST));
};

async function showHeatmap(context: Context, { z = [], ...asked }: HeatmapOptions, ref: string): Promise<void> {
  const [{ heatmapOf }, { heatmapText }] = await Promise.all([
    import('#read-models'),
    import('../views/heatmap-picture'),
  ]);
  const ranked = await ask(context, (paramo) => paramo.trialTable(ref));
  const map = heatmapOf(ranked, { ...asked, fixed: Object.fromEntries(z.map(nameAndValue)) });
  await give(context, {
    document: map,
    list: { columns: columnsOf(map), rows: cellsOf(map), name: ({ x, y }: CellPlace) => `${x} ${y}` },
    text: (terminal) => heatmapText(map, terminal),
  });
}

function nameAndValue(text: string): [string, string] {
  const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new UsageError(`--z ${text} is not understood.`, 'Write name=value, for example --z stop=10.');
}

/** Indices into the axes. */
interface CellPlace {
  x: number;
  y: number;
}

function cellsOf({ z }: HeatmapAnswer): CellPlace[] {
  return z.flatMap((row, y) => row.map((_, x) => ({ x, y })));
}

function columnsOf(map: HeatmapAnswer): Column<CellPlace>[] {
  const { x: xAxis, y: yAxis, z, count, plateau, state, metric, aggregate } = map;
  return [
    { id: xAxis.name, value: ({ x }) => xAxis.values[x] ?? 'off' },
    ...(yAxis ? [{ id: yAxis.name, value: ({ y }: CellPlace) => yAxis.values[y] ?? 'off' }] : []),
    { id: aggregate === 'count' ? 'trials' : metric, align: 'right', value: ({ x, y }) => z[y]?.[x] ?? null },
    { id: 'count', align: 'right', value: ({ x, y }) => count[y]?.[x] ?? null },
    { id: 'plateau', align: 'right', value: ({ x, y }) => plateau[y]?.[x] ?? null },
    { id: 'state', value: ({ x, y }) => state[y]?.[x] ?? null },
  ];
}
