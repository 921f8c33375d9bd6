import { INDICATORS, type IndicatorDefinition } from '#quant/indicators';
import { METRICS, type MetricDefinition } from '#quant/metrics';
import { STRATEGIES, type StrategyDefinition } from '#quant/strategies';
import { didYouMean } from '#quant/formula';

/** What exists: the names a file may use. The registries of the quantitative rooms, or a test's own. */
export interface SpecVocabulary {
  strategies: readonly StrategyDefinition[];
  indicators: readonly IndicatorDefinition[];
  metrics: readonly MetricDefinition[];
  /**
   * Raw content (parsed YAML or JSON) of a strategy file named by `strategy: { file }`. Throws an Error with a message
   * for people when it cannot be read. Absent: files are refused.
   */
  loadStrategyFile?: (path: string) => unknown;
}

/** Everything this build has; strategy files are refused until a loader is added. */
export const BUILT_IN_VOCABULARY: SpecVocabulary = {
  strategies: STRATEGIES,
  indicators: INDICATORS,
  metrics: METRICS,
};

/** Case, spaces and punctuation do not count: `SMA Crossover`, `sma_crossover`, `SmaCrossover`; a catalogue id works too. */
export function findStrategy(name: string, { strategies }: SpecVocabulary): StrategyDefinition | undefined {
  return findByLetters(name, strategies, [
    (strategy) => [strategy.name],
    ({ catalogueId = '' }) => [catalogueId],
    ({ title }) => [title],
  ]);
}

export function findMetric(name: string, { metrics }: SpecVocabulary): MetricDefinition | undefined {
  return findByLetters(name, metrics, [({ id }) => [id], ({ aliases = [] }) => aliases]);
}

/** The first item known by that name; names of an earlier kind win over those of a later one. */
function findByLetters<Item>(
  name: string,
  items: readonly Item[],
  kinds: readonly ((item: Item) => readonly string[])[],
): Item | undefined {
  const wanted = lettersOf(name);
  if (wanted === '') return undefined;
  for (const namesOf of kinds) {
    const found = items.find((item) => namesOf(item).some((known) => lettersOf(known) === wanted));
    if (found) return found;
  }
  return undefined;
}

export function suggestStrategy(name: string, { strategies }: SpecVocabulary): string | undefined {
  return didYouMean(
    name,
    strategies.map((strategy) => strategy.name),
  );
}

/** `prefix` is what the name began with: `min_` or `max_` of a criterion, or nothing. */
export function suggestMetric(name: string, { metrics }: SpecVocabulary, prefix = ''): string | undefined {
  const ids = metrics.map(({ id }) => prefix + id);
  const aliases = metrics.flatMap(({ aliases: others = [] }) => others.map((alias) => prefix + alias));
  return didYouMean(name, ids) ?? didYouMean(name, aliases);
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
