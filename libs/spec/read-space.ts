import { didYouMean } from '#quant/formula';
import { compileSpace, type ParameterSet, type SpaceDefinition, type SpaceIssue } from '#quant/space';
import type { StrategyDefinition, StrategyParameter } from '#quant/strategies';
import { bindConditions } from './bind-conditions';
import { declarationFor, domainMisfit, valueMisfit, widened } from './parameter-fit';
import { shown, type IssueList, type Path } from './issues';
import { isPlainObject } from './raw-guard';
import { readParameter, type ReadParameter, type SearchedParameter } from './read-domain';
import { readTextList } from './read-text-list';
import type { ReadStrategy } from './read-inline-strategy';
import { snakeCase, type Field } from './section';
import { KEYS } from './spellings';

export const SPACE_LIMITS = { parameters: 64 } as const;

export interface ReadSpace {
  /** With the parameters that the file adds to a user's own strategy. */
  strategy: StrategyDefinition;
  space: SpaceDefinition;
  fixed: ParameterSet;
  /** Parameters the strategy itself does not declare: some rule must use them. */
  added: { name: string; path: Path }[];
  /** Where each parameter that the file names stands. */
  paths: Readonly<Record<string, Path>>;
}

/** What is searched, what is fixed, and which combinations are allowed. */
export function readSpace(
  fields: { parameters: Field | undefined; constraints: Field | undefined },
  own: ReadStrategy,
  issues: IssueList,
): ReadSpace | null {
  const before = issues.all.length;
  const { searched, fixed, declared, ...places } = readParameters(fields.parameters, own, issues);
  const constraints = readTextList(fields.constraints, issues);
  const isReadable = issues.all.length === before;
  checkDomains(searched, issues);
  // Conditions may read every parameter: where one is missing, they would be blamed for it.
  if (!isReadable) return null;
  const strategy: StrategyDefinition = { ...own.definition, parameters: declared };
  const inherited = strategy.constraints.map((text, i) => ({ text, path: own.constraintPaths[i] ?? ['parameters'] }));
  const bound = bindConditions({ strategy, searched, fixed, constraints: [...inherited, ...constraints] }, issues);
  if (!bound || issues.all.length > before) return null;
  checkSpace(bound.definition, { searched, constraintPaths: bound.constraintPaths }, issues);
  return { strategy, space: bound.definition, fixed, ...places };
}

interface ReadParameters extends Pick<ReadSpace, 'fixed' | 'added' | 'paths'> {
  searched: Map<string, SearchedParameter>;
  /** With those that only the search names. */
  declared: Record<string, StrategyParameter>;
}

function readParameters(field: Field | undefined, own: ReadStrategy, issues: IssueList): ReadParameters {
  const { definition, rulePaths, untyped } = own;
  const searched: ReadParameters['searched'] = new Map();
  const fixed: ParameterSet = {};
  const declared: ReadParameters['declared'] = { ...definition.parameters };
  const added: ReadSpace['added'] = [];
  const paths: Record<string, Path> = {};
  for (const [name, entry] of readEntries(field, issues)) {
    const known = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (known === undefined && rulePaths === null) {
      refuseUnknown(name, entry.path, definition, issues);
      continue;
    }
    const isOpen = untyped.has(name) && known?.kind === 'integer';
    const parameter = readParameter(entry, isOpen ? undefined : known, issues);
    if (!parameter) continue;
    paths[name] = entry.path;
    if (known === undefined) added.push({ name, path: entry.path });
    const declaration = known === undefined ? declarationFor(parameter) : isOpen ? widened(known, parameter) : known;
    declared[name] = declaration;
    if (!checkFit(parameter, declaration, issues)) continue;
    if (parameter.kind === 'fixed') fixed[name] = parameter.value;
    else searched.set(name, parameter);
  }
  for (const [name, parameter] of Object.entries(declared)) {
    if (!searched.has(name) && !Object.hasOwn(fixed, name)) fixed[name] = parameter.default;
  }
  return { searched, fixed, declared, added, paths };
}

