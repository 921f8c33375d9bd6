import { type BoundFormula, type BoundNode, isConditionNode, readsState } from './bound';
import { applyAll } from './constant';
import type { Evaluator } from './evaluator';
import type { ArithmeticOperator, ComparisonOperator } from './syntax';
import type { PositionState, StateName } from './vocabulary';

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
      return STATE_READERS[node.name];
    case 'negate': {
      const operand = of(node.operand);
      return (bar, state) => -operand(bar, state);
    }
    case 'not': {
      const operand = of(node.operand);
      return (bar, state) => 1 - operand(bar, state);
    }
    case 'arithmetic':
      return ARITHMETIC[node.operator](of(node.left), of(node.right));
    case 'compare':
      return COMPARISONS[node.operator](of(node.left), of(node.right));
    case 'logic':
      return LOGIC[node.operator](of(node.left), of(node.right));
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

/** One function each: a property with a fixed name is read many times faster than one by its name. */
const STATE_READERS: Record<StateName, BarFormula> = {
  barsSinceEntry: (_bar, state) => state.barsSinceEntry,
  entry: (_bar, state) => state.entry,
  lastEntry: (_bar, state) => state.lastEntry,
  positionSide: (_bar, state) => state.positionSide,
  openLots: (_bar, state) => state.openLots,
  reductions: (_bar, state) => state.reductions,
  highestSinceEntry: (_bar, state) => state.highestSinceEntry,
  lowestSinceEntry: (_bar, state) => state.lowestSinceEntry,
  highestCloseSinceEntry: (_bar, state) => state.highestCloseSinceEntry,
  lowestCloseSinceEntry: (_bar, state) => state.lowestCloseSinceEntry,
  lastTrade: (_bar, state) => state.lastTrade,
  nextOpen: (_bar, state) => state.nextOpen,
};

type Pairing = (a: BarFormula, b: BarFormula) => BarFormula;

const ARITHMETIC: Record<ArithmeticOperator, Pairing> = {
  '+': (a, b) => (bar, state) => a(bar, state) + b(bar, state),
  '-': (a, b) => (bar, state) => a(bar, state) - b(bar, state),
  '*': (a, b) => (bar, state) => a(bar, state) * b(bar, state),
  '/': (a, b) => (bar, state) => a(bar, state) / b(bar, state),
};

/** Where either side is not defined all are false, `!=` included. */
const COMPARISONS: Record<ComparisonOperator, Pairing> = {
  '<': (a, b) => (bar, state) => (a(bar, state) < b(bar, state) ? 1 : 0),
  '<=': (a, b) => (bar, state) => (a(bar, state) <= b(bar, state) ? 1 : 0),
  '>': (a, b) => (bar, state) => (a(bar, state) > b(bar, state) ? 1 : 0),
  '>=': (a, b) => (bar, state) => (a(bar, state) >= b(bar, state) ? 1 : 0),
  '==': (a, b) => (bar, state) => (a(bar, state) === b(bar, state) ? 1 : 0),
  '!=': (a, b) => (bar, state) => {
    const [left, right] = [a(bar, state), b(bar, state)];
    return left < right || left > right ? 1 : 0;
  },
};

const LOGIC: Record<'and' | 'or' | '==' | '!=', Pairing> = {
  and: (a, b) => (bar, state) => (a(bar, state) === 1 ? b(bar, state) : 0),
  or: (a, b) => (bar, state) => (a(bar, state) === 1 ? 1 : b(bar, state)),
  '==': (a, b) => (bar, state) => (a(bar, state) === b(bar, state) ? 1 : 0),
  '!=': (a, b) => (bar, state) => (a(bar, state) === b(bar, state) ? 0 : 1),
};

function columnOf(root: BoundNode, evaluator: Evaluator): BarFormula {
  if (root.kind === 'number') return () => root.value;
  const { key, warmup } = root;
  const type = isConditionNode(root) ? 'condition' : 'series';
  const formula: BoundFormula = { type, root, key, warmup };
  const column = type === 'condition' ? evaluator.condition(formula) : evaluator.series(formula);
  return (bar) => column[bar] ?? NaN;
}
