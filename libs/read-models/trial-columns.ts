import { Rejected } from '#kernel';
import { type ParameterValue, type SpaceParameter, valueType } from '#quant/space';
import type { RankedTable } from './trial-table';

export interface NamedColumn {
  name: string;
  /** As numbers, to sort by; a level index where the value is none. NaN: no value. */
  values: Float64Array;
  /** Type of what `valueAt` gives; null where it differs from trial to trial. */
  kind: 'number' | 'boolean' | 'string' | null;
  /** Undefined where the trial has no such value (an inactive parameter, a metric that is not defined). */
  valueAt(row: number): ParameterValue | undefined;
}

/**
 * Trial columns by name: number, score, plateau, rank, percentile, every parameter and every metric. All when `names`
 * is absent.
 * @throws Rejected `trials.bad-filter` for an unknown name
 */
export function trialColumns({ table, ranking }: RankedTable, names?: readonly string[]): NamedColumn[] {
  const sign = table.spec.objective.direction === 'maximize' ? 1 : -1;
  const all: NamedColumn[] = [
    numbers('number', Float64Array.from(table.numbers)),
    numbers(
      'score',
      table.scores.map((score) => sign * score),
    ),
    numbers(
      'plateau',
      ranking.plateau.map((plateau) => sign * plateau),
    ),
    numbers('rank', Float64Array.from(ranking.rank)),
    numbers('percentile', ranking.percentile),
    ...table.space.parameters.map((parameter, p) => parameterColumn(parameter, table.codes[p] ?? new Float64Array())),
    ...[...table.metrics].map(([name, values]) => numbers(name, values)),
  ];
  if (names === undefined) return all;
  return names.map((name) => {
    const found = all.find((column) => column.name === name);
    if (found) return found;
    const message = `There is no column ${name}; there is: ${all.map((column) => column.name).join(', ')}.`;
    throw new Rejected({ code: 'trials.bad-filter', message });
  });
}

function numbers(name: string, values: Float64Array): NamedColumn {
  return { name, values, kind: 'number', valueAt: (row) => defined(values[row]) };
}

function parameterColumn(parameter: SpaceParameter, codes: Float64Array): NamedColumn {
  const valueAt = (code: number | undefined): ParameterValue | undefined => {
    const known = defined(code);
    return known === undefined ? undefined : parameter.valueAt(known);
  };
  const numberAt = (code: number): number => {
    const value = valueAt(code);
    return typeof value === 'number' ? value : code;
  };
  return {
    name: parameter.name,
    values: codes.map(numberAt),
    kind: valueType(parameter),
    valueAt: (row) => valueAt(codes[row]),
  };
}

function defined(value: number | undefined): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : value;
}
