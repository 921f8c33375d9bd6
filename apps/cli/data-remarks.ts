import type { DataRemarks } from '#services';
import type { OptimizationSpec } from '#spec';
import type { Context } from './context';

type Told = Pick<DataRemarks, 'notes'> & { quality: Pick<DataRemarks['quality'], 'verdict' | 'sentences'> };

/** Tells what makes results over this data doubtful, and what was repaired or assumed while it was read. */
export function warnOfData(context: Context, { dataset }: Pick<OptimizationSpec, 'dataset'>, data: Told): void {
  for (const line of dataWarnings(dataset, data)) context.warn(line);
}

/** One sentence each; nothing about data that is well. */
export function dataWarnings({ symbol, source }: OptimizationSpec['dataset'], { quality, notes }: Told): string[] {
  // What is assumed about data that comes with paramo is right.
  const told = source.kind === 'embedded' ? [] : notes;
  const verdict = {
    ok: [],
    warn: [`data ${symbol}: usable, but look at this first`],
    bad: [`data ${symbol}: do not trust results over these candles before this is mended`],
  }[quality.verdict];
  return [...verdict, ...quality.sentences, ...told];
}
