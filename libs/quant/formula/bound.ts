import type { Interval } from '#quant/candles';
import type { IndicatorDefinition } from '#quant/indicators';
import type { Unit } from './ast';
import type { FormulaFunction } from './functions/function.types';
import type { ArithmeticOperator, ComparisonOperator } from './syntax';
import type { BarField, StateName } from './vocabulary';

/** Part of a formula whose parameters have values. What is known before the run is folded into numbers and booleans. */
export type BoundNode = {
  /** Canonical text: nodes with equal keys have equal values on equal candles. */
  readonly key: string;
  /**
   * Index of the first bar on which the node can be defined: nothing it reads is still warming up there. How many bars
   * make a higher bar is known from the candles only; here it is one.
   */
  readonly warmup: number;
} & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'bar'; readonly field: BarField }
  | { readonly kind: 'state'; readonly name: StateName }
  | { readonly kind: 'negate'; readonly operand: BoundNode }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: BoundNode;
      readonly right: BoundNode;
    }
  | {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: BoundNode;
      readonly right: BoundNode;
    }
  | {
      readonly kind: 'logic';
      readonly operator: 'and' | 'or' | '==' | '!=';
      readonly left: BoundNode;
      readonly right: BoundNode;
    }
  | { readonly kind: 'not'; readonly operand: BoundNode }
  | {
      readonly kind: 'history';
      readonly operand: BoundNode;
      readonly bars: number;
    }
  | { readonly kind: 'if'; readonly condition: BoundNode; readonly then: BoundNode; readonly otherwise: BoundNode }
  | { readonly kind: 'htf'; readonly interval: Interval; readonly operand: BoundNode }
  | BoundCall
  | BoundIndicator
);

export interface BoundCall {
  readonly kind: 'call';
  readonly function: FormulaFunction;
  readonly series: readonly BoundNode[];
  readonly conditions: readonly BoundNode[];
  readonly bars: number;
}

export interface BoundIndicator {
  readonly kind: 'indicator';
  readonly definition: IndicatorDefinition;
  readonly series: readonly BoundNode[];
  readonly numbers: readonly number[];
  readonly intervals: readonly Interval[];
  readonly output: number;
  /** Keys of all lines, which are computed together. */
  readonly lineKeys: readonly string[];
}

/** Direct parts of a node. */
export function boundOperandsOf(node: BoundNode): readonly BoundNode[] {
  switch (node.kind) {
    case 'negate':
    case 'not':
    case 'history':
    case 'htf':
      return [node.operand];
    case 'arithmetic':
    case 'compare':
    case 'logic':
      return [node.left, node.right];
    case 'if':
      return [node.condition, node.then, node.otherwise];
    case 'call':
      return [...node.series, ...node.conditions];
    case 'indicator':
      return node.series;
    default:
      return [];
  }
}

/** Whether the node is true or false at each bar. */
export function isConditionNode(node: BoundNode): boolean {
  switch (node.kind) {
    case 'boolean':
    case 'compare':
    case 'logic':
    case 'not':
      return true;
    case 'history':
    case 'htf':
      return isConditionNode(node.operand);
    case 'call':
      return node.function.kind === 'condition';
    default:
      return false;
  }
}

/** Whether the node, or anything it is made of, is known only while trading. */
export function readsState(node: BoundNode): boolean {
  return node.kind === 'state' || boundOperandsOf(node).some(readsState);
}

/** The same of the position alone: the open at which an order begins to live is a column. */
export function readsPositionState(node: BoundNode): boolean {
  return node.kind === 'state' ? node.name !== 'nextOpen' : boundOperandsOf(node).some(readsPositionState);
}

/** A formula with the parameters of one trial, ready to be evaluated on any candles. */
export interface BoundFormula {
  readonly type: 'series' | 'condition';
  readonly unit?: Unit;
  readonly root: BoundNode;
  /** Canonical text of the whole: equal keys, equal columns. */
  readonly key: string;
  /** Index of the first bar on which the formula can be defined; with higher bars the least it can be, see `firstBar`. */
  readonly warmup: number;
}
