import { give } from '../answer';
import type { Context } from '../context';
import { warnOfData } from '../data-remarks';
import { EXIT, type ExitCode } from '../exit-codes';
import { ask } from '../session';
import type { ReadSpec } from '../spec-file';
import { spaceText } from '../views/parameters';

/** What a run would do: its data is read, its space counted, nothing is recorded. */
export async function showQuote(context: Context, { spec }: Pick<ReadSpec, 'spec'>): Promise<ExitCode> {
  const { quote, data } = await ask(context, async (paramo) => ({
    quote: paramo.quote(spec),
    data: await paramo.dataRemarks(spec),
  }));
  warnOfData(context, spec, data);
  const { combinations, feasible, trials } = quote;
  await give(context, {
    document: { name: spec.name, dryRun: true, ...quote, data },
    text: () =>
      `${spec.strategy.name}: ${spaceText(spec.space) || 'nothing is searched'}\n` +
      `${combinations ?? 'continuous'} combinations, ${feasible ?? 'uncounted'} feasible; ${trials} trials would be run with ${spec.method.name}.\n`,
  });
  return EXIT.ok;
}
