import * as fc from 'fast-check';
import type { Domain, Parameter, ParameterSet, ParameterValue, Space, SpaceDefinition, TrialPlan } from '#quant/space';
import type { StrategyDefinition, StrategyParameter } from '#quant/strategies';
import { spaceOf } from '../space.arbitrary';

/** What a batch evaluates. */
export interface PlannedBatch {
  space: SpaceDefinition;
  fixed: ParameterSet;
  plan: TrialPlan;
}

/** Domains of each parameter of the random strategies; some hold values with which no rule can be bound. */
const DOMAINS: Record<string, fc.Arbitrary<Domain>> = {
  n: fc.oneof(
    { withCrossShrink: true },
    fc
      .record({ min: fc.constantFrom(1, 2, 5, 0, 30), span: fc.nat(12) })
      .map(({ min, span }): Domain => ({ kind: 'integer', min, max: min + span, step: 1 })),
    list([2, 3, 5, 8, 13, 21, 33, 64, 65, 200, -1, 2.5]),
  ),
  m: fc.oneof(
    { withCrossShrink: true },
    fc
      .record({ min: fc.constantFrom(2, 3, 8, -1), span: fc.nat(40) })
      .map(({ min, span }): Domain => ({ kind: 'integer', min, max: min + span, step: 2 })),
    list([4, 9, 1, 30, 100, 0]),
    fc.constant<Domain>({ kind: 'log', min: 1, max: 64, points: 7 }),
  ),
  j: fc.oneof(list([1, 0, 2, 31, 32, 33, 63, 64, 65, 127, 300, -1]), fc.constant(integers(0, 70))),
  k: fc.oneof(
    { withCrossShrink: true },
    fc.constant<Domain>({ kind: 'float', min: 0.5, max: 4, step: 0.5 }),
    fc.constant<Domain>({ kind: 'continuous', min: -1, max: 6, scale: 'linear' }),
    fc.constant<Domain>({ kind: 'continuous', min: 0.01, max: 100, scale: 'log' }),
    list([2, 0, -3, 1.5, 96, 98, 100, 102, 1e-9]),
  ),
  on: fc.constant<Domain>({ kind: 'boolean' }),
  maType: fc.constant<Domain>({ kind: 'categorical', values: ['sma', 'ema'] }),
  tf: fc.constant<Domain>({ kind: 'categorical', values: ['1w', '1d', '1M'] }),
};

/** What a parameter is where it is not searched. */
const FIXED: Record<string, fc.Arbitrary<ParameterValue>> = {
  n: fc.constantFrom(3, 1, 2, 5, 20, 31, 4, 7, 0),
  m: fc.constantFrom(8, 2, 5, 40, 3),
  j: fc.constantFrom(1, 0, 32, 64),
  k: fc.constantFrom(2, 0.5, -0, 0, 100),
  on: fc.boolean(),
  maType: fc.constantFrom('sma', 'ema'),
  tf: fc.constantFrom('1w', '1M', '4h', '1d', '1w', '1y'),
};

function integers(min: number, max: number): Domain {
  return { kind: 'integer', min, max, step: 1 };
}

function list(values: number[]): fc.Arbitrary<Domain> {
  return fc.shuffledSubarray(values, { minLength: 1 }).map((some): Domain => ({ kind: 'list', values: some }));
}

/** Of these many steps a parameter's domain is drawn from: a code of a discrete one, a value of a continuous one. */
const STEPS = 997;

function pointsUpTo(maxLength: number): fc.Arbitrary<number[][]> {
  return fc.array(fc.array(fc.nat(STEPS - 1), { minLength: 7, maxLength: 7 }), { maxLength, size: 'max' });
}

