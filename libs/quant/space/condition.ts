import { compileParameterExpression } from '#quant/formula';
import type { SpaceIssue } from './issues';
import type { Levels } from './levels';
import type { Parameter, ParameterSet } from './space.types';

/** A boolean expression over parameters, read from codes. */
export interface Condition {
  text: string;
  /** Positions of the parameters it mentions, ascending. */
  scope: readonly number[];
  holds(codes: ArrayLike<number>): boolean;
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
  const { variables, evaluate } = compiled.expression;
  const mentioned = parameters
    .map((parameter, position) => ({ ...parameter, position }))
    .filter(({ parameter }) => variables.includes(parameter.name));
  const values: ParameterSet = {};
  const evaluateAt = (codes: ArrayLike<number>) => {
    for (const { parameter, levels, position } of mentioned) {
      values[parameter.name] = levels.valueAt(codes[position] ?? 0);
    }
    return evaluate(values);
  };
  if (typeof evaluateAt(parameters.map(lowestCode)) !== 'boolean') {
    return {
      ok: false,
      issues: [{ path, message: `"${text}" gives a number, not yes or no.`, hint: 'Compare it: `fast < slow`.' }],
    };
  }
  return {
    ok: true,
    condition: {
      text,
      scope: mentioned.map(({ position }) => position),
      holds: (codes) => evaluateAt(codes) === true,
    },
  };
}

function lowestCode({ parameter: { domain } }: NamedLevels): number {
  return domain.kind === 'continuous' ? domain.min : 0;
}

/** What an expression may read. A list that mixes texts and numbers has no one type and cannot be compared. */
function typesOf(parameters: readonly NamedLevels[]): Record<string, 'number' | 'boolean' | 'string'> {
  const types: Record<string, 'number' | 'boolean' | 'string'> = {};
  for (const { parameter } of parameters) {
    const type = typeOf(parameter);
    if (type !== null) types[parameter.name] = type;
  }
  return types;
}

function typeOf({ domain }: Parameter): 'number' | 'boolean' | 'string' | null {
  if (domain.kind === 'boolean') return 'boolean';
  if (domain.kind !== 'categorical') return 'number';
  const types = new Set(domain.values.map((value) => typeof value));
  const [type] = types;
  if (types.size > 1) return null;
  return type === 'number' || type === 'boolean' || type === 'string' ? type : null;
}
