import { type FormulaNode, isKnown, operandsOf } from './ast';
import { formatNode } from './format';
import type { ComparisonOperator } from './syntax';

/**
 * How a condition is put together from operands by operations on whole words of bits, whatever the parameters are. Numbers
 * are places in the list of operands.
 */
export type Structure =
  | { kind: 'operand'; operand: number }
  | { kind: 'compare'; operator: ComparisonOperator; left: number; right: number }
  | { kind: 'cross'; up: boolean; left: number; right: number }
  | { kind: 'logic'; operator: 'and' | 'or' | '==' | '!='; left: Structure; right: Structure }
  | { kind: 'not'; operand: Structure }
  | { kind: 'delay'; bars: number; operand: Structure };

/** Part of a formula that is bound and evaluated as a whole. */
export interface FormulaOperand {
  node: FormulaNode;
  /** Equal texts, equal operands. */
  text: string;
  /** Parameters it reads. */
  parameters: readonly string[];
}

/** The operands of several formulas, each once. */
export class OperandList {
  readonly operands: FormulaOperand[] = [];
  private readonly places = new Map<string, number>();

  /** @param isWhole whether a part that reads these parameters is better evaluated as a whole: few of its kind differ. */
  constructor(private readonly isWhole: (parameters: readonly string[]) => boolean) {}

  /** The structure of a condition. */
  structureOf(node: FormulaNode): Structure {
    const parameters = parametersOf(node);
    return (this.isWhole(parameters) ? null : this.split(node)) ?? { kind: 'operand', operand: this.place(node) };
  }

  /** The place of a formula that is not taken apart. */
  place(node: FormulaNode): number {
    const text = formatNode(node);
    const known = this.places.get(text);
    if (known !== undefined) return known;
    const place = this.operands.push({ node, text, parameters: parametersOf(node) }) - 1;
    this.places.set(text, place);
    return place;
  }

  /** Null for what is no operation on words. */
  private split(node: FormulaNode): Structure | null {
    if (isKnown(node.type)) return null;
    switch (node.kind) {
      case 'logic':
        return {
          kind: 'logic',
          operator: node.operator,
          left: this.structureOf(node.left),
          right: this.structureOf(node.right),
        };
      case 'not':
        return { kind: 'not', operand: this.structureOf(node.operand) };
      case 'compare':
        return { kind: 'compare', operator: node.operator, left: this.place(node.left), right: this.place(node.right) };
      case 'history':
        return node.bars.kind === 'number' && node.type === 'condition' && node.bars.value > 0
          ? { kind: 'delay', bars: node.bars.value, operand: this.structureOf(node.operand) }
          : null;
      case 'call':
        return this.splitCall(node);
      default:
        return null;
    }
  }

  private splitCall({
    function: { name },
    arguments: [left, right],
  }: FormulaNode & { kind: 'call' }): Structure | null {
    if ((name !== 'crossUp' && name !== 'crossDown') || !left || !right) return null;
    return { kind: 'cross', up: name === 'crossUp', left: this.place(left), right: this.place(right) };
  }
}

/** Names of the parameters that a part reads, each once, in order of appearance. */
function parametersOf(node: FormulaNode): readonly string[] {
  const own = node.kind === 'parameter' ? [node.name] : operandsOf(node).flatMap(parametersOf);
  return [...new Set(own)];
}
