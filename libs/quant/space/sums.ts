import { exactColumn, type ExactColumn, readExact, writeExact } from './exact-column';
import type { Factor } from './factor';
import { cellAt, forEachAssignment, type Shape, shapeOf, shapeWithout, strideOf, unionOf } from './table';
import type { Work } from './work';

/** A factor without direction: 1 where the levels go together. */
export interface Mask {
  shape: Shape;
  cells: Uint8Array;
}

/** How many assignments of the variables summed out so far there are. */
export interface Counts {
  shape: Shape;
  column: ExactColumn;
  /** No cell is larger. */
  most: bigint;
}

/**
 * Running sums along one variable, a row of size + 1 cells per assignment of the others: cell `level` tells how many
 * completions the levels below `level` have.
 */
export interface Sums {
  shape: Shape;
  column: ExactColumn;
  /** No cell is larger. */
  most: bigint;
}

export interface Tables {
  masks: readonly Mask[];
  counts: readonly Counts[];
}

/** @throws TooMuchWork */
export function maskOf(sizes: readonly number[], { scope, holds }: Factor, work: Work): Mask {
  const shape = shapeOf(sizes, scope);
  work.evaluate(shape.cells);
  const cells = new Uint8Array(shape.cells);
  forEachAssignment(sizes, shape, (levels, cell) => {
    cells[cell] = holds(levels) ? 1 : 0;
  });
  return { shape, cells };
}

/** Of the product of all tables. @throws TooMuchWork */
export function sumsOf(sizes: readonly number[], variable: number, tables: Tables, work: Work): Sums {
  const { masks, counts } = tables;
  const size = sizes[variable] ?? 1;
  const shape = shapeWithout(sizes, unionOf([...masks, ...counts].map(({ shape }) => shape.scope)), variable);
  work.visit(shape.cells * size);
  const bound = counts.reduce((product, { most }) => product * most, BigInt(size));
  const column = exactColumn(shape.cells * (size + 1), bound);
  let most = 0n;
  forEachAssignment(sizes, shape, (levels, row) => {
    const weightOf = weightsAlong(variable, tables, levels);
    let sum = 0n;
    for (let level = 0; level < size; level++) {
      sum += weightOf(level);
      writeExact(column, row * (size + 1) + level + 1, sum);
    }
    if (sum > most) most = sum;
  });
  return { shape, column, most };
}

/** The product of the tables' cells per level of the variable, which is at 0 in `levels`. */
function weightsAlong(variable: number, { masks, counts }: Tables, levels: ArrayLike<number>) {
  const lineOf = ({ shape }: { shape: Shape }) => ({ start: cellAt(shape, levels), stride: strideOf(shape, variable) });
  const allowed = masks.map((mask) => ({ cells: mask.cells, ...lineOf(mask) }));
  const counted = counts.map((table) => ({ column: table.column, ...lineOf(table) }));
  return (level: number): bigint => {
    if (!allowed.every(({ cells, start, stride }) => cells[start + level * stride] === 1)) return 0n;
    let product = 1n;
    for (const { column, start, stride } of counted) product *= readExact(column, start + level * stride);
    return product;
  };
}
