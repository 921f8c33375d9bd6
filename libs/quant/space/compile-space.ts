import { isReservedName } from '#quant/formula';
import { compileCondition, type Condition, type NamedLevels } from './condition';
import { domainIssues } from './domain-issues';
import type { SpaceIssue } from './issues';
import { levelsOf } from './levels';
import { createSpace, type Space } from './space';
import type { SpaceDefinition } from './space.types';

export type CompiledSpace = { ok: true; space: Space } | { ok: false; issues: SpaceIssue[] };

const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Checks a definition in full and makes it usable, or tells everything that is wrong with it. */
export function compileSpace(definition: SpaceDefinition): CompiledSpace {
  const issues = [...nameIssues(definition), ...allDomainIssues(definition)];
  if (issues.length > 0) return { ok: false, issues };

  const parameters = definition.parameters.map((parameter) => ({ parameter, levels: levelsOf(parameter.domain) }));
  const read = reader(parameters, issues);
  const whens = definition.parameters.map(({ when }, i) =>
    when === undefined ? null : read(when, ['parameters', i, 'when']),
  );
  const constraints = definition.constraints.map((text, i) => read(text, ['constraints', i]));
  issues.push(...cycleIssues(parameters, whens));
  if (issues.length > 0) return { ok: false, issues };
  return {
    ok: true,
    space: createSpace(
      definition,
      parameters.map((named, i) => ({ ...named, when: whens[i] ?? null })),
      constraints.filter((condition) => condition !== null),
    ),
  };
}

function reader(parameters: readonly NamedLevels[], issues: SpaceIssue[]) {
  return (text: string, path: (string | number)[]): Condition | null => {
    const compiled = compileCondition(text, parameters, path);
    if (compiled.ok) return compiled.condition;
    issues.push(...compiled.issues);
    return null;
  };
}

function nameIssues({ parameters }: SpaceDefinition): SpaceIssue[] {
  const names = parameters.map(({ name }) => name);
  return names.flatMap((name, i) => {
    const path = ['parameters', i, 'name'];
    if (!NAME.test(name)) {
      const hint = 'Use letters, digits and _, beginning with a letter.';
      return [{ path, message: `"${name}" is not a parameter name.`, hint }];
    }
    if (isReservedName(name)) {
      return [{ path, message: `"${name}" is a word of the formula language.`, hint: `Try "${name}_value".` }];
    }
    if (names.indexOf(name) < i) return [{ path, message: `There are two parameters "${name}".` }];
    return [];
  });
}

function allDomainIssues({ parameters }: SpaceDefinition): SpaceIssue[] {
  return parameters.flatMap(({ name, domain }, i) =>
    domainIssues(domain).map((issue) => ({
      ...issue,
      path: ['parameters', i, 'domain', ...issue.path],
      message: `${name}: ${issue.message}`,
    })),
  );
}

/** A parameter whose `when` depends on itself, directly or through others, would be neither active nor inactive. */
function cycleIssues(parameters: readonly NamedLevels[], whens: readonly (Condition | null)[]): SpaceIssue[] {
  const nameOf = (i: number) => parameters[i]?.parameter.name ?? '';
  return whens.flatMap((when, i) => {
    const circle = when === null ? null : pathTo(i, i, whens, new Set());
    if (circle === null) return [];
    const names = [i, ...circle].map(nameOf).join(' → ');
    return [{ path: ['parameters', i, 'when'], message: `The condition depends on its own parameter: ${names}.` }];
  });
}

function pathTo(
  target: number,
  from: number,
  whens: readonly (Condition | null)[],
  seen: Set<number>,
): number[] | null {
  for (const next of whens[from]?.scope ?? []) {
    if (next === target) return [next];
    if (seen.has(next)) continue;
    seen.add(next);
    const rest = pathTo(target, next, whens, seen);
    if (rest !== null) return [next, ...rest];
  }
  return null;
}
