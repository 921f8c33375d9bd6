import { applySet } from './apply-set';
import type { SpecIssue } from './issues';
import { readOptimizationSpec, type ReadSpecResult } from './read-spec';
import type { SpecVocabulary } from './vocabulary';
import { parseYaml, placeIssue, yamlValue } from './yaml-source';

/** Reads an optimization file. `sets` are assignments (`parameters.rsi_period.step=2`), applied before it is understood. */
export function readYamlSpec(
  text: string,
  vocabulary: SpecVocabulary,
  { sets = [] }: { sets?: readonly string[] } = {},
): ReadSpecResult {
  const source = parseYaml(text);
  if (source.issues.length > 0) return { ok: false, issues: source.issues };
  const refused = sets.flatMap((assignment): SpecIssue[] => applySet(source.document, assignment) ?? []);
  if (refused.length > 0) return { ok: false, issues: refused };
  const value = yamlValue(source);
  if ('issues' in value) return { ok: false, issues: value.issues };
  const result = readOptimizationSpec(value.raw, vocabulary);
  return { ...result, issues: result.issues.map((issue) => placeIssue(source, issue)) };
}
