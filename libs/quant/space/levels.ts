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
  /** Between which numbers the values lie, and whether they ascend with the level; null where they are not all numbers. */
  numbers: { min: number; max: number; ascending: boolean } | null;
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
        numbers: { min: domain.min, max: domain.max, ascending: true },
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

function steppedLevels(range: { min: number; max: number; step: number }): Levels {
  const { min, step, scale } = inUnits(range);
  const count = Number(stepCount(range));
  const valueAt = valuesInSteps(min, step, scale, count);
  return {
    count,
    ordered: true,
    numbers: { min: range.min, max: range.max, ascending: true },
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

/** Powers of ten up to this one are doubles. */
const LARGEST_SCALE = 22;

/** Level → `(min + level · step) · 10^−scale`, rounded once: of numbers that are doubles a division is rounded correctly. */
function valuesInSteps(min: bigint, step: bigint, scale: number, count: number): (level: number) => number {
  const span = BigInt(count) * step;
  if (scale > LARGEST_SCALE || ![min, step, span, min + span].map(Number).every(Number.isSafeInteger)) {
    return (level) => nearestDouble(min + BigInt(level) * step, scale);
  }
  const [first, width, units] = [Number(min), Number(step), Number(`1e${scale}`)];
  return (level) => (first + level * width) / units;
}

function listedLevels(values: readonly ParameterValue[], ordered: boolean): Levels {
  const codes = new Map(values.map((value, code) => [value, code]));
  return {
    count: values.length,
    ordered,
    numbers: numbersAmong(values),
    valueAt: (code) => {
      const value = values[code];
      if (value === undefined) throw new RangeError(`There is no level ${code}; the last is ${values.length - 1}.`);
      return value;
    },
    codeOf: (value) => codes.get(value) ?? null,
  };
}

function numbersAmong(values: readonly ParameterValue[]): Levels['numbers'] {
  let [min, max, ascending] = [Infinity, -Infinity, true];
  for (const value of values) {
    if (typeof value !== 'number') return null;
    ascending &&= value > max;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return { min, max, ascending };
}
