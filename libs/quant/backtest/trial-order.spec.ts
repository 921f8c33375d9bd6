import { compileSpace, type Space, type TrialPlan } from '#quant/space';
import { trialOrder } from './trial-order';

const integer = (name: string, max: number) => ({
  name,
  domain: { kind: 'integer' as const, min: 1, max, step: 1 },
});

function spaceOf(...parameters: Parameters<typeof compileSpace>[0]['parameters']): Space {
  const compiled = compileSpace({ parameters, constraints: [] });
  if (!compiled.ok) throw new Error('no space');
  return compiled.space;
}

const grid = (count: number): TrialPlan => ({ kind: 'range', start: '0', end: String(count), count });

/** How often a value of either parameter is not among the `kept` last used ones. */
function misses(order: Iterable<number>, levels: number, kept: number): number {
  const recent: string[] = [];
  let missed = 0;
  for (const trial of order) {
    for (const value of [`fast ${Math.floor(trial / levels)}`, `slow ${trial % levels}`]) {
      const at = recent.indexOf(value);
      if (at < 0) missed++;
      else recent.splice(at, 1);
      recent.push(value);
      if (recent.length > kept) recent.shift();
    }
  }
  return missed;
}

describe('the order of trials', () => {
  it('is that of the plan while all columns fit', () => {
    expect(trialOrder(spaceOf(integer('fast', 40), integer('slow', 40)), grid(1600), 1000)).toBeNull();
  });

  it('takes every trial once', () => {
    const order = trialOrder(spaceOf(integer('fast', 40), integer('slow', 40)), grid(1600), 32);
    expect([...(order ?? [])].sort((a, b) => a - b)).toEqual(Array.from({ length: 1600 }, (_, trial) => trial));
  });

  it('brings trials with the same values together', () => {
    const order = trialOrder(spaceOf(integer('fast', 40), integer('slow', 40)), grid(1600), 32) ?? [];
    const planned = Array.from({ length: 1600 }, (_, trial) => trial);
    expect(misses(order, 40, 32)).toBeLessThan(misses(planned, 40, 32) / 3);
  });

  it('leaves continuous parameters, whose values never come again, where they are', () => {
    const space = spaceOf(integer('fast', 40), {
      name: 'k',
      domain: { kind: 'continuous', min: 0, max: 1, scale: 'linear' },
    });
    const columns = [Float64Array.of(3, 1, 2), Float64Array.of(0.1, 0.2, 0.3)];
    expect(trialOrder(space, { kind: 'points', count: 3, columns }, 2)).toBeNull();
  });
});
