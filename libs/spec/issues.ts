/** Every code an optimization file can be refused with. A code keeps its meaning for ever; docs/reference lists them. */
export const ISSUE_CODES = {
  E2001: 'A value has the wrong type.',
  E2002: 'A key is not known.',
  E2003: 'A key is not allowed.',
  E2004: 'Something required is missing.',
  E2005: 'One thing is given twice, in two spellings.',
  E2006: 'A feature is not available yet.',
  E2007: 'Something is too long, too deep or too many.',
  E2008: 'A value is not one of those possible.',
  E2009: 'A number is outside its range.',
  E2010: 'The text is not valid YAML.',
  E2011: 'An assignment (--set) cannot be read or applied.',
  E2101: 'A parameter range cannot be read.',
  E2102: 'A parameter range is not possible.',
  E2103: 'A parameter does not exist in the strategy.',
  E2104: 'A step is not above 0.',
  E2105: 'A value does not fit the type of its parameter.',
  E2106: 'A parameter name is not allowed.',
  E2107: 'A condition (when) of a parameter cannot be used.',
  E2108: 'No value of a parameter can run.',
  E2201: 'A strategy is not known.',
  E2202: 'A formula is not valid.',
  E2203: 'A strategy definition is not complete.',
  E2204: 'A strategy file cannot be read.',
  E2301: 'A constraint cannot be used.',
  E2401: 'A metric is not known.',
  E2402: 'A metric has no better direction of its own.',
  E2403: 'A criterion cannot be read.',
  E2501: 'A search method is not known.',
  E2601: 'A point in time cannot be read, or start and end are the wrong way round.',
  E2602: 'A content hash is not one.',
  E2701: 'A backtest setting does not fit the strategy or another setting.',
  W2001: 'A setting has no effect.',
  W2002: 'A value is possible but probably not meant.',
  W2003: 'Some values of a parameter can never run.',
  W2004: 'The search method cannot search this space.',
} as const;
export type IssueCode = keyof typeof ISSUE_CODES;

export type Path = readonly (string | number)[];

export interface SpecIssue {
  severity: 'error' | 'warning';
  code: IssueCode;
  /** Keys and positions from the root of the file, as written there. */
  path: (string | number)[];
  /** A sentence that starts with the path. */
  message: string;
  hint?: string;
  expected?: string;
  /** The issue concerns the key itself, not its value. */
  atKey?: true;
  /** Part of a text (a formula): 0-based, end exclusive. */
  span?: { start: number; end: number };
  /** Where it stands in the text that was read; both 1-based. */
  position?: { line: number; column: number; length: number };
}

type Facts = Pick<SpecIssue, 'hint' | 'expected' | 'atKey' | 'span'>;

/** Collects issues; `what` completes the sentence that the path begins. */
export class IssueList {
  readonly all: SpecIssue[] = [];

  error(code: IssueCode, path: Path, what: string, facts: Facts = {}): void {
    this.add('error', code, path, what, facts);
  }

  warning(code: IssueCode, path: Path, what: string, facts: Facts = {}): void {
    this.add('warning', code, path, what, facts);
  }

  get failed(): boolean {
    return this.all.some(({ severity }) => severity === 'error');
  }

  private add(severity: SpecIssue['severity'], code: IssueCode, path: Path, what: string, facts: Facts): void {
    if (this.all.length >= MAX_ISSUES) return;
    const known = Object.entries(facts).filter(([, fact]) => fact !== undefined);
    this.all.push({
      severity,
      code,
      path: [...path],
      message: `${dotted(path)} ${what}`,
      ...Object.fromEntries(known),
    });
  }
}

/** Nobody reads more; hostile input shall not make us write more. */
const MAX_ISSUES = 200;

/** `parameters.rsi_period.step`, `constraints[2]`; `the file` for the root. */
export function dotted(path: Path): string {
  if (path.length === 0) return 'the file';
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i > 0 ? '.' : ''}${part}`)).join('');
}

/** A value as it may stand in a message: JSON, cut to 60 characters. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
