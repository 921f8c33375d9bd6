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
  const placed = result.issues.map((issue) => placeIssue(source, issue));
  return { ...result, issues: placed.toSorted(byPosition) };
}

/** As they stand in the file; what stands nowhere comes first. */
function byPosition({ position: a }: SpecIssue, { position: b }: SpecIssue): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}
