/** Numbers the assignments of some variables, row-major: the last variable of the scope varies fastest. */
export interface Shape {
  scope: readonly number[];
  strides: readonly number[];
  cells: number;
}

export function shapeOf(sizes: readonly number[], scope: readonly number[]): Shape {
  const strides: number[] = [];
  let cells = 1;
  for (const variable of [...scope].reverse()) {
    strides.unshift(cells);
    cells *= sizes[variable] ?? 1;
  }
  return { scope, strides, cells };
}

/** Of the other variables. */
export function shapeWithout(sizes: readonly number[], scope: readonly number[], variable: number): Shape {
  return shapeOf(
    sizes,
    scope.filter((other) => other !== variable),
  );
}

/** The number of the assignment at these levels. */
export function cellAt({ scope, strides }: Shape, levels: ArrayLike<number>): number {
  let cell = 0;
  for (let i = 0; i < scope.length; i++) cell += (levels[scope[i] ?? 0] ?? 0) * (strides[i] ?? 0);
  return cell;
}

/** Distance between neighbouring levels of a variable; 0 outside the scope. */
export function strideOf({ scope, strides }: Shape, variable: number): number {
  return strides[scope.indexOf(variable)] ?? 0;
}

/** The variables of several scopes, ascending. */
export function unionOf(scopes: readonly (readonly number[])[]): number[] {
  return [...new Set(scopes.flat())].sort((a, b) => a - b);
}

/** Calls `visit` for every assignment of `shape`, in order, with one reused array of levels. */
export function forEachAssignment(
  sizes: readonly number[],
  { scope, cells }: Shape,
  visit: (levels: Float64Array, cell: number) => void,
): void {
  const levels = new Float64Array(sizes.length);
  for (let cell = 0; cell < cells; cell++) {
    visit(levels, cell);
    for (let i = scope.length - 1; i >= 0; i--) {
      const variable = scope[i] ?? 0;
      levels[variable] = (levels[variable] ?? 0) + 1;
      if ((levels[variable] ?? 0) < (sizes[variable] ?? 1)) break;
      levels[variable] = 0;
    }
  }
}
