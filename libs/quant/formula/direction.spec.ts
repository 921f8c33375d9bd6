import fc from 'fast-check';
import type { ValueRanges } from './direction';
import { compileParameterExpression, type ParameterExpression } from './parameter-expression';

const KINDS = { x: 'number', y: 'number', z: 'number', on: 'boolean', kind: 'string' } as const;

function compile(text: string): ParameterExpression {
  const result = compileParameterExpression(text, KINDS);
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.issues)}`);
  return result.expression;
}

const POSITIVE: ValueRanges = { x: { min: 1, max: 9 }, y: { min: 1, max: 9 }, z: { min: 0, max: 9 } };
const ANY_SIGN: ValueRanges = { x: { min: -9, max: 9 }, y: { min: -9, max: 9 }, z: { min: -9, max: 9 } };

describe('the direction of an expression in one variable', () => {
  it.each([
    ['x < y', 'falling', 'rising'],
    ['y - x >= 0.5', 'falling', 'rising'],
    ['y >= 2 * x + 3', 'falling', 'rising'],
    ['-x > -2 * y / 3', 'falling', 'rising'],
    ['not (x >= y)', 'falling', 'rising'],
    ['x < y and x < 7', 'falling', 'rising'],
    ['x < y or not on', 'falling', 'rising'],
    ['max(x, z) < min(y, 5)', 'falling', 'rising'],
    ['floor(x / 2) <= round(sqrt(y))', 'falling', 'rising'],
    ['exp(x) < log(y + 1)', 'falling', 'rising'],
    ['x * y < 12', 'falling', 'falling'],
    ['y / x >= 2', 'falling', 'rising'],
    ['if(on, x, 2 * x) < y', 'falling', 'rising'],
    ['x < y and x > 3', null, 'rising'],
    ['x * x - x < y', null, 'rising'],
    ['abs(x - y) < 2', null, null],
    ['x == y', null, null],
    ['x != y', null, null],
    ['x * (y - 5) < 3', null, 'falling'],
    ['sqrt(x - 5) < y', null, 'rising'],
    ['1 / (x - 5) < y', null, 'rising'],
    ['(x < y) == on', null, null],
    ['z > 5', 'constant', 'constant'],
    ['sqrt(z - 5) > 1', 'constant', 'constant'],
  ])('%s: %s in x, %s in y', (text, inX, inY) => {
    const expression = compile(text);
    expect(expression.directionOf('x', POSITIVE)).toBe(inX);
    expect(expression.directionOf('y', POSITIVE)).toBe(inY);
  });

  it('depends on the signs a factor can have', () => {
    expect(compile('x * y < 12').directionOf('x', ANY_SIGN)).toBeNull();
    expect(compile('x * y < 12').directionOf('x', { ...ANY_SIGN, y: { min: -9, max: 0 } })).toBe('rising');
    expect(compile('y / x < 12').directionOf('x', ANY_SIGN)).toBeNull();
  });

  it('is unknown where a number may overflow, and for what is no number', () => {
    expect(compile('x * 1e308 * 10 < y').directionOf('x', POSITIVE)).toBeNull();
    expect(compile('x < y').directionOf('x', {})).toBeNull();
    expect(compile('on').directionOf('on', POSITIVE)).toBeNull();
    expect(compile('kind == "a"').directionOf('kind', POSITIVE)).toBeNull();
  });

  it('is what brute force finds, whenever it is known', () => {
    let known = 0;
    fc.assert(
      fc.property(someCondition, someGrid, fc.constantFrom('x', 'y', 'z'), (text, grid, variable) => {
        const expression = compile(text);
        const direction = expression.directionOf(variable, rangesOf(grid));
        if (direction === null) return;
        if (direction !== 'constant') known++;
        for (const truths of truthsAlong(expression, grid, variable)) {
          const steps = truths.slice(1).map((truth, i) => Number(truth) - Number(truths[i]));
          if (direction !== 'falling') expect(Math.min(0, ...steps)).toBe(0);
          if (direction !== 'rising') expect(Math.max(0, ...steps)).toBe(0);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(known).toBeGreaterThan(20);
  });
});

describe('the conjuncts of an expression', () => {
  it.each([
    ['x < y', [['x', 'y']]],
    ['x < y and (y < z and on)', [['x', 'y'], ['y', 'z'], ['on']]],
    ['x < y or on', [['x', 'y', 'on']]],
    [
      'x == y',
      [
        ['x', 'y'],
        ['x', 'y'],
      ],
    ],
    ['on == (x < y)', [['on', 'x', 'y']]],
  ])('%s reads %j', (text, variables) => {
    expect(
      compile(text)
        .conjuncts()
        .map((conjunct) => conjunct.variables),
    ).toEqual(variables);
  });

  it('are all true exactly where the expression is', () => {
    fc.assert(
      fc.property(fc.array(someCondition, { minLength: 1, maxLength: 3 }), someGrid, (conditions, grid) => {
        const expression = compile(conditions.map((condition) => `(${condition})`).join(' and '));
        const conjuncts = expression.conjuncts();
        for (const values of assignments(grid)) {
          expect(conjuncts.every(({ evaluate }) => evaluate(values) === true)).toBe(expression.evaluate(values));
        }
      }),
    );
  });
});

type Grid = Record<'x' | 'y' | 'z', number[]>;

const someValues = fc
  .uniqueArray(fc.constantFrom(-3, -1, -0.5, 0, 0.1, 0.3, 1, 2, 5, 1e-300, 1e300), { minLength: 1, maxLength: 4 })
  .map((values) => values.sort((a, b) => a - b));
const someGrid: fc.Arbitrary<Grid> = fc.record({ x: someValues, y: someValues, z: someValues });

const { condition: someCondition } = fc.letrec<{ number: string; condition: string }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('x', 'y', 'z', '0', '0.3', '2', '1e200'),
    fc
      .tuple(tie('number'), fc.constantFrom('+', '-', '*', '/'), tie('number'))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('number').map((a) => `-(${a})`),
    fc
      .tuple(fc.constantFrom('abs', 'sqrt', 'log', 'exp', 'floor', 'ceil', 'round', 'sign'), tie('number'))
      .map(([name, a]) => `${name}(${a})`),
    fc.tuple(fc.constantFrom('min', 'max'), tie('number'), tie('number')).map(([f, a, b]) => `${f}(${a}, ${b})`),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map(([c, a, b]) => `if(${c}, ${a}, ${b})`),
  ),
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(tie('number'), fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('number'))
      .map(([a, op, b]) => `${a} ${op} ${b}`),
    fc.constant('on'),
    tie('condition').map((a) => `not (${a})`),
    fc
      .tuple(tie('condition'), fc.constantFrom('and', 'or', '==', '!='), tie('condition'))
      .map(([a, op, b]) => `(${a}) ${op} (${b})`),
  ),
}));

function rangesOf(grid: Grid): ValueRanges {
  const rangeOf = (values: number[]) => ({ min: Math.min(...values), max: Math.max(...values) });
  return { x: rangeOf(grid.x), y: rangeOf(grid.y), z: rangeOf(grid.z) };
}

function assignments({ x, y, z }: Grid) {
  return x.flatMap((xs) =>
    y.flatMap((ys) => z.flatMap((zs) => [true, false].map((on) => ({ x: xs, y: ys, z: zs, on })))),
  );
}

/** The values of the expression along the variable, for every choice of the others. */
function truthsAlong(expression: ParameterExpression, grid: Grid, variable: string) {
  const along = Object.entries(grid).find(([name]) => name === variable)?.[1] ?? [];
  return assignments({ ...grid, [variable]: [0] }).map((others) =>
    along.map((value) => expression.evaluate({ ...others, [variable]: value }) === true),
  );
}
