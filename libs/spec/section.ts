import { didYouMean } from '#quant/formula';
import { shown, type IssueList, type Path } from './issues';
import { isPlainObject } from './raw-guard';

/** A value and where it stands. */
export interface Field {
  value: unknown;
  path: Path;
}

/** Spellings of one key in snake_case, the preferred one first. `stepSize`, `step-size` and `step_size` are alike. */
export type Spelling = readonly [string, ...string[]];

/** A longer list helps nobody. */
const LISTED_KEYS = 15;

/** A mapping of the file that is being read: it knows which keys were asked for, and complains about the others. */
export class Section {
  private readonly entries = new Map<string, Field & { key: string }>();
  private readonly asked = new Set<string>();
  private readonly preferred = new Set<string>();

  constructor(
    value: Record<string, unknown>,
    readonly path: Path,
    private readonly issues: IssueList,
  ) {
    for (const [key, member] of Object.entries(value)) {
      const name = snakeCase(key);
      const twin = this.entries.get(name);
      const field = { key, value: member, path: [...path, key] };
      if (twin) issues.error('E2005', field.path, `is given twice: also as ${twin.key}`, { atKey: true });
      else this.entries.set(name, field);
    }
  }

  /** The section at a field; an issue and null when it is no mapping. An absent field is an empty section. */
  static at(field: Field | undefined, issues: IssueList, expected: string): Section | null {
    if (field === undefined) return new Section({}, [], issues);
    if (isPlainObject(field.value)) return new Section(field.value, field.path, issues);
    issues.error('E2001', field.path, `must be a mapping, found ${shown(field.value)}`, { expected });
    return null;
  }

  /** The value under one of the spellings; undefined when absent or null. Two spellings at once are an issue. */
  take(spelling: Spelling): Field | undefined {
    this.preferred.add(spelling[0]);
    for (const name of spelling) this.asked.add(name);
    const found = spelling.flatMap((name) => this.entries.get(name) ?? []).filter(isPresent);
    return firstOf(found, this.issues);
  }

  /** Whether one of the spellings is present, without taking it. */
  has(spelling: Spelling): boolean {
    return spelling.some((name) => isPresent(this.entries.get(name) ?? { value: null }));
  }

  /** To be called when everything known was taken: what is left is an issue each. */
  finish(): void {
    for (const [name, { key, path }] of this.entries) {
      if (this.asked.has(name)) continue;
      const known = [...this.preferred].sort();
      const hint = didYouMean(name, known) ?? didYouMean(name, [...this.asked]);
      const expected = hint === undefined && known.length <= LISTED_KEYS ? `one of ${known.join(', ')}` : undefined;
      this.issues.error('E2002', path, `is not a known key${key === name ? '' : ` (${key})`}`, {
        atKey: true,
        hint,
        expected,
      });
    }
  }
}

/** The value from whichever section has it, e.g. `data.symbol` or a top-level `symbol`; both is an issue. */
export function takeFrom(sections: readonly Section[], spelling: Spelling, issues: IssueList): Field | undefined {
  return firstOf(
    sections.flatMap((section) => section.take(spelling) ?? []),
    issues,
  );
}

function isPresent({ value }: Pick<Field, 'value'>): boolean {
  return value !== null && value !== undefined;
}

function firstOf(fields: readonly Field[], issues: IssueList): Field | undefined {
  const [first, ...others] = fields;
  for (const { path } of others) {
    issues.error('E2005', path, `is given twice: also as ${first?.path.join('.')}`, { atKey: true, hint: 'keep one' });
  }
  return first;
}

/** `enterLong`, `enter-long`, `Enter Long` → `enter_long`. */
export function snakeCase(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[\s-]+/g, '_')
    .toLowerCase();
}