const SEARCHED: string[] = Object.keys(DOMAINS);
const drawing = fc.record({
  searched: fc.subarray(SEARCHED, { minLength: 1 }),
  domains: fc.record(DOMAINS),
  fixed: fc.record(FIXED),
  missing: fc.oneof(
    { withCrossShrink: true },
    { weight: 20, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.subarray(SEARCHED, { maxLength: 1 }) },
  ),
  constraints: fc.subarray<string>(['n < m', 'on or n > 2', 'k > 0']),
  whens: fc.subarray(['m', 'k', 'j']),
  isConstrained: fc.nat(3),
  isRange: fc.boolean(),
  start: fc.nat(STEPS - 1),
  /** A point has as many steps as there may be parameters. */
  points: fc.oneof({ weight: 4, arbitrary: pointsUpTo(10) }, { weight: 1, arbitrary: pointsUpTo(60) }),
});

/** Batches of 0 to 60 trials, planned as points (some of them twice) or as a range of the grid. */
export const plannedBatches: fc.Arbitrary<PlannedBatch> = drawing.map(
  ({ searched, domains, fixed, missing, constraints, whens, isConstrained, isRange, start, points }) => {
    const parameters = searched.map((name): Parameter => {
      const when = isConstrained === 0 && whens.includes(name) && searched.includes('on') ? { when: 'on' } : {};
      return { name, domain: domains[name] ?? { kind: 'boolean' }, ...when };
    });
    const isSearched = (name: string) => searched.includes(name);
    const known = (text: string) => (text.match(/\b(?:[nmk]|on)\b/g) ?? []).every(isSearched);
    const space = { parameters, constraints: isConstrained === 1 ? constraints.filter(known) : [] };
    const held = Object.entries(fixed).filter(([name]) => !isSearched(name) && !missing.includes(name));
    return { space, fixed: Object.fromEntries(held), plan: planOf(spaceOf(space), { isRange, start, points }) };
  },
);

/** A few values of each parameter of the strategy, from its default upwards, and some of their combinations. */
export function plannedFor({ parameters, constraints }: StrategyDefinition): fc.Arbitrary<PlannedBatch> {
  const names = Object.keys(parameters);
  const space = (levels: number[]): SpaceDefinition => ({
    parameters: names.map((name, i) => ({ name, domain: domainOf(parameters[name], levels[i % levels.length] ?? 1) })),
    constraints,
  });
  return fc
    .record({ levels: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 7, maxLength: 7 }), points: pointsUpTo(8) })
    .map(({ levels, points }) => {
      const definition = space(levels);
      return { space: definition, fixed: {}, plan: planOf(spaceOf(definition), { isRange: false, start: 0, points }) };
    });
}

function domainOf(parameter: StrategyParameter | undefined, levels: number): Domain {
  if (parameter === undefined || parameter.kind === 'boolean') return { kind: 'boolean' };
  if (parameter.kind === 'categorical') return { kind: 'categorical', values: parameter.values };
  const { default: value, step, max } = parameter;
  const values = Array.from({ length: levels }, (_, i) => Math.min(max, value + i * step));
  return { kind: 'list', values: [...new Set(values)] };
}

function planOf(
  space: Space,
  { isRange, start, points }: { isRange: boolean; start: number; points: number[][] },
): TrialPlan {
  if (isRange && space.size !== null) return rangeOf(space, space.size, start, BigInt(points.length));
  const columns = space.parameters.map(() => new Float64Array(points.length));
  points.forEach((point, trial) => {
    const levels = Float64Array.from(space.parameters, (parameter, i) =>
      codeOf(parameter, point[i % point.length] ?? 0),
    );
    space.canonicalize(levels).forEach((code, i) => columns[i]?.fill(code, trial, trial + 1));
  });
  return { kind: 'points', count: points.length, columns };
}

function codeOf({ domain, levels }: Space['parameters'][number], step: number): number {
  if (domain.kind === 'continuous') return domain.min + (domain.max - domain.min) * (step / STEPS);
  return Math.floor(((levels ?? 1) * step) / STEPS);
}

function rangeOf(space: Space, size: bigint, from: number, length: bigint): TrialPlan {
  const start = (size * BigInt(from)) / BigInt(STEPS);
  const end = start + length < size ? start + length : size;
  let count = 0;
  for (let index = start; index < end; index++) if (space.isFeasibleAt(index)) count++;
  return { kind: 'range', start: String(start), end: String(end), count };
}
