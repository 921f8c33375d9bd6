import { type BoundNode, boundOperandsOf, isConditionNode, readsState } from '#quant/formula';
import type { BoundStrategy } from './compile-strategy';

/** A node of the graph of one trial, seen from one of the places where it is read. */
export interface ExplainedNode {
  /** `column`: a number per bar; `bits`: true or false per bar; `live`: known only while trading. */
  kind: 'constant' | 'bar' | 'column' | 'bits' | 'live';
  /** What it does with its parts: `crossUp`, `<`, `sma(close, 20)`. */
  label: string;
  /** Canonical text: nodes with equal keys are computed once. */
  key: string;
  /** Places in the trees of the trial that read it. */
  uses: number;
  /** Shown at an earlier place with its parts. */
  repeated: boolean;
  parts: ExplainedNode[];
}

/** A formula of the strategy: `enterLong`, `stops.stopLoss`, `enterLongOrder`, `size`. */
export interface ExplainedRule {
  rule: string;
  root: ExplainedNode;
}

/** The formulas of a trial as trees; what several places read has its parts at the first of them. */
export function explainTrees(strategy: BoundStrategy): ExplainedRule[] {
  const named = namedRoots(strategy);
  const uses = new Map<string, number>();
  for (const [, root] of named) countUses(root, uses);
  const shown = new Set<string>();
  return named.map(([rule, root]) => ({ rule, root: explainNode(root, uses, shown) }));
}

function namedRoots({ rules, stops, orders, size }: BoundStrategy): [string, BoundNode][] {
  const formulas = [
    ...Object.entries(rules),
    ...Object.entries(orders).map(([rule, { price }]) => [`${rule}Order`, price] as const),
    ...Object.entries(stops).map(([stop, formula]) => [`stops.${stop}`, formula] as const),
    ['size', size] as const,
  ];
  return formulas.flatMap(([rule, formula]): [string, BoundNode][] => (formula ? [[rule, formula.root]] : []));
}

/** Below a node that was met before nothing is read again. */
function countUses(node: BoundNode, uses: Map<string, number>): void {
  const before = uses.get(node.key) ?? 0;
  uses.set(node.key, before + 1);
  if (before === 0) for (const part of boundOperandsOf(node)) countUses(part, uses);
}

function explainNode(node: BoundNode, uses: ReadonlyMap<string, number>, shown: Set<string>): ExplainedNode {
  const operands = boundOperandsOf(node);
  const repeated = operands.length > 0 && shown.has(node.key);
  shown.add(node.key);
  return {
    kind: kindOf(node),
    label: labelOf(node),
    key: node.key,
    uses: uses.get(node.key) ?? 1,
    repeated,
    parts: repeated ? [] : operands.map((part) => explainNode(part, uses, shown)),
  };
}

function kindOf(node: BoundNode): ExplainedNode['kind'] {
  if (node.kind === 'number' || node.kind === 'boolean') return 'constant';
  if (readsState(node)) return 'live';
  if (node.kind === 'bar') return 'bar';
  return isConditionNode(node) ? 'bits' : 'column';
}

function labelOf(node: BoundNode): string {
  switch (node.kind) {
    case 'arithmetic':
    case 'compare':
    case 'logic':
      return node.operator;
    case 'negate':
      return '−';
    case 'not':
      return 'not';
    case 'history':
      return `[${node.bars}] bars ago`;
    case 'if':
      return 'if';
    case 'htf':
      return `htf ${node.interval}`;
    case 'call':
      return node.function.name;
    default:
      return node.key;
  }
}
