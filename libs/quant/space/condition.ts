import { compileParameterExpression, type Direction, type ParameterExpression, type ValueRange } from '#quant/formula';
import type { SpaceIssue } from './issues';
import type { Levels } from './levels';
import type { Parameter, ParameterSet } from './space.types';

/** A truth over parameters, read from codes. */
export interface Part {
  /** Positions of the parameters it mentions, ascending. */
  scope: readonly number[];
  holds(codes: ArrayLike<number>): boolean;
  /** How it depends on the level of one parameter while the others stand; null where that is not known. */
  directionIn(position: number): Direction | null;
}

/** A boolean expression over parameters. */
export interface Condition extends Part {
  text: string;
  /** All hold exactly where the condition does. */
  conjuncts: readonly Part[];
}

export interface NamedLevels {
  parameter: Parameter;
  levels: Levels;
}

/** Compiles a `when` or a constraint; `path` is where it stands in the definition. */
export function compileCondition(
  text: string,
  parameters: readonly NamedLevels[],
  path: (string | number)[],
): { ok: true; condition: Condition } | { ok: false; issues: SpaceIssue[] } {
  const compiled = compileParameterExpression(text, typesOf(parameters));
  if (!compiled.ok) {
    return {
      ok: false,
      issues: compiled.issues.map(({ message, hint }) => ({ path, message, ...(hint && { hint }) })),
    };
  }
  const { expression } = compiled;
  if (typeof evaluator(expression, parameters)(parameters.map(lowestCode)) !== 'boolean') {
    return {
      ok: false,
      issues: [{ path, message: `"${text}" gives a number, not yes or no.`, hint: 'Compare it: `fast < slow`.' }],
    };
  }
  const conjuncts = expression.conjuncts().map((conjunct) => partOf(conjunct, parameters));
  return { ok: true, condition: { text, ...partOf(expression, parameters), conjuncts } };
}

function partOf(expression: ParameterExpression, parameters: readonly NamedLevels[]): Part {
  const evaluate = evaluator(expression, parameters);
  const mentioned = mentionedBy(expression, parameters);
  const ranges: Record<string, ValueRange> = {};
  for (const { parameter, levels } of mentioned) if (levels.numbers !== null) ranges[parameter.name] = levels.numbers;
  const directions = new Map<number, Direction | null>();
  for (const { parameter, levels, position } of mentioned) {
    const ascends = levels.numbers?.ascending === true;
    directions.set(position, ascends ? expression.directionOf(parameter.name, ranges) : null);
  }
  return {
    scope: [...directions.keys()],
    holds: (codes) => evaluate(codes) === true,
    directionIn: (position) => {
      const direction = directions.get(position);
      return direction === undefined ? 'constant' : direction;
    },
  };
}

function evaluator(expression: ParameterExpression, parameters: readonly NamedLevels[]) {
  const mentioned = mentionedBy(expression, parameters);
  const values: ParameterSet = {};
  return (codes: ArrayLike<number>): number | boolean => {
    for (const { parameter, levels, position } of mentioned) {
      values[parameter.name] = levels.valueAt(codes[position] ?? 0);
    }
    return expression.evaluate(values);
  };
}

function mentionedBy({ variables }: ParameterExpression, parameters: readonly NamedLevels[]) {
  return parameters
    .map((parameter, position) => ({ ...parameter, position }))
    .filter(({ parameter }) => variables.includes(parameter.name));
}

function lowestCode({ parameter: { domain } }: NamedLevels): number {
  return domain.kind === 'continuous' ? domain.min : 0;
}

/** What an expression may read. A list that mixes texts and numbers has no one type and cannot be compared. */
function typesOf(parameters: readonly NamedLevels[]): Record<string, 'number' | 'boolean' | 'string'> {
  const types: Record<string, 'number' | 'boolean' | 'string'> = {};
  for (const { parameter } of parameters) {
    const type = valueType(parameter);
    if (type !== null) types[parameter.name] = type;
  }
  return types;
}

/** Type of a parameter's values; null for a list that mixes several. */
export function valueType({ domain }: Pick<Parameter, 'domain'>): 'number' | 'boolean' | 'string' | null {
  if (domain.kind === 'boolean') return 'boolean';
  if (domain.kind !== 'categorical') return 'number';
  const types = new Set(domain.values.map((value) => typeof value));
  const [type] = types;
  if (types.size > 1) return null;
  return type === 'number' || type === 'boolean' || type === 'string' ? type : null;
}
