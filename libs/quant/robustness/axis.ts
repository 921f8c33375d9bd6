import type { ParameterValue, Space, SpaceParameter } from '#quant/space';

/** A parameter as an axis: its values, or bins of them. */
export interface Axis {
  name: string;
  /** Position of the parameter in the space. */
  position: number;
  /** One per bin: the value, or the middle of the bin. */
  values: ParameterValue[];
  /** −1 where inactive. */
  binOf(code: number): number;
  /** Says what was binned, or null when every value has a bin of its own. */
  note: string | null;
}

/** An axis of a map: where a parameter can be inactive, the trials without it have a place of their own at the end. */
export interface MapAxis extends Omit<Axis, 'values'> {
  /** Null: inactive. */
  values: (ParameterValue | null)[];
  /** The place of the trials in which it is inactive; null where it never is. */
  off: number | null;
}

const CONTINUOUS_BINS = 30;
/** Ordered axes with more values than this are binned too. */
const MOST_VALUES = 200;
const GROUPED_BINS = 100;

/** @throws RangeError when there is no such parameter. */
export function axisOf(space: Space, name: string): Axis {
  const position = space.parameters.findIndex((parameter) => parameter.name === name);
  const parameter = space.parameters[position];
  if (!parameter) {
    const names = space.parameters.map((known) => known.name).join(', ');
    throw new RangeError(`There is no parameter "${name}". The space has: ${names}.`);
  }
  return { name, position, ...binning(parameter) };
}

/** @throws RangeError when there is no such parameter. */
export function mapAxisOf(space: Space, name: string): MapAxis {
  const axis = axisOf(space, name);
  if (space.parameters[axis.position]?.conditional !== true) return { ...axis, off: null };
  const off = axis.values.length;
  return {
    ...axis,
    values: [...axis.values, null],
    off,
    binOf: (code) => (Number.isNaN(code) ? off : axis.binOf(code)),
  };
}

function binning(parameter: SpaceParameter): Pick<Axis, 'values' | 'binOf' | 'note'> {
  if (parameter.levels === null) return continuousBins(parameter);
  const { levels, ordered, name } = parameter;
  const bins = ordered && levels > MOST_VALUES ? GROUPED_BINS : levels;
  const firstOf = (bin: number) => Math.ceil((bin * levels) / bins);
  return {
    values: Array.from({ length: bins }, (_, bin) =>
      parameter.valueAt(Math.floor((firstOf(bin) + firstOf(bin + 1) - 1) / 2)),
    ),
    binOf: (code) => (Number.isNaN(code) ? -1 : Math.floor((code * bins) / levels)),
    note: bins < levels ? `${name}: ${levels} values in ${bins} bins` : null,
  };
}

function continuousBins({ name, domain }: SpaceParameter): Pick<Axis, 'values' | 'binOf' | 'note'> {
  if (domain.kind !== 'continuous') throw new TypeError(`A ${domain.kind} domain has levels.`);
  const { min, max, scale } = domain;
  const valueAt = (share: number) => (scale === 'log' ? min * (max / min) ** share : min + share * (max - min));
  const shareOf = (value: number) =>
    scale === 'log' ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return {
    values: Array.from({ length: CONTINUOUS_BINS }, (_, bin) =>
      Number(valueAt((bin + 0.5) / CONTINUOUS_BINS).toPrecision(6)),
    ),
    binOf: (value) =>
      Number.isNaN(value) ? -1 : Math.min(CONTINUOUS_BINS - 1, Math.floor(shareOf(value) * CONTINUOUS_BINS)),
    note: `${name}: ${CONTINUOUS_BINS} bins`,
  };
}
