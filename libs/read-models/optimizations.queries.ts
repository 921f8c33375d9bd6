import type { RecordedEvent } from '#event-sourcing';
import { Rejected } from '#kernel';
import type { Collection, Filter } from '#messaging';
import { OPTIMIZATIONS, type OptimizationDocument } from './optimizations.projection';
import type { ReadDocument } from './projection';

/** Readers' way to the read models in use, and to the mass data they point at. */
export interface ReadModels {
  collection<T extends ReadDocument>(name: string): Promise<Collection<T>>;
  /** The first event of a stream of the log, with its bytes. */
  firstOf(stream: string): Promise<RecordedEvent | undefined>;
}

export interface Page<T> {
  items: T[];
  /** Hits in all, on every page. */
  total: number;
  /** Skip this many for the next page; null on the last one. */
  next: number | null;
}

export interface OptimizationQuery {
  status?: string;
  strategy?: string;
  symbol?: string;
  method?: string;
  /** How the name begins. */
  nameBegins?: string;
  /** Only optimizations of exactly this specification and data. */
  specHash?: string;
  /** Field and direction; newest first when absent. */
  sort?: { field: OptimizationSortField; direction: 1 | -1 };
  limit: number;
  skip: number;
}

export const OPTIMIZATION_SORT_FIELDS = [
  'number',
  'name',
  'status',
  'strategy',
  'symbol',
  'requestedAt',
  'endedAt',
] as const;
export type OptimizationSortField = (typeof OPTIMIZATION_SORT_FIELDS)[number];

export async function listOptimizations(
  models: ReadModels,
  query: OptimizationQuery,
): Promise<Page<OptimizationDocument>> {
  const collection = await models.collection<OptimizationDocument>(OPTIMIZATIONS);
  const { status, strategy, symbol, method, nameBegins, specHash } = query;
  const filter: Filter = {
    ...(status !== undefined && { status }),
    ...(strategy !== undefined && { strategy }),
    ...(symbol !== undefined && { symbol }),
    ...(method !== undefined && { method }),
    ...(nameBegins && { name: { $gte: nameBegins, $lt: `${nameBegins}\uffff` } }),
    ...(specHash !== undefined && { specHash }),
  };
  const { field, direction } = query.sort ?? { field: 'number', direction: -1 };
  const [items, total] = await Promise.all([
    collection.find(filter, { sort: { [field]: direction }, limit: query.limit, skip: query.skip }),
    collection.count(filter),
  ]);
  const reached = query.skip + items.length;
  return { items, total, next: reached < total ? reached : null };
}

/**
 * By id, UUID or number, or `last`: the newest.
 * @throws Rejected `optimization.not-found`
 */
export async function findOptimization(models: ReadModels, ref: string): Promise<OptimizationDocument> {
  const collection = await models.collection<OptimizationDocument>(OPTIMIZATIONS);
  const byId = await collection.get(ref);
  if (byId !== null) return byId;
  const [found] = await collection.find(...lookup(ref));
  if (found !== undefined) return found;
  const [newest] = await collection.find({}, { sort: { number: -1 }, limit: 1 });
  const hint = newest ? ` The newest is ${newest._id}.` : ' There is none yet: start with `paramo run <file>`.';
  throw new Rejected({ code: 'optimization.not-found', message: `There is no optimization ${ref}.${hint}` });
}

function lookup(ref: string): Parameters<Collection<OptimizationDocument>['find']> {
  if (ref === 'last') return [{}, { sort: { number: -1 }, limit: 1 }];
  if (/^[1-9]\d{0,14}$/.test(ref)) return [{ number: Number(ref) }, { limit: 1 }];
  return [{ uuid: ref }, { limit: 1 }];
}
