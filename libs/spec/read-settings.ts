import { findSearchMethod } from '#quant/search';
import { readDuration, readNumber } from './fields';
import { shown, type IssueList } from './issues';
import {
  DEFAULT_EXECUTION_OPTIONS,
  LEAST_MEMORY_MB,
  type ExecutionOptions,
  type SearchSettings,
} from './optimization-spec';
import { Section, takeFrom, type Field } from './section';
import { KEYS } from './spellings';

const DEFAULT_METHOD = 'grid';
const DEFAULT_SEED = 42;

/** `method`: a name, or `{ name, seed, max_iterations }`; seed and budget may stand at the top level. */
export function readMethod(field: Field | undefined, root: Section, issues: IssueList): SearchSettings {
  const section = typeof field?.value === 'string' ? null : Section.at(field, issues, '{ name: grid, seed: 42 }');
  const nameField = section ? section.take(['name', 'type', 'method']) : field;
  const places = section ? [section, root] : [root];
  const seed = readNumber(takeFrom(places, KEYS.seed, issues), issues, { min: 0, integer: true });
  const budget = readNumber(takeFrom(places, KEYS.budget, issues), issues, { min: 1, integer: true });
  section?.finish();
  const name = nameField ? methodName(nameField, issues) : DEFAULT_METHOD;
  return { name: name ?? DEFAULT_METHOD, seed: seed ?? DEFAULT_SEED, budget: budget ?? null };
}

function methodName({ value, path }: Field, issues: IssueList): string | undefined {
  const found = findSearchMethod(typeof value === 'string' ? value : '');
  if (found.ok) return found.method.name;
  if (found.reason === 'unknown')
    issues.error('E2501', path, `names no search method: ${shown(value)}`, { hint: found.hint });
  else issues.error('E2006', path, `is not available yet: ${shown(value)}`, { hint: found.hint });
  return undefined;
}

/** `execution`; `max_concurrent` may stand at the top level. Nothing here changes a result. */
export function readExecution(field: Field | undefined, root: Section, issues: IssueList): ExecutionOptions {
  const section = Section.at(field, issues, '{ max_concurrent: 4 }');
  const places = section ? [section, root] : [root];
  const take = (key: 'maxConcurrent' | 'cpuPercent' | 'trialTimeout' | 'retries' | 'maxFailureRate' | 'memory') =>
    takeFrom(places, KEYS[key], issues);
  const defaults = DEFAULT_EXECUTION_OPTIONS;
  const options: ExecutionOptions = {
    maxConcurrent:
      readNumber(take('maxConcurrent'), issues, { min: 1, max: 1024, integer: true }) ?? defaults.maxConcurrent,
    cpuPercent: readNumber(take('cpuPercent'), issues, { min: 1, max: 100, percent: true }) ?? defaults.cpuPercent,
    memoryMb: readNumber(take('memory'), issues, { min: LEAST_MEMORY_MB, integer: true }) ?? defaults.memoryMb,
    trialTimeoutMs: readDuration(take('trialTimeout'), issues) ?? defaults.trialTimeoutMs,
    retries: readNumber(take('retries'), issues, { min: 0, max: 10, integer: true }) ?? defaults.retries,
    maxFailureRate: readShare(take('maxFailureRate'), issues) ?? defaults.maxFailureRate,
  };
  section?.finish();
  return options;
}

/** `0.05` or `5%`. */
function readShare(field: Field | undefined, issues: IssueList): number | undefined {
  const isPercent = typeof field?.value === 'string';
  const value = readNumber(field, issues, { min: 0, max: isPercent ? 100 : 1, percent: true });
  return value !== undefined && isPercent ? value / 100 : value;
}
