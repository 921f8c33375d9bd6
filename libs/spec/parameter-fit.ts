import { assertNever } from '#kernel';
import type { Domain, ParameterValue } from '#quant/space';
import type { StrategyParameter } from '#quant/strategies';
import { shown } from './issues';
import type { ReadParameter } from './read-domain';
import { parameterOfValue } from './read-inline-strategy';

export interface Misfit {
  what: string;
  expected: string;
}

/** Why a parameter cannot have this value; null when it can. The strategy's usual range is no bound. */
export function valueMisfit(value: ParameterValue, declared: StrategyParameter): Misfit | null {
  const misfit = (expected: string): Misfit => ({ what: `must be ${expected}, found ${shown(value)}`, expected });
  switch (declared.kind) {
    case 'integer':
      return Number.isSafeInteger(value) ? null : misfit('a whole number');
    case 'float':
      return typeof value === 'number' ? null : misfit('a number');
    case 'boolean':
      return typeof value === 'boolean' ? null : misfit('true or false');
    case 'categorical':
      return declared.values.includes(value) ? null : misfit(`one of ${declared.values.join(', ')}`);
    default:
      return assertNever(declared);
  }
}

/** Why a parameter cannot be searched within this domain; null when it can. */
export function domainMisfit(domain: Domain, declared: StrategyParameter): Misfit | null {
  switch (domain.kind) {
    case 'list':
    case 'categorical':
      return firstMisfit(domain.values, declared);
    case 'boolean':
      return firstMisfit([false, true], declared);
    case 'integer':
    case 'float':
    case 'continuous':
    case 'log':
      return rangeMisfit(domain.kind, declared);
    default:
      return assertNever(domain);
  }
}

function rangeMisfit(kind: Domain['kind'], declared: StrategyParameter): Misfit | null {
  const noRange = (expected: string): Misfit => ({ what: 'must not be a range of numbers', expected });
  switch (declared.kind) {
    case 'float':
      return null;
    case 'integer':
      if (kind === 'integer') return null;
      return { what: 'must have whole numbers only', expected: 'a whole min, max and step' };
    case 'boolean':
      return noRange('{ type: boolean }');
    case 'categorical':
      return noRange(`a list out of ${declared.values.join(', ')}`);
    default:
      return assertNever(declared);
  }
}

function firstMisfit(values: readonly ParameterValue[], declared: StrategyParameter): Misfit | null {
  for (const value of values) {
    const misfit = valueMisfit(value, declared);
    if (misfit) return misfit;
  }
  return null;
}

/** The declaration of a parameter that only the search names: its default is its first value. */
export function declarationFor(parameter: ReadParameter): StrategyParameter {
  if (parameter.kind === 'fixed') return parameterOfValue(parameter.value);
  const { domain } = parameter;
  switch (domain.kind) {
    case 'boolean':
      return { kind: 'boolean', default: false };
    case 'categorical':
      return { kind: 'categorical', default: domain.values[0] ?? false, values: domain.values };
    case 'integer':
    case 'float':
      return { kind: domain.kind, default: domain.min, min: domain.min, max: domain.max, step: domain.step };
    case 'continuous':
    case 'log':
      return { kind: 'float', default: domain.min, min: domain.min, max: domain.max, step: 1 };
    case 'list':
      return declarationForList(domain.values);
    default:
      return assertNever(domain);
  }
}

/** A parameter declared by a whole number alone may be searched among other numbers as well. */
export function widened(declared: StrategyParameter, parameter: ReadParameter): StrategyParameter {
  const { kind } = declarationFor(parameter);
  return declared.kind === 'integer' && kind === 'float' ? { ...declared, kind } : declared;
}

function declarationForList(values: readonly number[]): StrategyParameter {
  const kind = values.every(Number.isInteger) ? 'integer' : 'float';
  const [min, max] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
  return { kind, default: values[0] ?? 0, min, max, step: 1 };
}
