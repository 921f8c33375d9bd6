import { checkAdmission } from './check-admission';
import { checkBacktest } from './check-backtest';
import { checkFormulas } from './check-formulas';
import { checkValues } from './check-values';
import { readText } from './fields';
import { IssueList, type SpecIssue } from './issues';
import type { ExecutionOptions, OptimizationSpec } from './optimization-spec';
import { guardRaw, isPlainObject } from './raw-guard';
import { readBacktest } from './read-backtest';
import { readData } from './read-data';
import { GoalReader } from './read-goal';
import { readExecution, readMethod } from './read-settings';
import { readSpace } from './read-space';
import type { ReadStrategy } from './read-inline-strategy';
import { readStrategy } from './read-strategy';
import { Section, type Field } from './section';
import { KEYS } from './spellings';
import type { SpecVocabulary } from './vocabulary';

export type ReadSpecResult =
  /** `issues` holds warnings only. */
  | { ok: true; spec: OptimizationSpec; execution: ExecutionOptions; issues: SpecIssue[] }
  | { ok: false; issues: SpecIssue[] };

/** Sections that would change the answer, each with what it is for. */
const LATER_SECTIONS: Readonly<Record<string, string>> = {
  split: 'holding back data',
  validate: 'validation',
  gates: 'gates',
  market_regime_filter: 'market regimes',
  pruning: 'pruning',
};

/**
 * Parsed YAML or JSON → a resolved optimization, or everything that is wrong with it. Pure: files are read by the
 * vocabulary's loader only. Never throws for what `raw` holds.
 */
export function readOptimizationSpec(raw: unknown, vocabulary: SpecVocabulary): ReadSpecResult {
  const issues = new IssueList();
  if (!guardRaw(raw, issues)) return { ok: false, issues: issues.all };
  if (!isPlainObject(raw)) {
    issues.error('E2001', [], 'must be a mapping with name, strategy, data and parameters');
    return { ok: false, issues: issues.all };
  }
  const read = readSections(new Section(raw, [], issues), vocabulary, issues);
  if (read === null || issues.failed) return { ok: false, issues: issues.all };
  return { ok: true, ...read, issues: issues.all };
}

function readSections(
  root: Section,
  vocabulary: SpecVocabulary,
  issues: IssueList,
): { spec: OptimizationSpec; execution: ExecutionOptions } | null {
  root.take(KEYS.schema);
  const name = readText(root.take(KEYS.name), issues, 200);
  const description = readText(root.take(KEYS.description), issues, 10_000) ?? '';
  const strategy = readStrategy(root.take(KEYS.strategy), vocabulary, issues);
  const dataset = readData(root.take(KEYS.data), root, issues);
  const conditions = sortConditions(root);
  const fields = { parameters: root.take(KEYS.parameters), constraints: conditions.constraints };
  const space = strategy && checkedSpace(fields, { strategy, vocabulary }, issues);
  const backtest = readBacktest(root.take(KEYS.backtest), root, issues);
  const goals = new GoalReader(vocabulary, issues);
  const objective = goals.objective(root.take(KEYS.objective));
  const criteria = conditions.criteria.flatMap((field) => goals.criteria(field));
  const metrics = goals.metrics(root.take(KEYS.metrics), objective, criteria);
  const method = readMethod(root.take(KEYS.method), root, issues);
  const execution = readExecution(root.take(KEYS.execution), root, issues);
  refuseLaterSections(root, issues);
  root.finish();
  if (!space || !dataset || !backtest || !objective) return null;
  checkBacktest(backtest, space.strategy, issues);
  if (!issues.failed) checkAdmission(space, { method, parametersPath: fields.parameters?.path ?? [] }, issues);
  const { strategy: definition, space: definitionOfSpace, fixed } = space;
  const spec: OptimizationSpec = {
    name: name ?? `${definition.name}-${dataset.symbol}`,
    description,
    strategy: definition,
    dataset,
    space: definitionOfSpace,
    fixed,
    backtest: backtest.settings,
    method,
    objective,
    criteria,
    metrics,
  };
  return { spec, execution };
}

function checkedSpace(
  fields: Parameters<typeof readSpace>[0],
  { strategy, vocabulary }: { strategy: ReadStrategy; vocabulary: SpecVocabulary },
  issues: IssueList,
) {
  const before = issues.all.length;
  const space = readSpace(fields, strategy, issues);
  const { rulePaths } = strategy;
  if (space && rulePaths) checkFormulas(space, { rulePaths, vocabulary }, issues);
  if (space && issues.all.length === before) checkValues(space, { rulePaths, vocabulary }, issues);
  return space;
}

/** One requirement document calls criteria `constraints`: a mapping holds criteria, a list or text holds conditions. */
function sortConditions(root: Section): { constraints: Field | undefined; criteria: Field[] } {
  const constraints = root.take(KEYS.constraints);
  const criteria = root.take(KEYS.criteria);
  const areCriteria = isPlainObject(constraints?.value);
  return {
    constraints: areCriteria ? undefined : constraints,
    criteria: [areCriteria ? constraints : undefined, criteria].filter((field) => field !== undefined),
  };
}

function refuseLaterSections(root: Section, issues: IssueList): void {
  for (const [key, purpose] of Object.entries(LATER_SECTIONS)) {
    const field = root.take([key]);
    if (!field) continue;
    issues.error('E2006', field.path, `is not available yet: ${purpose}`, { atKey: true, hint: 'remove the section' });
  }
}
