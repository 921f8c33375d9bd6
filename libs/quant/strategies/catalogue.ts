import { closest, distance } from 'fastest-levenshtein';
import { Rejected } from '#kernel';
import { STRATEGIES } from './registry.generated';
import type { StrategyDefinition } from './strategy.types';

/** By name and by catalogue number. */
const BY_KEY: ReadonlyMap<string, StrategyDefinition> = new Map(
  STRATEGIES.flatMap((strategy) => keysOf(strategy).map((key) => [key, strategy])),
);

function keysOf({ name, catalogueId }: StrategyDefinition): string[] {
  return catalogueId === undefined ? [name] : [name, catalogueId.toLowerCase()];
}

/**
 * The built-in strategy of that name (`sma-crossover`) or catalogue number (`T01`), upper or lower case.
 * @throws Rejected `strategy.unknown`, with the nearest name if one is near.
 */
export function findStrategy(nameOrId: string): StrategyDefinition {
  const found = BY_KEY.get(nameOrId.toLowerCase());
  if (found) return found;
  const suggestion = nearestName(nameOrId.toLowerCase());
  const hint = suggestion ? `Did you mean "${suggestion}"?` : 'The list of strategies has all names.';
  throw new Rejected({
    code: 'strategy.unknown',
    message: `There is no strategy "${nameOrId}". ${hint}`,
    details: { name: nameOrId, ...(suggestion && { suggestion }) },
  });
}

/** Names of all built-in strategies, in alphabetical order. */
export function strategyNames(): string[] {
  return STRATEGIES.map(({ name }) => name).sort();
}

/** At most a third of the letters may differ; very long texts are no typing errors. */
function nearestName(text: string): string | undefined {
  if (text.length > 64) return undefined;
  const nearest = closest(text, strategyNames());
  return distance(text, nearest) <= nearest.length / 3 ? nearest : undefined;
}
