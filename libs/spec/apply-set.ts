import { isCollection, isScalar, parseDocument, type Document } from 'yaml';
import { IssueList, shown, type SpecIssue } from './issues';
import { MAX_YAML_DEPTH, tooDeepAt } from './yaml-depth';

const ASSIGNMENT = /^([^=]{1,500})=([\s\S]{0,10000})$/;
const PART = /^[A-Za-z0-9_$-]{1,100}$/;
const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];

/**
 * Applies `path.to.key=value` to a document: the value is YAML (`2`, `[10, 20]`, `{ min: 1, max: 3 }`), missing mappings
 * are made, positions in lists are numbers. Returns the reason when it cannot be applied, otherwise null.
 */
export function applySet(document: Document, assignment: string): SpecIssue[] | null {
  const issues = new IssueList();
  const refuse = (what: string, hint?: string) => {
    issues.error('E2011', [], `cannot take --set ${shown(assignment)}: ${what}`, {
      expected: 'path.to.key=value',
      hint,
    });
    return issues.all;
  };
  const [, left, right] = ASSIGNMENT.exec(assignment) ?? [];
  if (left === undefined || right === undefined) return refuse('it is no assignment');
  const keys = left.trim().split('.');
  const odd = keys.find((key) => !PART.test(key) || FORBIDDEN.includes(key));
  if (odd !== undefined) return refuse(`${shown(odd)} is not a key`);
  if (tooDeepAt(right) !== null) return refuse(`the value is nested deeper than ${MAX_YAML_DEPTH} levels`);
  const value = parseDocument(right, { prettyErrors: false });
  const [error] = value.errors;
  if (error) return refuse(`the value is not valid YAML: ${error.message.split('\n')[0]}`, 'quote texts with : or #');
  const path = keys.map((key) => (/^\d{1,9}$/.test(key) ? Number(key) : key));
  const obstacle = path.findIndex((_, i) => i > 0 && isLeaf(document, path.slice(0, i)));
  if (obstacle > 0) return refuse(`${keys.slice(0, obstacle).join('.')} holds a single value`);
  document.setIn(path, document.createNode(value.toJS() as unknown));
  return null;
}

function isLeaf(document: Document, path: readonly (string | number)[]): boolean {
  const node = document.getIn(path, true);
  return node !== undefined && !isCollection(node) && !(isScalar(node) && node.value === null);
}
