import type { IndicatorDefinition } from './indicator.types';
import { INDICATORS } from './registry.generated';

const BY_NAME: ReadonlyMap<string, IndicatorDefinition> = new Map(INDICATORS.map((entry) => [entry.name, entry]));

/** The indicator of that function name, exactly as written in formulas. */
export function findIndicator(name: string): IndicatorDefinition | undefined {
  return BY_NAME.get(name);
}

/** All function names, in alphabetical order. */
export function indicatorNames(): string[] {
  return [...BY_NAME.keys()].sort();
}
