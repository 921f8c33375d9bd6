import fc from 'fast-check';
import { INTERVALS } from '#quant/candles';
import { BUILT_IN_VOCABULARY, formatIssues, readOptimizationSpec, readYamlSpec, resolvedYaml } from '#spec';

const FILE = `name: demo
strategy: sma-crossover
data: sp500
parameters:
  fast: { min: 5, max: 20, step: 5 }
  slow: [50, 100]
`;

const read = (text: string, sets: string[] = []) => readYamlSpec(text, BUILT_IN_VOCABULARY, { sets });
const specOf = (text: string, sets: string[] = []) => {
  const result = read(text, sets);
  if (!result.ok) throw new Error(formatIssues(text, result.issues, { color: false }));
  return result;
};
const placesOf = (text: string) =>
  read(text).issues.map(({ code, position }) => [code, position?.line, position?.column, position?.length]);

describe('an issue stands where its cause stands', () => {
  it.each<[string, string, unknown[]]>([
    ['a value', FILE.replace('step: 5', 'step: 0'), ['E2104', 5, 34, 1]],
    ['an unknown key', `${FILE}metod: grid\n`, ['E2002', 7, 1, 5]],
    ['an unknown parameter', FILE.replace('  slow', '  slwo'), ['E2103', 6, 3, 4]],
    ['an item of a list', FILE.replace('[50, 100]', '[50, 100, 50]'), ['E2102', 6, 19, 2]],
    ['a part of a plain formula', `${FILE}constraints:\n  - fast * 2 < slwo\n`, ['E2301', 8, 16, 4]],
    ['a part of a quoted formula', `${FILE}constraints: ["fast * 2 < slwo"]\n`, ['E2301', 7, 27, 4]],
    ['a formula in a block: the block', `${FILE}constraints:\n  - >-\n    fast < slwo\n`, ['E2301', 8, 5, 2]],
    ['a missing value: the key of its parent', FILE.replace(', max: 20, step: 5', ''), ['E2004', 5, 9, 10]],
    ['bad YAML', 'name: [a\nb: c\n', ['E2010', 2, 1, 1]],
    ['a key given twice', `${FILE}name: again\n`, ['E2010', 7, 1, 1]],
    ['JSON', '{"name": "x", "strategy": "smaa-crossover"}', ['E2201', 1, 27, 16]],
  ])('%s', (_, text, expected) => {
    expect(placesOf(text)).toContainEqual(expected);
  });

  it('and has no place when it is about something absent', () => {
    expect(placesOf('name: x\n').every(([, line]) => line === undefined)).toBe(true);
  });
});

