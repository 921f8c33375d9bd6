import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { IssueList, type Path, type SpecIssue } from './issues';
import { MAX_YAML_DEPTH, tooDeepAt } from './yaml-depth';

const MAX_TEXT_LENGTH = 4 * 2 ** 20;

/** A text that was read as YAML (or JSON, which is YAML), with everything needed to say where something stands. */
export interface YamlSource {
  text: string;
  document: Document;
  lines: LineCounter;
  /** Syntax errors, with positions; nothing else can be read while there are any. */
  issues: SpecIssue[];
}

export function parseYaml(text: string): YamlSource {
  const lines = new LineCounter();
  const excess = excessOf(text);
  const document = parseDocument(excess.length > 0 ? '' : text, { lineCounter: lines, prettyErrors: false });
  if (excess.length > 0) return { text, document, lines, issues: excess };
  const issues = new IssueList();
  for (const { message } of document.errors) issues.error('E2010', [], `is not valid YAML: ${firstLine(message)}`);
  const positions = document.errors.map(({ pos }) => positionOf(lines, pos[0], pos[1]));
  const placed = issues.all.map((issue, i) => (positions[i] ? { ...issue, position: positions[i] } : issue));
  return { text, document, lines, issues: placed };
}

/** What makes a text too much to be parsed at all. */
function excessOf(text: string): SpecIssue[] {
  const issues = new IssueList();
  if (text.length > MAX_TEXT_LENGTH) {
    issues.error('E2007', [], `has ${text.length} characters, at most ${MAX_TEXT_LENGTH} are read`);
    return issues.all;
  }
  const offset = tooDeepAt(text);
  if (offset === null) return [];
  issues.error('E2007', [], `is nested deeper than ${MAX_YAML_DEPTH} levels`);
  const before = text.slice(0, offset).split('\n');
  const position = { line: before.length, column: (before.at(-1) ?? '').length + 1, length: 1 };
  return issues.all.map((issue) => ({ ...issue, position }));
}

/** The plain value. An issue instead of a value when aliases multiply beyond reason. */
export function yamlValue({ document }: YamlSource): { raw: unknown } | { issues: SpecIssue[] } {
  try {
    return { raw: document.toJS({ maxAliasCount: 100 }) as unknown };
  } catch (error) {
    const issues = new IssueList();
    issues.error('E2007', [], `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return { issues: issues.all };
  }
}

/** The issue with its place in the text: the value, the key (`atKey`), a part of a text (`span`), or the nearest parent. */
export function placeIssue(source: YamlSource, issue: SpecIssue): SpecIssue {
  const range = rangeOf(source, issue);
  return range === null ? issue : { ...issue, position: positionOf(source.lines, range.start, range.end) };
}

interface TextRange {
  start: number;
  end: number;
}

function rangeOf({ document, text }: YamlSource, { path, atKey, span }: SpecIssue): TextRange | null {
  const steps = nodesAlong(document, path);
  const last = steps.at(-1);
  if (last === undefined) return null;
  const found = steps.length === path.length;
  // Where a key is missing or null, its parent's key is the nearest thing to point at.
  const node = found && !atKey && last.value ? last.value : (last.key ?? last.value);
  const range = node?.range;
  if (!range) return null;
  const whole = { start: range[0], end: firstLineEnd(text, range[0], range[1]) };
  return span && found && node === last.value ? partOf(node, whole, span) : whole;
}

/** Key and value node for every part of the path that exists. */
function nodesAlong(document: Document, path: Path): { key: Node | null; value: Node | null }[] {
  const steps: { key: Node | null; value: Node | null }[] = [];
  let current: unknown = document.contents;
  for (const part of path) {
    const step = stepInto(current, part);
    if (step === null) break;
    steps.push(step);
    current = step.value;
  }
  return steps;
}

function stepInto(node: unknown, part: string | number): { key: Node | null; value: Node | null } | null {
  if (isSeq(node) && typeof part === 'number') {
    const item = node.items[part];
    return isNode(item) ? { key: null, value: item } : null;
  }
  if (!isMap(node)) return null;
  const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(part));
  if (!pair) return null;
  return { key: isNode(pair.key) ? pair.key : null, value: isNode(pair.value) ? pair.value : null };
}

/** A part of a text that stands in the file character by character; the whole where quotes or folding hide it. */
function partOf(node: Node, whole: TextRange, span: TextRange): TextRange {
  if (!isScalar(node) || typeof node.value !== 'string') return whole;
  const quote = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
  if (whole.end - whole.start !== node.value.length + 2 * quote) return whole;
  const start = whole.start + quote + span.start;
  return { start, end: Math.max(start + 1, whole.start + quote + span.end) };
}

function firstLineEnd(text: string, start: number, end: number): number {
  const lineBreak = text.indexOf('\n', start);
  const stop = lineBreak >= 0 && lineBreak < end ? lineBreak : end;
  return start + text.slice(start, stop).trimEnd().length;
}

function positionOf(lines: LineCounter, start: number, end: number): NonNullable<SpecIssue['position']> {
  const { line, col } = lines.linePos(start);
  return { line, column: col, length: Math.max(1, end - start) };
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}
