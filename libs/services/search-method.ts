import { Rejected } from '#kernel';
import { findSearchMethod, type SearchMethod } from '#quant/search';
import type { OptimizationSpec } from '#spec';

/** The method a specification names. Throws `Rejected` `optimization.invalid` when this build has none of that name. */
export function searchMethodOf(spec: OptimizationSpec): SearchMethod {
  const found = findSearchMethod(spec.method.name);
  if (found.ok) return found.method;
  throw new Rejected({ code: 'optimization.invalid', message: `${found.message} ${found.hint}` });
}
