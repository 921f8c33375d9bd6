import type { IndicatorArgument } from '#quant/indicators';
import { LIMITS } from './limits';

/** What an argument that is known before the run may be; ends included. */
export interface NumberRange {
  name: string;
  min: number;
  max: number;
  integer: boolean;
}

/** The range of a function's number of bars. */
export function barsRange({ name, min }: { name: string; min: number }): NumberRange {
  return { name, min, max: LIMITS.bars, integer: true };
}

/** Why the value is not allowed, in words. */
export function rangeProblem(value: number, { name, min, max, integer }: NumberRange): string | undefined {
  if (value >= min && value <= max && (!integer || Number.isInteger(value))) return undefined;
  const bounds = [Number.isFinite(min) ? `from ${min}` : '', Number.isFinite(max) ? `to ${max}` : ''];
  return [`"${name}" must be a ${integer ? 'whole number' : 'number'}`, ...bounds, `but is ${value}`]
    .filter((words) => words !== '')
    .join(' ');
}

/** The range of an indicator's numeric argument; where the indicator sets none, that of a number of bars. */
export function argumentRange({ name, kind, min = -Infinity, max }: IndicatorArgument): NumberRange {
  const integer = kind === 'integer';
  return { name, min, max: max ?? (integer ? LIMITS.bars : Number.MAX_VALUE), integer };
}
