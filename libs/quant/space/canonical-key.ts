import { canonicalJson } from '#kernel';
import type { ParameterSet } from './space.types';

/** One text for one parameter set, whatever the order in which it was written down. */
export function canonicalKey(set: ParameterSet): string {
  return canonicalJson(set);
}
