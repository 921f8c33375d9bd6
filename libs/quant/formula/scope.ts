import type { IndicatorDefinition } from '#quant/indicators';
import type { FormulaNode } from './ast';
import { didYouMean, type FormulaIssue, type FormulaIssueCode } from './issues';
import { FUNCTIONS, functionNamed } from './functions';
import type { SyntaxTree } from './syntax';
import { BAR_FIELDS, isBarField, LATER_NAMES } from './vocabulary';

export type ParameterKind = 'number' | 'boolean' | 'string';

/** What a formula may refer to besides bars and built-in functions. */
export interface FormulaScope {
  readonly parameters: Readonly<Record<string, ParameterKind>>;
  readonly indicators: readonly IndicatorDefinition[];
}

const KEYWORDS = ['and', 'or', 'not', 'true', 'false'];

/** Names that mean something in every formula and so cannot name a parameter of a strategy. */
export function isReservedName(name: string): boolean {
  const bare = functionNamed(name)?.bare === true;
  return bare || isBarField(name) || LATER_NAMES.get(name)?.bare === true || KEYWORDS.includes(name);
}

interface Span {
  start: number;
  end: number;
}

/** The names in scope, and the issues found so far. */
export class CheckContext {
  readonly issues: FormulaIssue[] = [];
  readonly parameters: ReadonlyMap<string, ParameterKind>;
  readonly indicators: ReadonlyMap<string, IndicatorDefinition>;
  /** In order of appearance. */
  readonly usedParameters = new Set<string>();

  constructor(
    scope: FormulaScope,
    /** False where only what is known before the run may appear. */
    readonly barsAllowed: boolean,
    /** Checks a part of the formula: the checks of the parts know each other through here. */
    readonly check: (tree: SyntaxTree) => FormulaNode | undefined,
  ) {
    this.parameters = new Map(Object.entries(scope.parameters));
    this.indicators = new Map(scope.indicators.map((definition) => [definition.name, definition]));
  }

  /** Notes the issue; the undefined it returns stands for a node that could not be made. */
  refuse(code: FormulaIssueCode, message: string, { start, end }: Span, hint?: string): undefined {
    this.issues.push({ code, message, start, end, ...(hint !== undefined && { hint }) });
    return undefined;
  }

  refuseUnknown(name: string, span: Span, role: 'name' | 'function'): undefined {
    const later = LATER_NAMES.get(name);
    if (later) return this.refuse('not-available', `"${name}" is not available yet: it needs ${later.needs}`, span);
    const known = role === 'name' ? this.nameCandidates() : this.functionCandidates();
    return this.refuse('unknown-name', `Unknown ${role} "${name}"`, span, didYouMean(name, known));
  }

  private nameCandidates(): string[] {
    const bare = FUNCTIONS.filter(({ bare }) => bare).map(({ name }) => name);
    return [...this.parameters.keys(), ...(this.barsAllowed ? [...Object.keys(BAR_FIELDS), ...bare] : [])];
  }

  private functionCandidates(): string[] {
    const core = FUNCTIONS.filter(({ bare, kind }) => !bare && (this.barsAllowed || kind === 'pointwise'));
    return [...core.map(({ name }) => name), 'if', 'htf', ...this.indicators.keys()];
  }
}
