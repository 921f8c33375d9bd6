import { compileParameterExpression } from './parameter-expression';

const PARAMETERS = { fast: 'number', slow: 'number', useFilter: 'boolean', maType: 'string' } as const;

function compile(text: string) {
  const result = compileParameterExpression(text, PARAMETERS);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.expression;
}

function issuesOf(text: string) {
  const result = compileParameterExpression(text, PARAMETERS);
  return result.ok ? [] : result.issues;
}

describe('parameter expressions', () => {
  const values = { fast: 10, slow: 50, useFilter: true, maType: 'ema' };

  it.each([
    ['fast < slow', true],
    ['slow >= 5 * fast', true],
    ['slow > 5 * fast', false],
    ['slow - fast == 40 and useFilter', true],
    ['slow - fast == 40 && !useFilter', false],
    ['not useFilter || maType == "ema"', true],
    ["maType != 'ema'", false],
    ['useFilter == false', false],
    ['useFilter != (fast > slow)', true],
    ['-fast + 2 * (slow - 1) / 4', 14.5],
    ['max(fast, slow, 60) - min(fast, slow)', 50],
    ['if(maType == "ema", fast, slow)', 10],
    ['abs(fast - slow)', 40],
    ['sqrt(-1) != sqrt(-1)', false],
  ])('%s is %s', (text, expected) => {
    expect(compile(text).evaluate(values)).toBe(expected);
  });

  it('names the parameters it reads, in order of appearance', () => {
    expect(compile('slow > fast and slow > 2 and useFilter').variables).toEqual(['slow', 'fast', 'useFilter']);
  });

  it('treats an inactive parameter as null: every comparison with it is false', () => {
    expect(compile('fast < slow').evaluate({ fast: 1 })).toBe(false);
    expect(compile('maType != "ema"').evaluate({})).toBe(false);
    expect(compile('not (fast < slow)').evaluate({ fast: 1 })).toBe(true);
    expect(compile('useFilter').evaluate({})).toBe(false);
    expect(compile('fast + 1').evaluate({})).toBe(NaN);
  });

  it('refuses a value of another kind', () => {
    expect(() => compile('fast < slow').evaluate({ fast: '1', slow: 2 })).toThrow('Parameter "fast" must be a number');
  });

  it.each([
    ['fst < slow', 'unknown-name', 0, 3, 'Did you mean fast?'],
    ['fast < close', 'type', 7, 12, undefined],
    ['rising(fast, 2)', 'type', 0, 6, undefined],
    ['fast[1] > 2', 'type', 0, 4, undefined],
    ['fast and useFilter', 'type', 0, 4, 'Compare it with something, for example "> 0"'],
    ['maType < "ema"', 'type', 0, 14, undefined],
    ['1 < fast < slow', 'type', 0, 15, 'Write "a < b and b < c" for a value between two others'],
    ['fast = slow', 'syntax', 0, 11, 'Write == to compare'],
    ['maType', 'type', 0, 6, undefined],
    ['fast <', 'syntax', 6, 6, undefined],
    ['constructor > 1', 'unknown-name', 0, 11, undefined],
    ['__proto__ > 1', 'unknown-name', 0, 9, undefined],
  ])('refuses %s', (text, code, start, end, hint) => {
    expect(issuesOf(text)).toEqual([
      expect.objectContaining({ code, start, end, ...(hint === undefined ? {} : { hint }) }),
    ]);
  });
});
