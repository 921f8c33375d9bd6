import type { IndicatorArgument, IndicatorDefinition } from '#quant/indicators';
import type { FormulaFunction } from './functions/function.types';

/** How a function is called, e.g. `change(x, n = 1)`. */
export function functionSignature(core: FormulaFunction): string {
  if (core.kind !== 'pointwise' && core.bare) return core.name;
  const names = core.parameters.map((parameter) =>
    written(parameter.name, 'default' in parameter && parameter.default),
  );
  return `${core.name}(${[...names, ...(core.kind === 'pointwise' && core.variadic ? ['…'] : [])].join(', ')})`;
}

export function indicatorSignature({ name, arguments: signature }: IndicatorDefinition): string {
  const names = signature.map((argument: IndicatorArgument) => written(argument.name, argument.default ?? false));
  return `${name}(${names.join(', ')})`;
}

function written(name: string, defaultValue: number | false | undefined): string {
  return typeof defaultValue === 'number' ? `${name} = ${defaultValue}` : name;
}
