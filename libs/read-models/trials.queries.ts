import { type BatchEvaluated, batchEvents, type OptimizationEvent, optimizationEvents } from '#domain/optimization';
import { Rejected } from '#kernel';
import { compileParameterExpression } from '#quant/formula';
import type { TrialState } from '#quant/robustness';
import type { ParameterSet } from '#quant/space';
import { asOptimizationSpec, type OptimizationSpec } from '#spec';
import type { OptimizationDocument } from './optimizations.projection';
import type { Page, ReadModels } from './optimizations.queries';
import { type NamedColumn, trialColumns } from './trial-columns';
import {
  buildTrialTable,
  type RankedTable,
  rankTable,
  rowOf,
  trialState,
  type TrialTable,
  trialStates,
} from './trial-table';
import {
  batchKey,
  type PlanDocument,
  PLANS,
  type ResultDocument,
  RESULTS,
  type SpecDocument,
  SPECS,
} from './trials.projection';

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

export async function loadSpec(models: ReadModels, id: string): Promise<OptimizationSpec> {
  const document = await (await models.collection<SpecDocument>(SPECS)).get(id);
  if (document === null)
    throw new Rejected({ code: 'optimization.not-found', message: `There is no optimization ${id}.` });
  return asOptimizationSpec(document.spec);
}

/** All evaluated trials, ranked as they stand now. */
export async function loadRankedTable(models: ReadModels, document: OptimizationDocument): Promise<RankedTable> {
  const { _id: id, trials } = document;
  const spec = await loadSpec(models, id);
  const plans = await models.collection<PlanDocument>(PLANS);
  const table = await buildTrialTable(spec, {
    capacity: trials.planned,
    results: results(models, document),
    planOf: async (batch) => {
      const plan = await plans.get(batchKey(id, batch));
      return plan === null ? undefined : planIn(plan);
    },
  });
  return { table, ranking: rankTable(table) };
}

/** Tables that are asked for again: a page of trials, a heatmap and a summary of one optimization come together. */
export interface TableCache {
  tableOf(document: OptimizationDocument): Promise<RankedTable>;
  /** Takes in the table that led to a result, so that who asks about the result need not rank again. */
  keep(id: string, resultHash: string, ranked: RankedTable): void;
}

interface KeptTable {
  /** Whether it is the table of the optimization as this document shows it. */
  isOf(document: OptimizationDocument): boolean;
  rows: number;
  ranked: Promise<RankedTable>;
}

/** Tables kept, one per optimization, and rows in all of them; the newest is kept however large it is. */
const MOST_TABLES = 4;
const MOST_ROWS = 2_000_000;

export function createTableCache(models: ReadModels): TableCache {
  const tables = new Map<string, KeptTable>();
  const put = (id: string, table: KeptTable): Promise<RankedTable> => {
    tables.delete(id);
    tables.set(id, table);
    let rows = 0;
    for (const kept of tables.values()) rows += kept.rows;
    for (const [oldest, kept] of tables) {
      if (oldest === id || (tables.size <= MOST_TABLES && rows <= MOST_ROWS)) break;
      tables.delete(oldest);
      rows -= kept.rows;
    }
    return table.ranked;
  };
  return {
    tableOf(document) {
      const { _id: id, _pos: asOf, trials } = document;
      const known = tables.get(id);
      if (known?.isOf(document)) return known.ranked;
      const ranked = loadRankedTable(models, document);
      const loading: KeptTable = { isOf: ({ _pos }) => _pos === asOf, rows: trials.evaluated, ranked };
      ranked.catch(() => tables.get(id) === loading && tables.delete(id));
      return put(id, loading);
    },
    keep(id, resultHash, ranked) {
      const isOf = (document: OptimizationDocument): boolean => document.resultHash === resultHash;
      void put(id, { isOf, rows: ranked.table.rows, ranked: Promise.resolve(ranked) });
    },
  };
}

