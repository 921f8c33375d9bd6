import type { IndicatorDefinition } from '#quant/indicators';
import type { BarField, StateName } from './vocabulary';
import type { FormulaFunction } from './functions/function.types';
import type { ArithmeticOperator, ComparisonOperator } from './syntax';

/** `number`, `boolean` and `text` are known before the run; `series` and `condition` have one value per bar. */
export type ValueType = 'series' | 'condition' | 'number' | 'boolean' | 'text';

/** What a value measures, where that is known. Documentation only: mixing units is not an error. */
export type Unit = IndicatorDefinition['unit'];

/** A checked formula as a tree of plain data. */
export type FormulaNode = { readonly type: ValueType; readonly unit?: Unit } & (
  | { readonly kind: 'number'; readonly type: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly type: 'boolean'; readonly value: boolean }
  | { readonly kind: 'text'; readonly type: 'text'; readonly value: string }
  | { readonly kind: 'parameter'; readonly type: 'number' | 'boolean' | 'text'; readonly name: string }
  | { readonly kind: 'bar'; readonly type: 'series'; readonly field: BarField }
  | { readonly kind: 'state'; readonly type: 'series'; readonly name: StateName }
  | { readonly kind: 'negate'; readonly operand: FormulaNode }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: FormulaNode;
      readonly right: FormulaNode;
    }
  /** Two values; or two texts with `==` and `!=`. */
  | {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: FormulaNode;
      readonly right: FormulaNode;
    }
  /** Two conditions. */
  | {
      readonly kind: 'logic';
      readonly operator: 'and' | 'or' | '==' | '!=';
      readonly left: FormulaNode;
      readonly right: FormulaNode;
    }
  | { readonly kind: 'not'; readonly operand: FormulaNode }
  | { readonly kind: 'history'; readonly operand: FormulaNode; readonly bars: FormulaNode }
  | {
      readonly kind: 'if';
      readonly condition: FormulaNode;
      readonly then: FormulaNode;
      readonly otherwise: FormulaNode;
    }
  /** Evaluated on the longer bars that are complete. The interval is a text. */
  | { readonly kind: 'htf'; readonly interval: FormulaNode; readonly operand: FormulaNode }
  | { readonly kind: 'call'; readonly function: FormulaFunction; readonly arguments: readonly FormulaNode[] }
  | {
      readonly kind: 'indicator';
      readonly definition: IndicatorDefinition;
      /** As many as the signature has: defaults are filled in. */
      readonly arguments: readonly FormulaNode[];
      /** Index into `definition.outputs`. */
      readonly output: number;
    }
);

export interface Formula {
  readonly text: string;
  readonly root: FormulaNode;
  readonly type: Exclude<ValueType, 'text'>;
  readonly unit?: Unit;
  /** Names of the parameters it reads, in order of appearance. */
  readonly parameters: readonly string[];
}

export function isKnown(type: ValueType): type is 'number' | 'boolean' | 'text' {
  return type !== 'series' && type !== 'condition';
}

export function isValue(type: ValueType): type is 'series' | 'number' {
  return type === 'series' || type === 'number';
}

export function isCondition(type: ValueType): type is 'condition' | 'boolean' {
  return type === 'condition' || type === 'boolean';
}

/** Whether the node or anything it is made of is such a one. */
export function someNode(node: FormulaNode, is: (part: FormulaNode) => boolean): boolean {
  return is(node) || operandsOf(node).some((part) => someNode(part, is));
}

/** Whether its value can be known only while trading, whatever the parameters are. */
export function readsPosition({ root }: Formula): boolean {
  return someNode(root, ({ kind }) => kind === 'state');
}

/** Direct parts of a node, in the order in which they are written. */
export function operandsOf(node: FormulaNode): readonly FormulaNode[] {
  switch (node.kind) {
    case 'negate':
    case 'not':
      return [node.operand];
    case 'arithmetic':
    case 'compare':
    case 'logic':
      return [node.left, node.right];
    case 'history':
      return [node.operand, node.bars];
    case 'if':
      return [node.condition, node.then, node.otherwise];
    case 'htf':
      return [node.interval, node.operand];
    case 'call':
    case 'indicator':
      return node.arguments;
    default:
      return [];
  }
}