describe('issues for people', () => {
  it('have an excerpt with a caret and advice', () => {
    const text = FILE.replace('step: 5', 'step: -5');
    expect(formatIssues(text, read(text).issues, { color: false })).toBe(
      [
        'error[E2104]: parameters.fast.step must be > 0',
        '  --> 5:34',
        ' 5 |   fast: { min: 5, max: 20, step: -5 }',
        '   |                                  ^^',
        'expected: a number > 0',
        'help: Did you mean 5?',
      ].join('\n'),
    );
  });

  it('are coloured on request only', () => {
    const { issues } = read('name: x\n');
    expect(formatIssues('', issues, { color: true })).toContain('\u001b[31m');
    expect(formatIssues('', issues, { color: false })).not.toContain('\u001b');
  });

  it('never hand control characters of the file to the terminal', () => {
    const text = 'name: "\\e[31m"\n"\\e[2J\u009b": 1\n# \u001b[2J\nstrategy: \u009b2J\n';
    expect(formatIssues(text, read(text).issues, { color: false })).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('cut long lines round the caret', () => {
    const text = `${FILE}description: "${'x'.repeat(300)}" \nmethod: ${' '.repeat(200)}gird\n`;
    const lines = formatIssues(text, read(text).issues, { color: false }).split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(130);
    expect(lines[2]?.slice(lines[3]?.indexOf('^')).startsWith('gird')).toBe(true);
  });
});

describe('--set', () => {
  it.each<[string, object]>([
    ['parameters.fast.step=15', { space: { parameters: [{ domain: { step: 15 } }, {}] } }],
    ['parameters.slow=[60, 70]', { space: { parameters: [{}, { domain: { values: [60, 70] } }] } }],
    ['parameters.slow.0=60', { space: { parameters: [{}, { domain: { values: [60, 100] } }] } }],
    ['backtest.fill=close', { backtest: { fill: 'close' } }],
    ['method={ name: random, seed: 1 }', { method: { name: 'random', seed: 1 } }],
    ['name="a=b: c"', { name: 'a=b: c' }],
  ])('%s', (assignment, expected) => {
    expect(specOf(FILE, [assignment]).spec).toMatchObject(expected);
  });

  it.each([
    'no assignment',
    '=5',
    'a..b=5',
    '__proto__.polluted=1',
    'parameters.constructor=1',
    'name.first=x',
    'method={ name: ',
  ])('refuses %s', (assignment) => {
    expect(read(FILE, [assignment])).toMatchObject({ ok: false, issues: [{ code: 'E2011' }] });
  });

  it('is checked like the file', () => {
    expect(read(FILE, ['parameters.fast.step=0']).issues).toMatchObject([{ code: 'E2104' }]);
  });
});

const number = fc.integer({ min: 1, max: 40 });
const range = fc.tuple(number, number).map(([min, width]) => ({ min, max: min + width }));
const parameter = fc.oneof(
  range.map((bounds) => ({ ...bounds, step: 1 })),
  fc.uniqueArray(number, { minLength: 1, maxLength: 5 }),
  number,
);
const floatParameter = fc.oneof(
  parameter,
  range,
  range.map((bounds) => ({ ...bounds, scale: 'log' })),
  range.map((bounds) => ({ ...bounds, scale: 'log', points: 3 })),
  range.map((bounds) => ({ ...bounds, step: 0.25 })),
);
const rawSpec = fc.record(
  {
    name: fc.string({ minLength: 1, maxLength: 40 }).filter((name) => name.trim() !== ''),
    description: fc.constantFrom('one line', 'two\nlines', '# no comment', "it's: 100 %"),
    strategy: fc.constant({
      name: 'own',
      rules: { enter_long: 'kind == "on" and flag and close > sma(close, n) * k', exit_long: 'close < sma(close, n)' },
      parameters: {
        n: { type: 'integer', default: 10 },
        k: { type: 'float', default: 1.5 },
        flag: true,
        kind: { values: ['on', 'yes', '1'] },
      },
      stops: { stop_loss_percent: '5' },
    }),
    data: fc.record({
      path: fc.constantFrom('a.csv', 'dir/b c.csv'),
      interval: fc.constantFrom(...INTERVALS),
      start: fc.constantFrom('2020-01-31', '2020-01-31T09:30:00Z', null),
    }),
    parameters: fc.record(
      { n: parameter, k: floatParameter, flag: fc.constant({ type: 'boolean' }), kind: fc.constant(['on', 'yes']) },
      { requiredKeys: ['n'] },
    ),
    constraints: fc.subarray(['n > 0', 'n * k > 0', 'n + 1 > k - 1000']),
    backtest: fc.record(
      {
        profile: fc.constantFrom('default', 'vectorbt', 'backtesting.py'),
        sizing: fc.constantFrom('all_in', '50%', { units: 3 }),
        stop_loss_percent: fc.constantFrom(null, 5),
        direction: fc.constantFrom('long', 'both'),
      },
      { requiredKeys: [] },
    ),
    method: fc.constantFrom('grid', { name: 'random', seed: 7, max_iterations: 50 }),
    objective: fc.constantFrom('sharpe', { metric: 'trades', direction: 'minimize' }),
    criteria: fc.constantFrom({ min_trades: 5 }, ['sqn >= 1', { metric: 'beta', min: -1, max: 1 }]),
    execution: fc.constantFrom({ max_concurrent: 3, trial_timeout: '2m' }, { max_failure_rate: '10%' }),
  },
  { requiredKeys: ['strategy', 'data', 'parameters'] },
);

describe('the resolved file', () => {
  it('reads as the same spec', () => {
    fc.assert(
      fc.property(rawSpec, (raw) => {
        const first = readOptimizationSpec(raw, BUILT_IN_VOCABULARY);
        if (!first.ok) throw new Error(JSON.stringify(first.issues));
        const text = resolvedYaml(first.spec, first.execution);
        const second = specOf(text);
        expect(second.spec).toEqual(first.spec);
        expect(second.execution).toEqual(first.execution);
        expect(resolvedYaml(second.spec, second.execution)).toBe(text);
      }),
    );
  });

  it.each(['all_in', '50%', { units: 3 }, { risk_percent: 2 }])('keeps the sizing %j', (sizing) => {
    const file = { strategy: 'sma-crossover', data: 'sp500', parameters: { fast: [10] } };
    const raw = { ...file, backtest: { sizing, stop_loss_percent: 5 } };
    const result = readOptimizationSpec(raw, BUILT_IN_VOCABULARY);
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    expect(specOf(resolvedYaml(result.spec)).spec).toEqual(result.spec);
  });

  it('keeps built-in strategies whole', () => {
    for (const strategy of BUILT_IN_VOCABULARY.strategies) {
      const [name] = Object.keys(strategy.parameters);
      const parameters = name === undefined ? {} : { [name]: strategy.parameters[name]?.default };
      const result = readOptimizationSpec({ strategy: strategy.name, data: 'sp500', parameters }, BUILT_IN_VOCABULARY);
      if (!result.ok) throw new Error(`${strategy.name}: ${JSON.stringify(result.issues)}`);
      expect(specOf(resolvedYaml(result.spec)).spec).toEqual(result.spec);
      expect(result.spec.strategy).toEqual(strategy);
    }
  });

  it('is plain JSON data', () => {
    fc.assert(
      fc.property(rawSpec, (raw) => {
        const result = readOptimizationSpec(raw, BUILT_IN_VOCABULARY);
        expect(result.ok && JSON.parse(JSON.stringify(result.spec))).toEqual(result.ok && result.spec);
      }),
    );
  });
});

describe('hostile input', () => {
  it('of any shape gets issues, never an exception', () => {
    const keys = fc.constantFrom(
      'strategy',
      'data',
      'parameters',
      'rules',
      'enter_long',
      'min',
      'max',
      '__proto__',
      'x',
    );
    const values = fc.letrec((tie) => ({
      any: fc.oneof({ depthSize: 'small' }, fc.anything(), fc.dictionary(keys, tie('any')), fc.array(tie('any'))),
    })).any;
    fc.assert(
      fc.property(values, (raw) => {
        expect(readOptimizationSpec(raw, BUILT_IN_VOCABULARY)).toHaveProperty('issues');
      }),
    );
  });

  it('of any text gets issues with places inside the text', () => {
    const pieces = fc.constantFrom(
      'name',
      ': ',
      '\n',
      '  ',
      '- ',
      '[',
      '{',
      '}',
      '"',
      '&a ',
      '*a',
      'strategy',
      '1',
      '!!js',
      '|',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => {
        const text = parts.join('');
        const lines = text.split('\n').length;
        const { issues } = read(text);
        expect(issues.every(({ position }) => position === undefined || position.line <= lines)).toBe(true);
        expect(typeof formatIssues(text, issues, { color: false })).toBe('string');
      }),
    );
  });

  it.each<[string, string]>([
    ['lists', `a: ${'['.repeat(20_000)}`],
    ['closed lists', `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['mappings', `a: ${'{ a: '.repeat(20_000)}`],
    ['dashes', '- '.repeat(20_000)],
    ['question marks', '? '.repeat(20_000)],
    ['indented keys', Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
    ['lists that can still be parsed', `a: ${'['.repeat(50)}${']'.repeat(50)}`],
    ['many of them', `a:\n${`  - ${'['.repeat(20)}${']'.repeat(20)}\n`.repeat(300)}`],
  ])('nested too deeply is one issue, with its place: %s', (_, text) => {
    expect(read(text).issues).toMatchObject([
      { code: 'E2007', message: expect.stringContaining('nested deeper'), position: { line: expect.any(Number) } },
    ]);
  });

  it('is refused as an assignment as well', () => {
    expect(read(FILE, [`name=${'['.repeat(9000)}`]).issues).toMatchObject([
      { code: 'E2011', message: expect.stringContaining('nested deeper') },
    ]);
  });

  it.each<[string, string, string]>([
    ['a prototype key', `${FILE}__proto__: { polluted: true }\n`, 'E2003'],
    ['a prototype key deep inside', FILE.replace('step: 5', 'constructor: 5'), 'E2003'],
    ['a number that is none', FILE.replace('step: 5', 'step: .nan'), 'E2001'],
    ['an infinite number', FILE.replace('max: 20', 'max: .inf'), 'E2001'],
    ['a nest', `a: ${'['.repeat(50)}${']'.repeat(50)}`, 'E2007'],
    ['a long name', `name: ${'x'.repeat(30_000)}`, 'E2007'],
    ['a bomb of aliases', bomb(), 'E2007'],
    ['a huge text', ' '.repeat(5 * 2 ** 20), 'E2007'],
    ['no mapping', '- 1', 'E2001'],
    ['nothing', '', 'E2001'],
    ['two documents', 'a: 1\n---\nb: 2\n', 'E2010'],
  ])('%s is refused', (_, text, code) => {
    expect(read(text)).toMatchObject({
      ok: false,
      issues: expect.arrayContaining([expect.objectContaining({ code })]),
    });
    expect({}).not.toHaveProperty('polluted');
  });
});

/** Nine levels of nine aliases each: 9^9 values from a few hundred bytes. */
function bomb(): string {
  const level = (i: number) =>
    `l${i}: &l${i} [${Array(9)
      .fill(i === 0 ? 'x' : `*l${i - 1}`)
      .join(', ')}]\n`;
  return Array.from({ length: 9 }, (_, i) => level(i)).join('');
}
