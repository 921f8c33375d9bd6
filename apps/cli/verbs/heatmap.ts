import { Option } from 'commander';
import { give } from '../answer';
import type { Context } from '../context';
import { collect } from '../global-flags';
import { ask } from '../session';
import type { DrawnHeatmap, HeatmapRequest } from '../views/heatmap-picture';
import type { Verb } from '../verb';

interface HeatmapOptions extends Pick<HeatmapRequest, 'x' | 'y' | 'metric' | 'aggregate'> {
  z: string[];
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
    .option('--z <name=value>', 'only trials with this value (repeatable)', collect, [])
    .addHelpText('after', '\nExample: paramo heatmap last -x fast -y slow --z stop=10')
    .action(run(showHeatmap));
};

async function showHeatmap(context: Context, { z, ...request }: HeatmapOptions, ref: string): Promise<void> {
  const { drawnText, fixedValues, heatmapOf } = await import('../views/heatmap-picture');
  const ranked = await ask(context, (paramo) => paramo.trialTable(ref));
  const drawn = heatmapOf(ranked, { ...request, fixed: fixedValues(ranked, z) });
  const { map, metric, direction, aggregate } = drawn;
  await give(context, {
    document: { metric, direction, aggregate, ...map },
    list: {
      columns: [
        { id: map.x.name, value: ({ x }) => map.x.values[x] ?? null },
        ...(map.y ? [{ id: map.y.name, value: ({ y }: CellPlace) => map.y?.values[y] ?? null }] : []),
        { id: metric, align: 'right', value: ({ x, y }) => map.z[y]?.[x] ?? null },
        { id: 'count', align: 'right', value: ({ x, y }) => map.count[y]?.[x] ?? null },
        { id: 'plateau', align: 'right', value: ({ x, y }) => map.plateau[y]?.[x] ?? null },
        { id: 'state', value: ({ x, y }) => map.state[y]?.[x] ?? null },
      ],
      rows: cellsOf(drawn),
      name: ({ x, y }) => `${x} ${y}`,
    },
    text: (terminal) => drawnText(drawn, terminal),
  });
}

interface CellPlace {
  x: number;
  y: number;
}

function cellsOf({ map }: DrawnHeatmap): CellPlace[] {
  return map.z.flatMap((row, y) => row.map((_, x) => ({ x, y })));
}
