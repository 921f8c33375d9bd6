import { type Edges, edgesOf } from './edges';
import { exactColumn, writeExact } from './exact-column';
import type { Factor } from './factor';
import { type Row, totalOf } from './row';
import { type Counts, type Mask, maskOf, type Sums, sumsOf } from './sums';
import { cellAt, forEachAssignment, shapeWithout, unionOf } from './table';
import type { Work } from './work';

/** What decides one variable when those before it in the order are chosen. */
export interface Bucket {
  variable: number;
  size: number;
  /** The intervals its factors allow; their intersection counts. */
  edges: readonly Edges[];
  /** Of the rest: factors without direction, and counts of the variables after it. Null: none. */
  sums: Sums | null;
}

/** A variable and all that reads it when those after it in the order are summed out. */
export interface BucketInput {
  variable: number;
  factors: readonly Factor[];
  counts: readonly Counts[];
}

/** @throws TooMuchWork */
export function createBucket(sizes: readonly number[], { variable, factors, counts }: BucketInput, work: Work): Bucket {
  const edges: Edges[] = [];
  const masks: Mask[] = [];
  for (const factor of factors) {
    const direction = factor.directionIn?.(variable) ?? null;
    if (direction === null) masks.push(maskOf(sizes, factor, work));
    else edges.push(edgesOf(sizes, factor, { variable, direction, work }));
  }
  const isFree = masks.length + counts.length === 0;
  const sums = isFree ? null : sumsOf(sizes, variable, { masks, counts }, work);
  return { variable, size: sizes[variable] ?? 1, edges, sums };
}

/** The counts that a bucket leaves to the variables before it. @throws TooMuchWork */
export function sumOut(sizes: readonly number[], bucket: Bucket, work: Work): Counts {
  const { variable, size, edges, sums } = bucket;
  const tables = sums === null ? edges : [...edges, sums];
  const shape = shapeWithout(sizes, unionOf(tables.map(({ shape }) => shape.scope)), variable);
  work.visit(shape.cells);
  const most = sums?.most ?? BigInt(size);
  const column = exactColumn(shape.cells, most);
  forEachAssignment(sizes, shape, (levels, cell) => writeExact(column, cell, totalOf(rowAt(bucket, levels))));
  return { shape, column, most };
}

export function rowAt({ size, edges, sums }: Bucket, levels: ArrayLike<number>): Row {
  let [low, high] = [0, size];
  for (const { shape, allowed, levels: edgeLevels } of edges) {
    const edge = edgeLevels[cellAt(shape, levels)] ?? 0;
    if (allowed === 'from') low = Math.max(low, edge);
    else high = Math.min(high, edge);
  }
  const base = sums === null ? 0 : cellAt(sums.shape, levels) * (size + 1);
  return { low, high: Math.max(low, high), sums: sums?.column ?? null, base };
}