export function viewTrial({ table, ranking }: RankedTable, row: number): TrialView {
  const number = table.numbers[row] ?? -1;
  const oriented = finite(table.scores[row]);
  const sign = table.spec.objective.direction === 'maximize' ? 1 : -1;
  const plateau = finite(ranking.plateau[row]);
  return {
    number,
    state: trialState(table, row),
    failure: table.failures.get(number) ?? null,
    parameters: table.space.setOf(table.codes.map((column) => column[row] ?? Number.NaN)),
    score: oriented === null ? null : sign * oriented,
    rank: Number.isNaN(table.scores[row]) ? null : (ranking.rank[row] ?? null),
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
  /** Condition over parameters, metrics, `score`, `plateau`, `rank`, `number`: `trades >= 200 and ma == "ema"`. */
  filter?: string;
  /** Only trials of this state. */
  state?: TrialState;
  /** Names to sort by, `-` for descending; rank when empty. Ties by number. */
  sort: readonly string[];
  limit: number;
  skip: number;
}

/** @throws Rejected `trials.bad-filter`, `trials.bad-sort` */
export function listTrials(ranked: RankedTable, query: TrialQuery): Page<TrialView> {
  const columns = new Map(trialColumns(ranked).map((column) => [column.name, column]));
  const order = comparator(query.sort.length > 0 ? query.sort : ['rank'], columns);
  const { rows: found, total } = firstRows(ranked.table.rows, matcher(ranked.table, query, columns), {
    wanted: query.skip + query.limit,
    order,
  });
  const items = found.slice(query.skip).map((row) => viewTrial(ranked, row));
  const reached = query.skip + items.length;
  return { items, total, next: reached < total ? reached : null };
}

type Columns = ReadonlyMap<string, NamedColumn>;

function matcher(table: TrialTable, { state, filter }: TrialQuery, columns: Columns): (row: number) => boolean {
  const stateOf = trialStates(table);
  const holds = filter === undefined || filter.trim() === '' ? () => true : predicate(filter, columns);
  return (row) => (state === undefined || stateOf(row) === state) && holds(row);
}

/**
 * The first of all rows that match, in order, and how many match. Never more than twice the rows that are wanted are kept,
 * nothing is made for each of the others.
 */
function firstRows(
  count: number,
  matches: (row: number) => boolean,
  { wanted, order }: { wanted: number; order: (a: number, b: number) => number },
): { rows: number[]; total: number } {
  const kept: number[] = [];
  let total = 0;
  let last: number | undefined;
  const cut = (): void => {
    kept.sort(order).splice(wanted);
    last = kept[wanted - 1];
  };
  for (let row = 0; row < count; row++) {
    if (!matches(row)) continue;
    total++;
    if (last !== undefined && order(row, last) > 0) continue;
    kept.push(row);
    if (kept.length >= 2 * wanted) cut();
  }
  cut();
  return { rows: kept, total };
}

function predicate(text: string, columns: Columns): (row: number) => boolean {
  const kinds = [...columns].flatMap(([name, { kind }]) => (kind === null ? [] : [[name, kind] as const]));
  const compiled = compileParameterExpression(text, Object.fromEntries(kinds));
  if (!compiled.ok) {
    const [issue] = compiled.issues;
    const hint = issue?.hint ? ` ${issue.hint}` : '';
    throw new Rejected({ code: 'trials.bad-filter', message: `filter: ${issue?.message ?? 'not valid'}${hint}` });
  }
  const { expression } = compiled;
  return (row) => {
    const values: ParameterSet = {};
    for (const name of expression.variables) {
      const value = columns.get(name)?.valueAt(row);
      if (value !== undefined) values[name] = value;
    }
    const met = expression.evaluate(values);
    if (typeof met === 'boolean') return met;
    const message = `filter: "${text}" gives a number, not yes or no. Compare it: trades >= 100.`;
    throw new Rejected({ code: 'trials.bad-filter', message });
  };
}

function comparator(sort: readonly string[], columns: Columns): (a: number, b: number) => number {
  const keys = sort.map((key) => {
    const name = key.replace(/^[-+]/, '');
    const column = columns.get(name);
    if (column === undefined) {
      const message = `There is nothing called ${name} to sort by; there is: ${[...columns.keys()].join(', ')}.`;
      throw new Rejected({ code: 'trials.bad-sort', message });
    }
    return { numberAt: column.numberAt, direction: key.startsWith('-') ? -1 : 1 };
  });
  return (a, b) => {
    for (const { numberAt, direction } of keys) {
      const difference = compare(numberAt(a), numberAt(b), direction);
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

function planIn(document: PlanDocument): Extract<OptimizationEvent, { type: 'BatchPlanned' }>['data'] {
  const encoded = {
    type: 'BatchPlanned',
    schemaVersion: optimizationEvents.version('BatchPlanned'),
    data: document.planned,
  };
  const event = optimizationEvents.decode(encoded);
  if (event.type !== 'BatchPlanned') throw new Error(`A plan document holds a ${event.type}.`);
  return event.data;
}

/** The results of the batches planned as of `document`, in order, one read at a time: others may arrive meanwhile. */
async function* results(
  models: ReadModels,
  { _id: id, batches }: OptimizationDocument,
): AsyncGenerator<BatchEvaluated, void, undefined> {
  const collection = await models.collection<ResultDocument>(RESULTS);
  for (let batch = 0; batch < batches.planned; batch++) {
    const document = await collection.get(batchKey(id, batch));
    if (document === null) continue;
    const stored = await models.firstOf(document.stream);
    const event = stored && batchEvents.decode(stored);
    if (event?.type !== 'BatchEvaluated') throw new Error(`${document.stream} does not begin with results.`);
    yield event.data;
  }
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
