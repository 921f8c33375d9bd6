import { closest, distance } from 'fastest-levenshtein';
import { SEARCH_METHODS } from './registry.generated';
import type { SearchMethod } from './search.types';

export type FoundSearchMethod =
  | { ok: true; method: SearchMethod }
  | { ok: false; reason: 'unknown' | 'not-available-yet'; message: string; hint: string };

/** Methods people know from elsewhere, by every name they use for them. */
const NOT_AVAILABLE_YET: readonly string[] = [
  ...['tpe', 'bayesian', 'bayesian_optimization'],
  ...['cma_es', 'cmaes'],
  ...['genetic', 'genetic_algorithm', 'ga'],
  ...['nsga2', 'nsga_ii'],
  ...['sobol', 'qmc'],
  ...['gp', 'gaussian_process'],
  ...['llm', 'ai_driven', 'ai'],
  'auto',
];

/** Finds a method by its name or an alias; case, `-` and spaces do not matter. */
export function findSearchMethod(nameOrAlias: string): FoundSearchMethod {
  const wanted = normalize(nameOrAlias);
  const method = SEARCH_METHODS.find(({ name, aliases }) => [name, ...aliases].some((n) => normalize(n) === wanted));
  if (method) return { ok: true, method };
  const names = SEARCH_METHODS.map(({ name }) => name);
  const hint = `Available: ${names.join(', ')}.`;
  if (NOT_AVAILABLE_YET.includes(wanted)) {
    const message = `The search method "${nameOrAlias}" is not available yet.`;
    return { ok: false, reason: 'not-available-yet', message, hint };
  }
  const message = `There is no search method "${nameOrAlias}".`;
  const similar = nearest(wanted);
  return { ok: false, reason: 'unknown', message, hint: similar === null ? hint : `Did you mean ${similar}? ${hint}` };
}

function normalize(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}

/** The available method with the most similar name, when at most a third of the letters differ. */
function nearest(wanted: string): string | null {
  const known = SEARCH_METHODS.flatMap(({ name, aliases }) => [name, ...aliases].map((alias) => ({ alias, name })));
  const alias = closest(
    wanted,
    known.map((entry) => entry.alias),
  );
  const allowed = Math.max(1, Math.floor(Math.max(alias.length, wanted.length) / 3));
  if (distance(wanted, alias) > allowed) return null;
  return known.find((entry) => entry.alias === alias)?.name ?? null;
}
