import type { FormulaIssue } from './issues';
import { LIMITS, limitIssue, scanBrackets } from './limits';
import { type GrammarError, parse, SyntaxError as RefusedByGrammar } from './parser.generated';

export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!=';
export type ArithmeticOperator = '+' | '-' | '*' | '/';
/** `=` is read only to be refused with a hint. */
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | 'and' | 'or' | '=';

/** What was written, with 0-based offsets into the text; nothing is known yet about names and types. */
export type SyntaxTree = { start: number; end: number } & (
  | { kind: 'number'; value: number }
  | { kind: 'text'; value: string }
  | { kind: 'name'; name: string }
  | { kind: 'call'; name: string; nameEnd: number; arguments: SyntaxTree[] }
  | { kind: 'member'; target: SyntaxTree; name: string; nameStart: number }
  | { kind: 'history'; target: SyntaxTree; bars: SyntaxTree }
  | { kind: 'unary'; operator: '-' | 'not'; operand: SyntaxTree }
  | { kind: 'binary'; operator: BinaryOperator; left: SyntaxTree; right: SyntaxTree }
);

export type SyntaxOf<K extends SyntaxTree['kind']> = Extract<SyntaxTree, { kind: K }>;

/** Reads the text, refusing what exceeds the limits before it costs anything. */
export function readSyntax(text: string): { tree: SyntaxTree } | { issue: FormulaIssue } {
  const issue = scanBrackets(text);
  if (issue) return { issue };
  try {
    const tree = parse(text);
    return countNodes(tree) > LIMITS.nodes ? { issue: limitIssue('nodes', text) } : { tree };
  } catch (error) {
    if (error instanceof RefusedByGrammar) return { issue: grammarIssue(error) };
    throw error;
  }
}

function countNodes(root: SyntaxTree): number {
  const open = [root];
  let count = 0;
  for (let node = open.pop(); node; node = open.pop()) {
    count++;
    open.push(...childrenOf(node));
  }
  return count;
}

function childrenOf(node: SyntaxTree): SyntaxTree[] {
  switch (node.kind) {
    case 'call':
      return node.arguments;
    case 'member':
      return [node.target];
    case 'history':
      return [node.target, node.bars];
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    default:
      return [];
  }
}

function grammarIssue({ expected, found, location }: GrammarError): FormulaIssue {
  const start = location.start.offset;
  if (found === ';') {
    const message = 'An order price after ";" is not part of a formula';
    return { code: 'misplaced', message, start, end: start + 1, hint: 'Give it as the order of the rule' };
  }
  const wanted = [...new Set(expected.map(({ description, text }) => description ?? `"${text}"`))].filter(
    (description) => description !== 'space' && description !== 'end of input',
  );
  return {
    code: 'syntax',
    message: found === null ? 'The formula ends too early' : `Unexpected ${JSON.stringify(found)}`,
    start,
    end: found === null ? start : start + found.length,
    ...(wanted.length > 0 && { hint: `Expected ${wanted.sort().join(', ')}` }),
  };
}
