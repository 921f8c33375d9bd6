import type { FormulaNode, Unit } from './ast';
import type { ArithmeticOperator } from './syntax';

export function arithmeticUnit(operator: ArithmeticOperator, left: FormulaNode, right: FormulaNode): Unit | undefined {
  if (operator === '+' || operator === '-') return commonUnit([left, right]);
  if (right.type === 'number' || right.unit === 'ratio') return left.unit;
  if (operator === '/') return left.unit !== undefined && left.unit === right.unit ? 'ratio' : undefined;
  return left.type === 'number' || left.unit === 'ratio' ? right.unit : undefined;
}

/** The unit in which all agree; a number known before the run agrees with every unit. */
export function commonUnit(nodes: readonly FormulaNode[]): Unit | undefined {
  const units = new Set(nodes.filter(({ type }) => type !== 'number').map(({ unit }) => unit));
  const [unit] = units;
  return units.size === 1 ? unit : undefined;
}

/** Leaves the key out where the unit is not known, so that equal formulas are equal as data. */
export function withUnit(unit: Unit | undefined): { unit?: Unit } {
  return unit === undefined ? {} : { unit };
}
