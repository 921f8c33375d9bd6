import { operandsOf, type FormulaNode } from './ast';
import { applyAll, calculate } from './constant';
import type { ArithmeticOperator, ComparisonOperator } from './syntax';

/**
 * How a value changes while one variable grows and the others stand: a number that rises never falls, a condition that
 * rises stays true once it is.
 */
export type Direction = 'rising' | 'falling' | 'constant';

/** What a parameter may be, both ends included. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

export type ValueRanges = Readonly<Record<string, ValueRange>>;

/** The direction of what follows two directions at once: a sum, `and`, `or`. Null: unknown. */
export function joinDirections(left: Direction | null, right: Direction | null): Direction | null {
  if (left === 'constant') return right;
  return right === 'constant' || left === right ? left : null;
}

export function flipDirection(direction: Direction | null): Direction | null {
  if (direction === 'rising') return 'falling';
  return direction === 'falling' ? 'rising' : direction;
}

/**
 * The direction of an expression over parameters within `ranges`, read off its form; null where the form does not tell.
 * Holds for the computed value too, not only for the exact one: correctly rounded operations keep order (IEEE 754),
 * and `log` and `exp`, which V8 takes from fdlibm, are semi-monotonic.
 *
 * A number has a direction only if its range is known: it is then never NaN, with which every comparison is false.
 */
export function directionOf(node: FormulaNode, variable: string, ranges: ValueRanges): Direction | null {
  const of = (operand: FormulaNode) => directionOf(operand, variable, ranges);
  if (!reads(node, variable)) return 'constant';
  if (node.type === 'number' && rangeOf(node, ranges) === null) return null;
  switch (node.kind) {
    case 'parameter':
      return node.type === 'number' ? 'rising' : null;
    case 'negate':
    case 'not':
      return flipDirection(of(node.operand));
    case 'arithmetic':
      return ofArithmetic(node.operator, operand(node.left), operand(node.right));
    case 'compare':
      return ofComparison(node.operator, of(node.left), of(node.right));
    case 'logic':
      return isJunction(node.operator) ? joinDirections(of(node.left), of(node.right)) : null;
    case 'if':
      return reads(node.condition, variable) ? null : joinDirections(of(node.then), of(node.otherwise));
    case 'call':
      if (node.function.kind !== 'pointwise' || !node.function.rising) return null;
      return node.arguments.map(of).reduce(joinDirections, 'constant');
    default:
      return null;
  }

  function operand(part: FormulaNode): Operand {
    return { direction: of(part), range: rangeOf(part, ranges) };
  }
}

interface Operand {
  direction: Direction | null;
  range: ValueRange | null;
}

function reads(node: FormulaNode, variable: string): boolean {
  if (node.kind === 'parameter') return node.name === variable;
  return operandsOf(node).some((operand) => reads(operand, variable));
}

function isJunction(operator: string): boolean {
  return operator === 'and' || operator === 'or';
}

function ofArithmetic(operator: ArithmeticOperator, left: Operand, right: Operand): Direction | null {
  switch (operator) {
    case '+':
      return joinDirections(left.direction, right.direction);
    case '-':
      return joinDirections(left.direction, flipDirection(right.direction));
    case '*':
      return joinDirections(scaled(left.direction, right.range), scaled(right.direction, left.range));
    case '/':
      return joinDirections(scaled(left.direction, right.range), scaled(flipDirection(right.direction), left.range));
  }
}

/** Of a number times a factor in this range, as far as the number decides it. */
function scaled(direction: Direction | null, factor: ValueRange | null): Direction | null {
  if (direction === 'constant') return direction;
  if (factor === null) return null;
  if (factor.min >= 0) return direction;
  return factor.max <= 0 ? flipDirection(direction) : null;
}

function ofComparison(operator: ComparisonOperator, left: Direction | null, right: Direction | null): Direction | null {
  switch (operator) {
    case '<':
    case '<=':
      return joinDirections(flipDirection(left), right);
    case '>':
    case '>=':
      return joinDirections(left, flipDirection(right));
    case '==':
    case '!=':
      return null;
  }
}

/** Between which finite numbers a number stays; null when it may leave them or be NaN, or the form does not tell. */
function rangeOf(node: FormulaNode, ranges: ValueRanges): ValueRange | null {
  switch (node.kind) {
    case 'number':
      return hull([node.value]);
    case 'parameter': {
      const range = Object.hasOwn(ranges, node.name) ? ranges[node.name] : undefined;
      return range ? hull([range.min, range.max]) : null;
    }
    case 'negate': {
      const range = rangeOf(node.operand, ranges);
      return range && { min: -range.max, max: -range.min };
    }
    case 'arithmetic':
      return rangeOfArithmetic(node.operator, rangeOf(node.left, ranges), rangeOf(node.right, ranges));
    case 'if': {
      const [then, otherwise] = [rangeOf(node.then, ranges), rangeOf(node.otherwise, ranges)];
      return then && otherwise && hull([then.min, then.max, otherwise.min, otherwise.max]);
    }
    case 'call': {
      const given = node.arguments.map((argument) => rangeOf(argument, ranges)).filter((range) => range !== null);
      const core = node.function;
      if (core.kind !== 'pointwise' || !core.rising || given.length < node.arguments.length) return null;
      return hull([
        applyAll(
          core,
          given.map(({ min }) => min),
        ),
        applyAll(
          core,
          given.map(({ max }) => max),
        ),
      ]);
    }
    default:
      return null;
  }
}

function rangeOfArithmetic(
  operator: ArithmeticOperator,
  left: ValueRange | null,
  right: ValueRange | null,
): ValueRange | null {
  if (left === null || right === null) return null;
  if (operator === '/' && right.min <= 0 && right.max >= 0) return null;
  const corners = [left.min, left.max].flatMap((a) => [right.min, right.max].map((b) => calculate(operator, a, b)));
  return hull(corners);
}

function hull(values: readonly number[]): ValueRange | null {
  return values.every(Number.isFinite) ? { min: Math.min(...values), max: Math.max(...values) } : null;
}
