import { compileStrategy, type CompiledStrategy } from '#quant/backtest';
import { FormulaError } from '#quant/formula';
import { compileSpace, type ParameterSet, type Space, type SpaceParameter } from '#quant/space';
import type { IssueList, Path } from './issues';
import type { ReadSpace } from './read-space';
import type { SpecVocabulary } from './vocabulary';

/** Values tried first of a parameter that has more: evenly spread, both ends among them. */
const SAMPLE = 32;
/** Values tried at most to be sure that none can run. */
const MOST_TRIED = 1000;

/**
 * Tries the numbers that the file gives and reports those with which the rules cannot be evaluated in any trial: a window
 * below 1, an index into the future. The other parameters are at their default, their first and their last value.
 */
export function checkValues(
  { strategy, space, fixed, paths }: ReadSpace,
  { rulePaths, vocabulary }: { rulePaths: Readonly<Record<string, Path>> | null; vocabulary: SpecVocabulary },
  issues: IssueList,
): void {
  const compiled = compileStrategy(strategy, vocabulary.indicators);
  if (!compiled.ok) {
    for (const { rule, message, hint } of compiled.issues) {
      const path = rulePaths?.[rule.replace('stops.', '')] ?? ['strategy'];
      issues.error('E2203', path, `cannot be used: ${message}`, { hint });
    }
    return;
  }
  const points = compileSpace(space);
  if (!points.ok) return;
  const defaults = Object.entries(strategy.parameters).map(([name, own]) => [name, own.default] as const);
  const around = surroundings({ ...Object.fromEntries(defaults), ...fixed }, points.space);
  const problemOf = (name: string, value: number) => ownProblem(compiled.strategy, { name, value, around });
  for (const [name, value] of Object.entries(fixed)) {
    const path = paths[name];
    const problem = path && typeof value === 'number' ? problemOf(name, value) : null;
    if (path && problem !== null) issues.error('E2108', path, `can never run: ${problem}`);
  }
  for (const parameter of points.space.parameters) {
    if (parameter.ordered) checkParameter(parameter, { path: paths[parameter.name] ?? [], problemOf }, issues);
  }
}

function checkParameter(
  parameter: SpaceParameter,
  { path, problemOf }: { path: Path; problemOf: (name: string, value: number) => string | null },
  issues: IssueList,
): void {
  const tried = sampleOf(parameter).map((code) => {
    const value = Number(parameter.valueAt(code));
    return { value, problem: problemOf(parameter.name, value) };
  });
  const failing = tried.find(({ problem }) => problem !== null);
  if (failing === undefined) return;
  const running = tried.find(({ problem }) => problem === null);
  const fails = (code: number) => problemOf(parameter.name, Number(parameter.valueAt(code))) !== null;
  const { levels } = parameter;
  if (running === undefined && levels !== null && levels <= MOST_TRIED && spread(levels, levels).every(fails)) {
    issues.error('E2108', path, `has no value that can run: ${failing.problem}`);
    return;
  }
  issues.warning('W2003', path, `has values that can never run, such as ${failing.value}: ${failing.problem}`, {
    hint: running && `their trials fail; ${running.value} would run`,
  });
}

/** Every parameter at its default, its first and its last value. */
function surroundings(defaults: ParameterSet, { parameters }: Space): ParameterSet[] {
  const ends = parameters.map((parameter) => {
    const codes = sampleOf(parameter);
    return [parameter.name, parameter.valueAt(codes.at(0) ?? 0), parameter.valueAt(codes.at(-1) ?? 0)] as const;
  });
  const first = Object.fromEntries(ends.map(([name, value]) => [name, value]));
  const last = Object.fromEntries(ends.map(([name, , value]) => [name, value]));
  return [defaults, { ...defaults, ...first }, { ...defaults, ...last }];
}

/**
 * Why the rules cannot run with this value, wherever the others are; null when they can. The parameter is not to blame
 * where they would fail in the same words with another value.
 */
function ownProblem(
  strategy: CompiledStrategy,
  { name, value, around }: { name: string; value: number; around: readonly ParameterSet[] },
): string | null {
  let own: string | null = null;
  for (const others of around) {
    const problem = problemWith(strategy, { ...others, [name]: value });
    if (problem === null) return null;
    if (problem !== problemWith(strategy, { ...others, [name]: value + 1 })) own ??= problem;
  }
  return own;
}

function problemWith(strategy: CompiledStrategy, parameters: ParameterSet): string | null {
  try {
    strategy.bind(parameters);
    return null;
  } catch (error) {
    if (error instanceof FormulaError) return error.message;
    throw error;
  }
}

/** Codes of values to try; of a continuous parameter also one that is no round number. */
function sampleOf({ levels, domain }: SpaceParameter): number[] {
  if (domain.kind !== 'continuous') return spread(levels ?? 1, Math.min(levels ?? 1, SAMPLE));
  const { min, max } = domain;
  return [min, min + (max - min) / Math.SQRT2, max];
}

/** `count` whole numbers from 0 to `levels` − 1, evenly spread. */
function spread(levels: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => (count === 1 ? 0 : Math.round((i * (levels - 1)) / (count - 1))));
}
