import { shown, type IssueList, type Path } from './issues';
import type { Field } from './section';

export const TEXT_LIST_LIMITS = { items: 64, length: 1000 } as const;

/** A text or a list of texts, each with its place. */
export function readTextList(field: Field | undefined, issues: IssueList): { text: string; path: Path }[] {
  if (field === undefined) return [];
  const { path } = field;
  const items: unknown[] = Array.isArray(field.value) ? field.value : [field.value];
  if (items.length > TEXT_LIST_LIMITS.items) {
    issues.error('E2007', path, `has ${items.length} entries, at most ${TEXT_LIST_LIMITS.items} are allowed`);
    return [];
  }
  return items.flatMap((text, i) => {
    const at = Array.isArray(field.value) ? [...path, i] : path;
    if (typeof text === 'string' && text.trim() !== '' && text.length <= TEXT_LIST_LIMITS.length)
      return [{ text, path: at }];
    const expected = `a text of at most ${TEXT_LIST_LIMITS.length} characters`;
    issues.error('E2001', at, `must be ${expected}, found ${shown(text)}`, { expected });
    return [];
  });
}
