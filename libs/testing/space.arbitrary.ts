import fc from 'fast-check';
import { compileSpace, type Domain, type Parameter, type Space, type SpaceDefinition } from '#quant/space';

/** The compiled space; throws with all issues when the definition is wrong. */
export function spaceOf(definition: SpaceDefinition): Space {
  const compiled = compileSpace(definition);
  if (!compiled.ok)
    throw new Error(compiled.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  return compiled.space;
}

/**
 * Small discrete spaces of two numbers, a list and a switch, with every mix of constraints and conditions: few enough
 * points to check against brute force.
 */
export function spaceDefinitions(): fc.Arbitrary<SpaceDefinition> {
  return fc
    .record({
      a: numeric(),
      b: numeric(),
      c: fc.constantFrom<Domain>(
        { kind: 'categorical', values: ['x', 'y', 'z'] },
        { kind: 'list', values: [3, 1, 2] },
        { kind: 'log', min: 1, max: 8, points: 4 },
      ),
      conditions: fc.record({
        b: fc.constantFrom(undefined, 'on', 'a > 2'),
        c: fc.constantFrom(undefined, 'not on', 'b > 1'),
      }),
      constraints: fc.subarray(['a < b', 'a + b != 5', 'on or a > 1', 'a * b < 12']),
      order: fc.shuffledSubarray(['a', 'b', 'c', 'on'], { minLength: 4 }),
    })
    .map(({ a, b, c, conditions, constraints, order }) => {
      const parameters: Record<string, Parameter> = {
        a: { name: 'a', domain: a },
        b: { name: 'b', domain: b, ...(conditions.b && { when: conditions.b }) },
        c: { name: 'c', domain: c, ...(conditions.c && { when: conditions.c }) },
        on: { name: 'on', domain: { kind: 'boolean' } },
      };
      return { parameters: order.flatMap((name) => parameters[name] ?? []), constraints };
    });
}

function numeric(): fc.Arbitrary<Domain> {
  return fc.oneof(
    fc
      .record({ min: fc.integer({ min: 0, max: 2 }), span: fc.integer({ min: 0, max: 4 }) })
      .map(({ min, span }): Domain => ({ kind: 'integer', min, max: min + span, step: 1 })),
    fc.constant<Domain>({ kind: 'float', min: 0.5, max: 3, step: 0.5 }),
  );
}
