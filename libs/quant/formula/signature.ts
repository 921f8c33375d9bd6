import type { IndicatorDefinition } from '#quant/indicators';
import type { FormulaFunction } from './functions/function.types';

/** How a function is called, e.g. `change(x, n = 1)`. */
export function functionSignature(core: FormulaFunction): string {
  if (core.bare) return core.name;
  const names = core.parameters.map(written);
  const more = core.kind === 'pointwise' && core.variadic ? ['…'] : [];
  return `${core.name}(${[...names, ...more].join(', ')})`;
}

export function indicatorSignature({ name, arguments: signature }: IndicatorDefinition): string {
  return `${name}(${signature.map(written).join(', ')})`;
}

function written({ name, default: value }: { name: string; default?: number | string | undefined }): string {
  return value === undefined ? name : `${name} = ${typeof value === 'string' ? `"${value}"` : value}`;
}
