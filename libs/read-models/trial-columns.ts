import { Rejected } from '#kernel';
import { type ParameterValue, type SpaceParameter, valueType } from '#quant/space';
import type { RankedTable } from './trial-table';

export interface NamedColumn {
  name: string;
  /** As a number, to sort by; a level index where the value is none. NaN: no value. */
  numberAt(row: number): number;
  /** Type of what `valueAt` gives; null where it differs from trial to trial. */
  kind: 'number' | 'boolean' | 'string' | null;
  /** Undefined where the trial has no such value (an inactive parameter, a metric that is not defined). */
  valueAt(row: number): ParameterValue | undefined;
}

/**
 * Trial columns by name, read where they are, not copied: number, score, plateau, rank, percentile, every parameter and every metric. All when `names`
 * is absent.
 * @throws Rejected `trials.bad-filter` for an unknown name
 */
export function trialColumns({ table, ranking }: RankedTable, names?: readonly string[]): NamedColumn[] {
  const { numbers, scores, codes, metrics, space, spec } = table;
  const { plateau, rank, percentile } = ranking;
  const sign = spec.objective.direction === 'maximize' ? 1 : -1;
  const all: NamedColumn[] = [
    numberColumn('number', (row) => numbers[row]),
    numberColumn('score', (row) => sign * (scores[row] ?? Number.NaN)),
    numberColumn('plateau', (row) => sign * (plateau[row] ?? Number.NaN)),
    numberColumn('rank', (row) => rank[row]),
    numberColumn('percentile', (row) => percentile[row]),
    ...space.parameters.map((parameter, p) => parameterColumn(parameter, codes[p] ?? new Float64Array())),
    ...[...metrics].map(([name, values]) => numberColumn(name, (row) => values[row])),
  ];
  if (names === undefined) return all;
  return names.map((name) => {
    const found = all.find((column) => column.name === name);
    if (found) return found;
    const message = `There is no column ${name}; there is: ${all.map((column) => column.name).join(', ')}.`;
    throw new Rejected({ code: 'trials.bad-filter', message });
  });
}

function numberColumn(name: string, at: (row: number) => number | undefined): NamedColumn {
  return { name, numberAt: (row) => at(row) ?? Number.NaN, kind: 'number', valueAt: (row) => defined(at(row)) };
}

function parameterColumn(parameter: SpaceParameter, codes: Float64Array): NamedColumn {
  const valueAt = (row: number): ParameterValue | undefined => {
    const code = defined(codes[row]);
    return code === undefined ? undefined : parameter.valueAt(code);
  };
  const numberAt = (row: number): number => {
    const value = valueAt(row);
    return typeof value === 'number' ? value : (codes[row] ?? Number.NaN);
  };
  return { name: parameter.name, numberAt, kind: valueType(parameter), valueAt };
}

function defined(value: number | undefined): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : value;
}
