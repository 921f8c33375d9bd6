import { shapeOf, strideOf } from './table';

/** When parameters are active; one entry per parameter. */
export interface ActivityRules {
  /** Levels per parameter; null when continuous. */
  sizes: readonly (number | null)[];
  conditional: readonly boolean[];
  isActive(position: number, codes: ArrayLike<number>): boolean;
  deciders(position: number): readonly number[];
}

/** Answers are kept for so many combinations of levels per parameter, a byte each. */
const MOST_KEPT = 2 ** 16;
const [UNKNOWN, ACTIVE, INACTIVE] = [0, 1, 2];

type Marker = (columns: readonly Float64Array[]) => void;

/** Columns of levels → codes, in place: what is inactive becomes NaN. A condition is evaluated once per combination it reads. */
export function createInactiveMarker(rules: ActivityRules): Marker {
  // Level 0 and NaN of an inactive parent say the same to its children: the order does not matter.
  const markers = rules.conditional.flatMap((conditional, position) =>
    conditional ? [markerOf(rules, position)] : [],
  );
  return (columns) => {
    for (const mark of markers) mark(columns);
  };
}

function markerOf(rules: ActivityRules, position: number): Marker {
  const parents = rules.deciders(position).filter((decider) => decider !== position);
  const sizes = rules.sizes.map((size) => size ?? Infinity);
  const shape = shapeOf(sizes, parents);
  const kept = shape.cells <= MOST_KEPT ? new Uint8Array(shape.cells).fill(UNKNOWN) : null;
  const codes = new Float64Array(sizes.length);
  const isActive = (columns: readonly Float64Array[], trial: number): boolean => {
    for (const parent of parents) codes[parent] = columns[parent]?.[trial] ?? NaN;
    return rules.isActive(position, codes);
  };
  return (columns) => {
    const column = columns[position] ?? new Float64Array();
    const read = parents.map((parent) => ({ levels: columns[parent], stride: strideOf(shape, parent) }));
    for (let trial = 0; trial < column.length; trial++) {
      let cell = 0;
      for (const { levels, stride } of read) cell += (levels?.[trial] || 0) * stride;
      let answer = kept?.[cell] ?? UNKNOWN;
      if (answer === UNKNOWN) {
        answer = isActive(columns, trial) ? ACTIVE : INACTIVE;
        if (kept !== null) kept[cell] = answer;
      }
      if (answer === INACTIVE) column[trial] = NaN;
    }
  };
}
