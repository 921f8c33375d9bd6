import { type BoundFormula, type BoundNode, isConditionNode, readsState } from './bound';
import { applyAll, calculate, compare } from './constant';
import type { Evaluator } from './evaluator';
import type { PositionState } from './vocabulary';

/** A formula at the close of one bar; a condition is 1 or 0. */
export type BarFormula = (bar: number, state: PositionState) => number;

/**
 * A formula that reads the state of the position, to be evaluated bar by bar. All that does not read it is a column, as
 * everywhere.
 */
export function createBarFormula(formula: BoundFormula, evaluator: Evaluator): BarFormula {
  return valueOf(formula.root, evaluator);
}

function valueOf(node: BoundNode, evaluator: Evaluator): BarFormula {
  if (!readsState(node)) return columnOf(node, evaluator);
  const of = (part: BoundNode): BarFormula => valueOf(part, evaluator);
  switch (node.kind) {
    case 'state':
      return (_bar, state) => state[node.name];
    case 'negate': {
      const operand = of(node.operand);
      return (bar, state) => -operand(bar, state);
    }
    case 'not': {
      const operand = of(node.operand);
      return (bar, state) => 1 - operand(bar, state);
    }
    case 'arithmetic':
      return pairwise(of(node.left), of(node.right), (a, b) => calculate(node.operator, a, b));
    case 'compare':
      return pairwise(of(node.left), of(node.right), (a, b) => Number(compare(node.operator, a, b)));
    case 'logic':
      return pairwise(of(node.left), of(node.right), LOGIC[node.operator]);
    case 'if': {
      const [condition, then, otherwise] = [of(node.condition), of(node.then), of(node.otherwise)];
      const first = evaluator.firstBar({ root: node });
      return (bar, state) => (bar < first ? NaN : (condition(bar, state) === 1 ? then : otherwise)(bar, state));
    }
    case 'call': {
      const core = node.function;
      if (core.kind !== 'pointwise') throw notLive(node);
      const parts = node.series.map(of);
      return (bar, state) =>
        applyAll(
          core,
          parts.map((part) => part(bar, state)),
        );
    }
    default:
      throw notLive(node);
  }
}

/** Reading the formula has refused such a thing. */
function notLive({ key }: BoundNode): TypeError {
  return new TypeError(`The state of the position has no column: ${key}`);
}

const LOGIC = {
  and: (a: number, b: number) => a & b,
  or: (a: number, b: number) => a | b,
  '==': (a: number, b: number) => Number(a === b),
  '!=': (a: number, b: number) => Number(a !== b),
} as const;

function pairwise(left: BarFormula, right: BarFormula, join: (a: number, b: number) => number): BarFormula {
  return (bar, state) => join(left(bar, state), right(bar, state));
}

function columnOf(root: BoundNode, evaluator: Evaluator): BarFormula {
  if (root.kind === 'number') return () => root.value;
  const { key, warmup } = root;
  const type = isConditionNode(root) ? 'condition' : 'series';
  const formula: BoundFormula = { type, root, key, warmup };
  const column = type === 'condition' ? evaluator.condition(formula) : evaluator.series(formula);
  return (bar) => column[bar] ?? NaN;
}
