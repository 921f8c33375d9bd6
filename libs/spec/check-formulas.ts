import { parseFormula } from '#quant/formula';
import type { StrategyDefinition } from '#quant/strategies';
import { parameterKinds, reportFormula } from './bind-conditions';
import type { IssueList, Path } from './issues';
import type { ReadSpace } from './read-space';
import type { SpecVocabulary } from './vocabulary';

const RULES = ['enterLong', 'exitLong', 'enterShort', 'exitShort'] as const;

/** Parses every rule and stop of a user's own strategy, and finds parameters that no formula reads. */
export function checkFormulas(
  { strategy, added }: ReadSpace,
  { rulePaths, vocabulary }: { rulePaths: Readonly<Record<string, Path>>; vocabulary: SpecVocabulary },
  issues: IssueList,
): void {
  const scope = { parameters: parameterKinds(strategy.parameters), indicators: vocabulary.indicators };
  const read = new Set<string>();
  let broken = false;
  for (const { key, text, expected } of formulasOf(strategy)) {
    const parsed = parseFormula(text, scope, expected);
    if (parsed.ok) parsed.formula.parameters.forEach((name) => read.add(name));
    else {
      broken = true;
      const place = { code: 'E2202', path: rulePaths[key] ?? [] } as const;
      for (const issue of parsed.issues) reportFormula(issue, place, issues);
    }
  }
  if (broken) return;
  for (const { name, path } of added) {
    if (read.has(name)) continue;
    const known = [...read].join(', ');
    const expected = known === '' ? 'a rule that uses it' : `a parameter that a rule uses: ${known}`;
    issues.error('E2103', path, `is used by no rule of ${strategy.name}`, { atKey: true, expected });
  }
}

function formulasOf(strategy: StrategyDefinition) {
  const rules = RULES.map((key) => ({ key: key as string, text: strategy[key], expected: 'condition' as const }));
  const stops = Object.entries(strategy.stops ?? {}).map(([key, text]: [string, string | undefined]) => ({
    key,
    text,
    expected: 'series' as const,
  }));
  return [...rules, ...stops].flatMap(({ text, ...rest }) => (text === undefined ? [] : [{ ...rest, text }]));
}
