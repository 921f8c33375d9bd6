/** The optimization file: from YAML or JSON in any spelling to one resolved spec, or to issues with their places. */
export { applySet } from './apply-set';
export { formatIssues } from './format-issues';
export { ISSUE_CODES, type IssueCode, type SpecIssue } from './issues';
export {
  type Criterion,
  type DatasetReference,
  type DataSource,
  DEFAULT_EXECUTION_OPTIONS,
  type ExecutionOptions,
  LEAST_MEMORY_MB,
  MAX_TRIALS,
  type Objective,
  type OptimizationSpec,
  type SearchSettings,
  specHash,
} from './optimization-spec';
export { readOptimizationSpec, type ReadSpecResult } from './read-spec';
export { readYamlSpec } from './read-yaml-spec';
export * from './recorded-spec';
export { resolvedYaml } from './resolved-yaml';
export { BUILT_IN_VOCABULARY, type SpecVocabulary } from './vocabulary';
export { parseYaml, type YamlSource } from './yaml-source';
