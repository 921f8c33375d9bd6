import type { IndicatorDefinition } from '#quant/indicators';
import type { FormulaNode } from './ast';
import { didYouMean, type FormulaIssue, type FormulaIssueCode } from './issues';
import { FUNCTIONS, functionNamed } from './functions';
import type { SyntaxTree } from './syntax';
import { BAR_FIELDS, isBarField, isOrderName, isStateName, type StateName } from './vocabulary';

export type ParameterKind = 'number' | 'boolean' | 'string';

/** What a formula may refer to besides bars and built-in functions. */
export interface FormulaScope {
  readonly parameters: Readonly<Record<string, ParameterKind>>;
  readonly indicators: readonly IndicatorDefinition[];
  /** What may be read of the state of the position; nothing by default. */
  readonly state?: readonly StateName[];
}

const KEYWORDS = ['and', 'or', 'not', 'true', 'false'];

/** Names that mean something in every formula and so cannot name a parameter of a strategy. */
export function isReservedName(name: string): boolean {
  const bare = functionNamed(name)?.bare === true;
  return bare || isBarField(name) || isStateName(name) || KEYWORDS.includes(name);
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
  readonly state: readonly StateName[];
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
    this.state = scope.state ?? [];
    this.indicators = new Map(scope.indicators.map((definition) => [definition.name, definition]));
  }

  /** Notes the issue; the undefined it returns stands for a node that could not be made. */
  refuse(code: FormulaIssueCode, message: string, { start, end }: Span, hint?: string): undefined {
    this.issues.push({ code, message, start, end, ...(hint !== undefined && { hint }) });
    return undefined;
  }

  refuseUnknown(name: string, span: Span, role: 'name' | 'function'): undefined {
    if (isStateName(name)) return this.refuseState(name, span, role);
    if (isOrderName(name)) {
      const message = `"${name}" is an order, not a value`;
      return this.refuse('misplaced', message, span, 'Give it as the order of a rule: enterLongOrder');
    }
    const known = role === 'name' ? this.nameCandidates() : this.functionCandidates();
    return this.refuse('unknown-name', `Unknown ${role} "${name}"`, span, didYouMean(name, known));
  }

  private refuseState(name: StateName, span: Span, role: 'name' | 'function'): undefined {
    if (role === 'function') {
      return this.refuse('syntax', `"${name}" is not a function`, span, `Write ${name} without brackets`);
    }
    const place =
      name === 'nextOpen' ? 'in the price of an order' : "in a strategy's rules, and entry in its stops too";
    return this.refuse('misplaced', `"${name}" cannot be read here: it is known only ${place}`, span);
  }

  private nameCandidates(): string[] {
    const bare = FUNCTIONS.filter(({ bare }) => bare).map(({ name }) => name);
    return [
      ...this.parameters.keys(),
      ...this.state,
      ...(this.barsAllowed ? [...Object.keys(BAR_FIELDS), ...bare] : []),
    ];
  }

  private functionCandidates(): string[] {
    const core = FUNCTIONS.filter(({ bare, kind }) => !bare && (this.barsAllowed || kind === 'pointwise'));
    return [...core.map(({ name }) => name), 'if', 'htf', ...this.indicators.keys()];
  }
}
