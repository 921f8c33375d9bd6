import { CALENDAR_FUNCTIONS } from './calendar';
import { CONDITION_FUNCTIONS } from './conditions';
import type { FormulaFunction } from './function.types';
import { POINTWISE_FUNCTIONS } from './pointwise';
import { SESSION_FUNCTIONS } from './session';
import { SERIES_FUNCTIONS } from './series';

export { SESSION_FUNCTIONS } from './session';

/** Every function of the language itself; `if` is grammar, indicators are plug-ins. */
export const FUNCTIONS: readonly FormulaFunction[] = [
  ...CONDITION_FUNCTIONS,
  ...SERIES_FUNCTIONS,
  ...POINTWISE_FUNCTIONS,
  ...CALENDAR_FUNCTIONS,
  ...SESSION_FUNCTIONS,
];

const BY_NAME: ReadonlyMap<string, FormulaFunction> = new Map(FUNCTIONS.map((entry) => [entry.name, entry]));

export function functionNamed(name: string): FormulaFunction | undefined {
  return BY_NAME.get(name);
}
