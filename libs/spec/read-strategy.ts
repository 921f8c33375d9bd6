import type { StrategyDefinition } from '#quant/strategies';
import { readText } from './fields';
import { dotted, shown, type IssueList } from './issues';
import { guardRaw, isPlainObject } from './raw-guard';
import { isInlineStrategy, readInlineStrategy, type ReadStrategy } from './read-inline-strategy';
import { Section, type Field } from './section';
import { KEYS } from './spellings';
import { findStrategy, suggestStrategy, type SpecVocabulary } from './vocabulary';

/** A name or catalogue id, `{ name, version }`, `{ file }`, or a definition with rules. */
export function readStrategy(
  field: Field | undefined,
  vocabulary: SpecVocabulary,
  issues: IssueList,
): ReadStrategy | null {
  if (field === undefined) {
    const hint = suggestionOf(vocabulary);
    issues.error('E2004', [], 'needs a strategy', { expected: 'strategy: <name>, or a definition with rules', hint });
    return null;
  }
  if (typeof field.value === 'string') return byName(field, field.value, vocabulary, issues);
  const section = Section.at(field, issues, 'a name, { name }, { file }, or a definition with rules');
  if (!section) return null;
  if (isPlainObject(field.value) && isInlineStrategy(section)) return readInlineStrategy(section, issues);
  return readReference(field, section, vocabulary, issues);
}

function readReference(
  field: Field,
  section: Section,
  vocabulary: SpecVocabulary,
  issues: IssueList,
): ReadStrategy | null {
  const file = section.take(KEYS.strategyFile);
  const name = section.take(KEYS.id);
  const lean = section.take(KEYS.lean);
  const version = section.take(KEYS.version);
  section.finish();
  if (lean) issues.warning('W2001', lean.path, 'has no effect: LEAN projects are not run by paramo');
  if (file) return fromFile(file, vocabulary, issues);
  if (!name) {
    issues.error('E2004', field.path, 'needs a name, a file or rules', { expected: 'name: <strategy>' });
    return null;
  }
  const text = readText(name, issues, 200);
  const found = text === undefined ? null : byName(name, text, vocabulary, issues);
  if (found && version) checkVersion(version, found.definition, issues);
  return found && { ...found, path: field.path };
}

function byName(field: Field, name: string, vocabulary: SpecVocabulary, issues: IssueList): ReadStrategy | null {
  const definition = findStrategy(name, vocabulary);
  if (definition) return { definition, path: field.path, rulePaths: null, constraintPaths: [], untyped: new Set() };
  const hint = suggestStrategy(name, vocabulary) ?? 'paramo strategy ls shows them all; your own strategy needs rules';
  issues.error('E2201', field.path, `names no strategy paramo knows: ${shown(name)}`, { hint });
  return null;
}

function checkVersion({ value, path }: Field, { name, version }: StrategyDefinition, issues: IssueList): void {
  if (value === version || value === 'latest' || value === String(version)) return;
  const expected = `latest or ${version}`;
  issues.error('E2008', path, `asks for a version of ${name} that does not exist: ${shown(value)}`, { expected });
}

function fromFile(field: Field, vocabulary: SpecVocabulary, issues: IssueList): ReadStrategy | null {
  const path = readText(field, issues, 1024);
  if (path === undefined) return null;
  if (!vocabulary.loadStrategyFile) {
    issues.error('E2204', field.path, 'cannot be read here', { hint: 'write the rules into this file' });
    return null;
  }
  const loaded = load(vocabulary.loadStrategyFile, path);
  if ('problem' in loaded) {
    issues.error('E2204', field.path, `cannot be read: ${loaded.problem}`);
    return null;
  }
  if (!guardRaw(loaded.raw, issues, field.path)) return null;
  const section = Section.at({ value: loaded.raw, path: field.path }, issues, 'a strategy definition');
  if (!section) return null;
  if (isInlineStrategy(section)) return readInlineStrategy(section, issues);
  issues.error('E2203', field.path, `leads to a file without rules: ${dotted([path])}`, {
    expected: 'rules: { enter_long: … }',
  });
  return null;
}

function load(loader: (path: string) => unknown, path: string): { raw: unknown } | { problem: string } {
  try {
    return { raw: loader(path) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function suggestionOf({ strategies: [first] }: SpecVocabulary): string | undefined {
  return first && `for example strategy: ${first.name}`;
}
