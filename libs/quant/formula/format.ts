import type { Formula, FormulaNode } from './ast';

/** Binding strength: a part is put in brackets where it binds weaker than its place asks for. */
const STRENGTH = { or: 1, and: 2, not: 3, comparison: 4, sum: 5, product: 6, negation: 7, postfix: 8 } as const;

/** The formula in its canonical spelling. Parsing it gives the same formula. */
export function formatFormula({ root }: Formula): string {
  return formatNode(root);
}

export function formatNode(node: FormulaNode): string {
  switch (node.kind) {
    case 'number':
    case 'boolean':
      return String(node.value);
    case 'text':
      return node.value.includes('"') ? `'${node.value}'` : `"${node.value}"`;
    case 'parameter':
      return node.name;
    case 'bar':
      return node.field;
    case 'state':
      return node.name;
    case 'negate':
      return `-${place(node.operand, STRENGTH.negation)}`;
    case 'not':
      return `not ${place(node.operand, STRENGTH.not)}`;
    case 'arithmetic':
    case 'compare':
    case 'logic':
      return formatBinary(node);
    case 'history':
      return `${place(node.operand, STRENGTH.postfix)}[${formatNode(node.bars)}]`;
    case 'if':
      return `if${formatList([node.condition, node.then, node.otherwise])}`;
    case 'htf':
      return `htf${formatList([node.interval, node.operand])}`;
    case 'call':
      return node.function.bare ? node.function.name : node.function.name + formatList(node.arguments);
    case 'indicator':
      return node.definition.name + formatList(node.arguments) + outputSuffix(node.definition.outputs, node.output);
  }
}

/** `.signal` for a line of several, nothing for the only one. */
export function outputSuffix(outputs: readonly string[], output: number): string {
  return outputs.length > 1 ? `.${outputs[output] ?? ''}` : '';
}

function formatList(nodes: readonly FormulaNode[]): string {
  return `(${nodes.map(formatNode).join(', ')})`;
}

function formatBinary(node: Extract<FormulaNode, { operator: string }>): string {
  const strength = strengthOf(node);
  const left = place(node.left, strength === STRENGTH.comparison ? STRENGTH.sum : strength);
  return `${left} ${node.operator} ${place(node.right, strength + 1)}`;
}

function place(node: FormulaNode, strength: number): string {
  const text = formatNode(node);
  return strengthOf(node) < strength ? `(${text})` : text;
}

function strengthOf(node: FormulaNode): number {
  switch (node.kind) {
    case 'negate':
      return STRENGTH.negation;
    case 'not':
      return STRENGTH.not;
    case 'compare':
      return STRENGTH.comparison;
    case 'logic':
      return node.operator === 'and' || node.operator === 'or' ? STRENGTH[node.operator] : STRENGTH.comparison;
    case 'arithmetic':
      return node.operator === '+' || node.operator === '-' ? STRENGTH.sum : STRENGTH.product;
    default:
      return STRENGTH.postfix;
  }
}
