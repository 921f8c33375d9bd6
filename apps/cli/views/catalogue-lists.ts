import { INDICATORS, type IndicatorDefinition } from '#quant/indicators';
import { type MetricDefinition, METRICS } from '#quant/metrics';
import { SEARCH_METHODS, type SearchMethod } from '#quant/search';
import { type StrategyDefinition, STRATEGIES } from '#quant/strategies';
import type { Answer } from '../answer';
import { type Listing, rowJson } from '../listing';
import { NotFoundError } from '../errors';

export type CatalogueKind = 'strategies' | 'metrics' | 'search-methods' | 'indicators';

/** What this paramo can do, from the registries. */
export function catalogueAnswer(kind: CatalogueKind, name?: string): Answer {
  switch (kind) {
    case 'strategies':
      return listOf(STRATEGY_LISTING, STRATEGIES, name);
    case 'metrics':
      return listOf(METRIC_LISTING, METRICS, name);
    case 'search-methods':
      return listOf(METHOD_LISTING, SEARCH_METHODS, name);
    case 'indicators':
      return listOf(INDICATOR_LISTING, INDICATORS, name);
  }
}

export function strategyAnswer(strategies: readonly StrategyDefinition[]): Answer {
  return listOf(STRATEGY_LISTING, strategies);
}

type Shape<Row> = Omit<Listing<Row>, 'rows'>;

function listOf<Row>(shape: Shape<Row>, all: readonly Row[], name?: string): Answer {
  const rows = name === undefined ? all : all.filter((row) => shape.name(row).toLowerCase() === name.toLowerCase());
  if (name !== undefined && rows.length === 0) throw new NotFoundError(`There is none called ${name}.`);
  const list = { ...shape, rows };
  const [only] = rows;
  return { list, ...(name !== undefined && only !== undefined && { document: rowJson(list, undefined, only) }) };
}

const STRATEGY_LISTING: Shape<StrategyDefinition> = {
  columns: [
    { id: 'id', value: ({ catalogueId }) => catalogueId ?? null },
    { id: 'name', keep: true, value: ({ name }) => name },
    { id: 'category', keep: true, value: ({ category }) => category },
    { id: 'direction', value: ({ direction }) => direction },
    {
      id: 'parameters',
      value: ({ parameters }) =>
        Object.entries(parameters)
          .map(([name, parameter]) => `${name}=${parameter.default}`)
          .join(' '),
    },
    { id: 'title', wide: true, value: ({ title }) => title },
    { id: 'source', wide: true, value: ({ source }) => source ?? null },
  ],
  name: ({ name }) => name,
  json: (strategy) => strategy,
};

const METRIC_LISTING: Shape<MetricDefinition> = {
  columns: [
    { id: 'id', keep: true, value: ({ id }) => id },
    { id: 'unit', value: ({ unit }) => unit },
    { id: 'better', value: ({ direction }) => ({ maximize: 'higher', minimize: 'lower', none: '—' })[direction] },
    { id: 'definition', fill: true, value: ({ definition }) => definition },
    { id: 'formula', wide: true, value: ({ formula }) => formula },
    { id: 'source', wide: true, value: ({ source }) => source },
  ],
  name: ({ id }) => id,
  json: ({ compute: _, ...facts }) => facts,
};

const METHOD_LISTING: Shape<SearchMethod> = {
  columns: [
    { id: 'name', keep: true, value: ({ name }) => name },
    { id: 'description', fill: true, value: ({ description }) => description },
    { id: 'aliases', wide: true, value: ({ aliases }) => aliases.join(' ') },
  ],
  name: ({ name }) => name,
  json: ({ name, aliases, title, description }) => ({ name, aliases, title, description }),
};

const INDICATOR_LISTING: Shape<IndicatorDefinition> = {
  columns: [
    { id: 'call', keep: true, value: (indicator) => callOf(indicator) },
    { id: 'title', keep: true, value: ({ title }) => title },
    { id: 'outputs', value: ({ outputs }) => (outputs.length > 1 ? outputs.map((line) => `.${line}`).join(' ') : '') },
    { id: 'definition', wide: true, value: ({ definition }) => definition },
  ],
  name: ({ name }) => name,
  json: ({ compute: _, firstValid: __, ...facts }) => facts,
};

/** `rsi(x, n = 14)`. */
function callOf({ name, arguments: parameters }: IndicatorDefinition): string {
  const written = parameters.map((argument) =>
    argument.default === undefined ? argument.name : `${argument.name} = ${argument.default}`,
  );
  return `${name}(${written.join(', ')})`;
}
