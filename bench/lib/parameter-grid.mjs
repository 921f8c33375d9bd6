import { spaceOf } from './grids.mjs';

/**
 * A grid over all parameters of a strategy that has at most `most` combinations: so many evenly spread values of every
 * domain, its ends among them, as fit; all values where a domain has no more.
 */
export function parameterGrid({ parameters, constraints }, most) {
  const domains = Object.entries(parameters).map(([name, parameter]) => ({ name, domain: domainOf(parameter) }));
  const whole = spaceOf({ parameters: domains, constraints });
  const finest = Math.max(...whole.parameters.map(({ levels }) => levels));
  let grid = null;
  for (let levels = 2; levels <= Math.max(2, finest); levels++) {
    const next = { parameters: whole.parameters.map((parameter) => spread(parameter, levels)), constraints };
    if (spaceOf(next).gridOrder().count > BigInt(most)) break;
    grid = next;
  }
  if (grid === null) throw new Error(`Two values of each parameter are more than ${most} combinations.`);
  return grid;
}

function domainOf({ kind, min, max, step, values }) {
  if (kind === 'boolean') return { kind };
  return kind === 'categorical' ? { kind, values } : { kind, min, max, step };
}

function spread({ name, domain, levels: available, valueAt }, wanted) {
  if (domain.kind === 'boolean' || domain.kind === 'categorical' || available <= wanted) return { name, domain };
  const values = Array.from({ length: wanted }, (_, i) => valueAt(Math.round((i * (available - 1)) / (wanted - 1))));
  return { name, domain: { kind: 'list', values } };
}
