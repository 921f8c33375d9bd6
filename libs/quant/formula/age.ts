import { type Formula, type FormulaNode, someNode } from './ast';
import { type BoundFormula, type BoundNode, readsState } from './bound';

/**
 * Whether all that it reads of the position is that it was held for so many bars, and that suffices: it is
 * `barsSinceEntry >= n`, with an n that is known before the run, or such a thing `or` something that reads nothing of it.
 */
export function readsOnlyAge(formula: Formula): boolean {
  return isAged(formula.root);
}

function isAged(node: FormulaNode): boolean {
  if (!someNode(node, ({ kind }) => kind === 'state')) return true;
  if (node.kind === 'logic') return node.operator === 'or' && isAged(node.left) && isAged(node.right);
  if (node.kind !== 'compare' || node.operator !== '>=' || node.right.type !== 'number') return false;
  return node.left.kind === 'state' && node.left.name === 'barsSinceEntry';
}

/**
 * Takes apart a condition of which `readsOnlyAge` is true: it holds where `condition` does, and on every bar on which a
 * position is held for `age` bars or more.
 * @returns null for a part that is missing
 */
export function splitAge({ root, ...rest }: BoundFormula): { condition: BoundFormula | null; age: number | null } {
  const condition = withoutAge(root);
  const ages = agesIn(root).filter((age) => !Number.isNaN(age));
  return {
    condition: condition && { ...rest, root: condition, key: condition.key },
    age: ages.length > 0 ? Math.min(...ages) : null,
  };
}

function withoutAge(node: BoundNode): BoundNode | null {
  if (!readsState(node)) return node;
  if (node.kind !== 'logic') return null;
  const [left, right] = [withoutAge(node.left), withoutAge(node.right)];
  return left && right ? { ...node, left, right, key: `(${left.key} ${node.operator} ${right.key})` } : (left ?? right);
}

function agesIn(node: BoundNode): number[] {
  if (node.kind === 'logic') return [...agesIn(node.left), ...agesIn(node.right)];
  return readsState(node) && node.kind === 'compare' && node.right.kind === 'number' ? [node.right.value] : [];
}
