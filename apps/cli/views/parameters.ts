import type { Domain, ParameterSet, ParameterValue, SpaceDefinition } from '#quant/space';
import { compact } from '../terminal/numbers';

/** `fast=10 slow=50`. */
export function parametersText(parameters: ParameterSet): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

/** `fast=10 risk=0.012346`: as many digits as a table has room for. */
export function parametersInTable(parameters: ParameterSet): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${valueText(value)}`)
    .join(' ');
}

const TABLE_DIGITS = 6;

/** Six digits of a number that is not whole. */
export function valueText(value: ParameterValue): string {
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(TABLE_DIGITS)));
}

/** `fast 5–50 step 5`, `ma ema|sma`, `risk 0.5–2 log`. */
export function domainText(domain: Domain): string {
  switch (domain.kind) {
    case 'integer':
    case 'float':
      return `${domain.min}–${domain.max} step ${domain.step}`;
    case 'continuous':
      return `${domain.min}–${domain.max}${domain.scale === 'log' ? ' log' : ''}`;
    case 'log':
      return `${domain.min}–${domain.max} log, ${domain.points} points`;
    case 'list':
      return domain.values.map((value) => compact(value)).join(',');
    case 'categorical':
      return domain.values.join('|');
    case 'boolean':
      return 'true|false';
  }
}

export function spaceText({ parameters }: SpaceDefinition): string {
  return parameters.map(({ name, domain }) => `${name} ${domainText(domain)}`).join(' · ');
}
