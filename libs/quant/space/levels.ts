import { assertNever } from '#kernel';
import { decimalOf, nearestDouble, unitsAt } from './decimal';
import type { Domain, ParameterValue } from './space.types';

/**
 * A domain as positions. A *code* is what plans store: the level index 0 … count−1, or the value itself where the
 * domain is continuous (`count` null).
 */
export interface Levels {
  count: number | null;
  /** Neighbouring levels are neighbours in the space; false: every two levels are. */
  ordered: boolean;
  valueAt(code: number): ParameterValue;
  /** The inverse of `valueAt`; null for a value outside the domain. */
  codeOf(value: ParameterValue): number | null;
}

/** Reads a domain that `domainIssues` found nothing wrong with. */
export function levelsOf(domain: Domain): Levels {
  switch (domain.kind) {
    case 'integer':
    case 'float':
      return steppedLevels(domain);
    case 'continuous':
      return {
        count: null,
        ordered: true,
        valueAt: (code) => code,
        codeOf: (value) => (typeof value === 'number' && value >= domain.min && value <= domain.max ? value : null),
      };
    case 'log':
      return listedLevels(logarithmicValues(domain), true);
    case 'list':
      return listedLevels(domain.values, true);
    case 'categorical':
      return listedLevels(domain.values, false);
    case 'boolean':
      return listedLevels([false, true], false);
    default:
      return assertNever(domain);
  }
}

/** How many values `min, min + step, … ≤ max` has, counted in exact decimals. */
export function stepCount(range: { min: number; max: number; step: number }): bigint {
  const { min, max, step } = inUnits(range);
  return (max - min) / step + 1n;
}

/** `points` values spaced evenly in the logarithm, 12 significant digits; the ends are exactly min and max. */
export function logarithmicValues({ min, max, points }: { min: number; max: number; points: number }): number[] {
  return Array.from({ length: points }, (_, i) => {
    if (i === 0) return min;
    if (i === points - 1) return max;
    return Number((min * (max / min) ** (i / (points - 1))).toPrecision(12));
  });
}

function inUnits(range: { min: number; max: number; step: number }) {
  const [min, max, step] = [decimalOf(range.min), decimalOf(range.max), decimalOf(range.step)];
  const scale = Math.max(min.scale, max.scale, step.scale);
  return { min: unitsAt(min, scale), max: unitsAt(max, scale), step: unitsAt(step, scale), scale };
}

/** Ranges up to this many values are tabulated: reading a value is then one array access. */
const TABULATED = 4_096;

function steppedLevels(range: { min: number; max: number; step: number }): Levels {
  const { min, step, scale } = inUnits(range);
  const count = Number(stepCount(range));
  const compute = (level: number) => nearestDouble(min + BigInt(level) * step, scale);
  const table = count <= TABULATED ? Float64Array.from({ length: count }, (_, level) => compute(level)) : null;
  const valueAt = (level: number) => table?.[level] ?? compute(level);
  return {
    count,
    ordered: true,
    valueAt,
    codeOf: (value) => {
      if (typeof value !== 'number' || !(value >= range.min && value <= range.max)) return null;
      const wanted = decimalOf(value);
      const common = Math.max(scale, wanted.scale);
      const factor = 10n ** BigInt(common - scale);
      const level = Number((unitsAt(wanted, common) - min * factor + (step * factor) / 2n) / (step * factor));
      return level < count && valueAt(level) === value ? level : null;
    },
  };
}

function listedLevels(values: readonly ParameterValue[], ordered: boolean): Levels {
  const codes = new Map(values.map((value, code) => [value, code]));
  return {
    count: values.length,
    ordered,
    valueAt: (code) => {
      const value = values[code];
      if (value === undefined) throw new RangeError(`There is no level ${code}; the last is ${values.length - 1}.`);
      return value;
    },
    codeOf: (value) => codes.get(value) ?? null,
  };
}