function readEntries(field: Field | undefined, issues: IssueList): [string, Field][] {
  const expected = '{ length: { min: 10, max: 30, step: 5 } }';
  if (field === undefined) {
    issues.error('E2004', [], 'needs parameters', { expected: `parameters: ${expected}` });
    return [];
  }
  const entries = Array.isArray(field.value) ? listEntries(field.value, field.path, issues) : mappingEntries(field);
  if (entries === null)
    issues.error('E2001', field.path, `must be a mapping, found ${shown(field.value)}`, { expected });
  if (entries !== null && entries.length > SPACE_LIMITS.parameters) {
    issues.error(
      'E2007',
      field.path,
      `has ${entries.length} parameters, at most ${SPACE_LIMITS.parameters} are allowed`,
    );
    return [];
  }
  return entries ?? [];
}

function mappingEntries({ value, path }: Field): [string, Field][] | null {
  if (!isPlainObject(value)) return null;
  return Object.entries(value).map(([name, member]) => [name, { value: member, path: [...path, name] }]);
}

/** A list of mappings with a name each. */
function listEntries(items: readonly unknown[], path: Path, issues: IssueList): [string, Field][] {
  const names = new Set<string>();
  return items.flatMap((item, i): [string, Field][] => {
    const at = [...path, i];
    const entries = isPlainObject(item) ? Object.entries(item) : [];
    const named = entries.find(([key]) => (KEYS.parameterName as readonly string[]).includes(snakeCase(key)));
    const name = named?.[1];
    if (typeof name !== 'string' || names.has(name)) {
      const what = typeof name === 'string' ? `names ${shown(name)} a second time` : 'needs the name of its parameter';
      issues.error(typeof name === 'string' ? 'E2005' : 'E2004', at, what, {
        expected: '{ name: length, min: 10, max: 30, step: 5 }',
      });
      return [];
    }
    names.add(name);
    return [[name, { value: Object.fromEntries(entries.filter((entry) => entry !== named)), path: at }]];
  });
}

function refuseUnknown(name: string, path: Path, strategy: StrategyDefinition, issues: IssueList): void {
  const names = Object.keys(strategy.parameters);
  const expected = names.length === 0 ? 'no parameter' : `one of ${names.join(', ')}`;
  issues.error('E2103', path, `is no parameter of ${strategy.name}`, {
    atKey: true,
    hint: didYouMean(name, names),
    expected,
  });
}

function checkFit(parameter: ReadParameter, declared: StrategyParameter, issues: IssueList): boolean {
  const misfit =
    parameter.kind === 'fixed' ? valueMisfit(parameter.value, declared) : domainMisfit(parameter.domain, declared);
  if (misfit) issues.error('E2105', parameter.path, misfit.what, { expected: misfit.expected });
  return misfit === null;
}

/** Every range by itself: what is wrong with one is told even while another cannot be read. */
function checkDomains(searched: ReadonlyMap<string, SearchedParameter>, issues: IssueList): void {
  const parameters = [...searched].map(([name, { domain }]) => ({ name, domain }));
  checkSpace({ parameters, constraints: [] }, { searched, constraintPaths: [] }, issues);
}

/** Lets the space check itself and puts its findings where the file has the culprit. */
function checkSpace(
  definition: SpaceDefinition,
  places: { searched: ReadonlyMap<string, SearchedParameter>; constraintPaths: readonly Path[] },
  issues: IssueList,
): void {
  const compiled = compileSpace(definition);
  if (compiled.ok) return;
  for (const issue of compiled.issues) {
    const { code, path } = placeOf(issue, definition, places);
    issues.error(code, path, `cannot be used: ${issue.message}`, { hint: issue.hint });
  }
}

function placeOf(
  { path: [list, index, ...rest] }: SpaceIssue,
  { parameters }: SpaceDefinition,
  { searched, constraintPaths }: { searched: ReadonlyMap<string, SearchedParameter>; constraintPaths: readonly Path[] },
): { code: 'E2102' | 'E2106' | 'E2107' | 'E2301'; path: Path } {
  if (list === 'constraints' && typeof index === 'number') return { code: 'E2301', path: constraintPaths[index] ?? [] };
  const parameter = searched.get(typeof index === 'number' ? (parameters[index]?.name ?? '') : '');
  if (!parameter) return { code: 'E2102', path: [] };
  const [part, key, ...deeper] = rest;
  if (part === 'when') return { code: 'E2107', path: parameter.when?.path ?? parameter.path };
  if (part === 'name') return { code: 'E2106', path: parameter.path };
  const place = parameter.parts[String(key)];
  return { code: 'E2102', path: place ? [...place, ...deeper] : parameter.path };
}
