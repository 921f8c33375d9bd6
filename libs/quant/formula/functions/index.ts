import type { FormulaFunction } from './function.types';
import { POINTWISE_FUNCTIONS } from './pointwise';

export const FUNCTIONS: readonly FormulaFunction[] = [...POINTWISE_FUNCTIONS];

const BY_NAME: ReadonlyMap<string, FormulaFunction> = new Map(FUNCTIONS.map((entry) => [entry.name, entry]));

export function functionNamed(name: string): FormulaFunction | undefined {
  return BY_NAME.get(name);
}
