import { type BatchEvaluated, batchEvents, type OptimizationEvent, optimizationEvents } from '#domain/optimization';
import { Rejected } from '#kernel';
import { compileParameterExpression } from '#quant/formula';
import type { ParameterSet } from '#quant/space';
import { asOptimizationSpec, type OptimizationSpec } from '#spec';
import type { OptimizationDocument } from './optimizations.projection';
import type { Page, ReadModels } from './optimizations.queries';
import { trialColumns } from './trial-columns';
import { buildTrialTable, type RankedTable, rankTable, rowOf, type TrialState, trialState } from './trial-table';
import { type PlanDocument, PLANS, type ResultDocument, RESULTS, type SpecDocument, SPECS } from './trials.projection';

/** One trial as a person reads it. What is not defined is null, never a sentinel. */
export interface TrialView {
  number: number;
  state: TrialState;
  /** Why it failed. */
  failure: string | null;
  parameters: ParameterSet;
  /** The objective as the metric has it (not oriented). */
  score: number | null;
  rank: number | null;
  percentile: number | null;
  plateau: number | null;
  neighbours: number;
  edge: boolean;
  isPeak: boolean;
  isPick: boolean;
  metrics: Record<string, number | null>;
}

/** Results read at once: bounded memory however many batches there are. */
const RESULTS_PER_READ = 16;

export async function loadSpec(models: ReadModels, id: string): Promise<OptimizationSpec> {
  const document = await (await models.collection<SpecDocument>(SPECS)).get(id);
  if (document === null)
    throw new Rejected({ code: 'optimization.not-found', message: `There is no optimization ${id}.` });
  return asOptimizationSpec(document.spec);
}

/** All evaluated trials, ranked as they stand now. */
export async function loadRankedTable(models: ReadModels, id: string): Promise<RankedTable> {
  const spec = await loadSpec(models, id);
  const plans = await (
    await models.collection<PlanDocument>(PLANS)
  ).find({ optimizationId: id }, { sort: { batch: 1 } });
  const table = await buildTrialTable(spec, plans.map(planOf), results(models, id));
  return { table, ranking: rankTable(table) };
}

/** Keeps the last few tables: a page of trials, a heatmap and a summary of one optimization are asked for together. */
export function createTableCache(
  models: ReadModels,
  capacity = 4,
): (document: OptimizationDocument) => Promise<RankedTable> {
  const tables = new Map<string, Promise<RankedTable>>();
  return (document) => {
    const key = `${document._id}@${document._pos}`;
    const known = tables.get(key);
    if (known) return known;
    const loading = loadRankedTable(models, document._id);
    tables.set(key, loading);
    loading.catch(() => tables.delete(key));
    const oldest = tables.keys().next();
    if (tables.size > capacity && !oldest.done) tables.delete(oldest.value);
    return loading;
  };
}

export function viewTrial({ table, ranking }: RankedTable, row: number): TrialView {
  const number = table.numbers[row] ?? -1;
  const state = trialState(table, row);
  const oriented = finite(table.scores[row]);
  const sign = table.spec.objective.direction === 'maximize' ? 1 : -1;
  const plateau = finite(ranking.plateau[row]);
  return {
    number,
    state,
    failure: table.failures.get(number) ?? null,
    parameters: table.space.setOf(table.codes.map((column) => column[row] ?? Number.NaN)),
    score: oriented === null ? null : sign * oriented,
    rank: state === 'failed' || state === 'undefined-score' ? null : (ranking.rank[row] ?? null),
    percentile: finite(ranking.percentile[row]),
    plateau: plateau === null ? null : sign * plateau,
    neighbours: ranking.neighbours[row] ?? 0,
    edge: ranking.edge[row] === 1,
    isPeak: ranking.peak === row,
    isPick: ranking.pick === row,
    metrics: Object.fromEntries([...table.metrics].map(([id, column]) => [id, finite(column[row])])),
  };
}

/** @throws Rejected `trial.not-found` */
export function findTrial(ranked: RankedTable, number: number): TrialView {
  const row = rowOf(ranked.table, number);
  if (row < 0) {
    const { rows } = ranked.table;
    const have =
      rows === 0
        ? 'none is evaluated yet'
        : `evaluated are ${rows}, from ${ranked.table.numbers[0]} to ${ranked.table.numbers[rows - 1]}`;
    throw new Rejected({ code: 'trial.not-found', message: `There is no trial ${number}: ${have}.` });
  }
  return viewTrial(ranked, row);
}

