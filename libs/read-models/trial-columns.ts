import { Rejected } from '#kernel';
import type { RankedTable } from './trial-table';

export interface NamedColumn {
  name: string;
  values: Float64Array;
}

/**
 * Trial columns by name: number, score, plateau, rank, percentile, every parameter (its value; a level index where it is
 * not a number) and every metric. All when `names` is absent.
 * @throws Rejected `trials.bad-filter` for an unknown name
 */
export function trialColumns({ table, ranking }: RankedTable, names?: readonly string[]): NamedColumn[] {
  const sign = table.spec.objective.direction === 'maximize' ? 1 : -1;
  const all: NamedColumn[] = [
    { name: 'number', values: Float64Array.from(table.numbers) },
    { name: 'score', values: table.scores.map((score) => sign * score) },
    { name: 'plateau', values: ranking.plateau.map((plateau) => sign * plateau) },
    { name: 'rank', values: Float64Array.from(ranking.rank) },
    { name: 'percentile', values: ranking.percentile },
    ...table.space.parameters.map(({ name, valueAt }, p) => ({
      name,
      values: (table.codes[p] ?? new Float64Array()).map((code) => {
        const value = Number.isNaN(code) ? code : valueAt(code);
        return typeof value === 'number' ? value : code;
      }),
    })),
    ...[...table.metrics].map(([name, values]) => ({ name, values })),
  ];
  if (names === undefined) return all;
  return names.map((name) => {
    const found = all.find((column) => column.name === name);
    if (found) return found;
    const message = `There is no column ${name}; there is: ${all.map((column) => column.name).join(', ')}.`;
    throw new Rejected({ code: 'trials.bad-filter', message });
  });
}