export interface TrialQuery {
  /** Condition over parameters, metrics, `score`, `plateau`, `rank`, `number`: `trades >= 200 and fast < 20`. */
  filter?: string;
  /** Names to sort by, `-` for descending; rank when empty. Ties by number. */
  sort: readonly string[];
  limit: number;
  skip: number;
}

/** @throws Rejected `trials.bad-filter`, `trials.bad-sort` */
export function listTrials(ranked: RankedTable, query: TrialQuery): Page<TrialView> {
  const columns = sortableColumns(ranked);
  let rows = Array.from({ length: ranked.table.rows }, (_, row) => row);
  if (query.filter !== undefined && query.filter.trim() !== '')
    rows = rows.filter(predicate(ranked, query.filter, columns));
  rows.sort(comparator(query.sort.length > 0 ? query.sort : ['rank'], columns));
  const items = rows.slice(query.skip, query.skip + query.limit).map((row) => viewTrial(ranked, row));
  const reached = query.skip + items.length;
  return { items, total: rows.length, next: reached < rows.length ? reached : null };
}

type Column = (row: number) => number;

/** Everything a trial can be sorted and filtered by, as numbers. */
function sortableColumns(ranked: RankedTable): Map<string, Column> {
  return new Map(trialColumns(ranked).map(({ name, values }) => [name, (row) => values[row] ?? Number.NaN]));
}

function predicate(ranked: RankedTable, text: string, columns: Map<string, Column>): (row: number) => boolean {
  const names = Object.fromEntries([...columns.keys()].map((name) => [name, 'number' as const]));
  const compiled = compileParameterExpression(text, names);
  if (!compiled.ok) {
    const [issue] = compiled.issues;
    const hint = issue?.hint ? ` ${issue.hint}` : '';
    throw new Rejected({ code: 'trials.bad-filter', message: `filter: ${issue?.message ?? 'not valid'}${hint}` });
  }
  const { expression } = compiled;
  return (row) => {
    const values = Object.fromEntries(
      expression.variables.map((name) => [name, columns.get(name)?.(row) ?? Number.NaN]),
    );
    return expression.evaluate(values) === true;
  };
}

function comparator(sort: readonly string[], columns: Map<string, Column>): (a: number, b: number) => number {
  const keys = sort.map((key) => {
    const name = key.replace(/^[-+]/, '');
    const column = columns.get(name);
    if (column === undefined) {
      const message = `There is nothing called ${name} to sort by; there is: ${[...columns.keys()].join(', ')}.`;
      throw new Rejected({ code: 'trials.bad-sort', message });
    }
    return { column, direction: key.startsWith('-') ? -1 : 1 };
  });
  return (a, b) => {
    for (const { column, direction } of keys) {
      const difference = compare(column(a), column(b), direction);
      if (difference !== 0) return difference;
    }
    return a - b;
  };
}

/** What is not defined comes last in either direction. */
function compare(a: number, b: number, direction: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return direction * (a - b);
}

function planOf(document: PlanDocument): Extract<OptimizationEvent, { type: 'BatchPlanned' }>['data'] {
  const encoded = {
    type: 'BatchPlanned',
    schemaVersion: optimizationEvents.version('BatchPlanned'),
    data: document.planned,
  };
  const event = optimizationEvents.decode(encoded);
  if (event.type !== 'BatchPlanned') throw new Error(`A plan document holds a ${event.type}.`);
  return event.data;
}

async function* results(models: ReadModels, id: string): AsyncIterable<BatchEvaluated> {
  const collection = await models.collection<ResultDocument>(RESULTS);
  for (let skip = 0; ; skip += RESULTS_PER_READ) {
    const documents = await collection.find(
      { optimizationId: id },
      { sort: { batch: 1 }, skip, limit: RESULTS_PER_READ },
    );
    for (const { evaluated } of documents) {
      const encoded = { type: 'BatchEvaluated', schemaVersion: batchEvents.version('BatchEvaluated'), data: evaluated };
      const event = batchEvents.decode(encoded);
      if (event.type === 'BatchEvaluated') yield event.data;
    }
    if (documents.length < RESULTS_PER_READ) return;
  }
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
