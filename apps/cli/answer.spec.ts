import { Writable } from 'node:stream';
import { type Answer, give } from './answer';
import { type Context, createContext, type Host } from './context';
import type { GlobalFlags } from './global-flags';
import { Interrupts } from './interrupts';

interface Row {
  name: string;
  score: number | null;
}

const rows: Row[] = [
  { name: 'a', score: 1.5 },
  { name: '=cmd()', score: null },
];
const answer: Answer<Row> = {
  document: { items: rows },
  list: {
    columns: [
      { id: 'name', keep: true, value: ({ name }) => name },
      { id: 'score', align: 'right', value: ({ score }) => score },
      { id: 'length', wide: true, value: ({ name }) => name.length },
    ],
    rows,
    name: ({ name }) => name,
  },
  whenEmpty: 'Nothing here yet.',
};

/** What a command with these flags writes to stdout and stderr. */
async function written(given: Answer, flags: Partial<GlobalFlags>): Promise<{ out: string; err: string }> {
  const text = { out: '', err: '' };
  const sink = (name: 'out' | 'err'): Writable =>
    new Writable({ write: (chunk: Buffer, _encoding, done) => ((text[name] += chunk.toString()), done()) });
  const host = {
    env: {},
    stdout: sink('out'),
    stderr: sink('err'),
    on: () => undefined,
    off: () => undefined,
    exit: () => undefined,
  };
  const all: GlobalFlags = { output: 'table', color: true, dataDir: '.paramo', ...flags };
  const context: Context = createContext(host as unknown as Host, all, new Interrupts(host as unknown as Host));
  await give(context, given);
  return text;
}

describe('an answer', () => {
  it('is a table for people', async () => {
    expect((await written(answer, {})).out).toBe('name    score\na         1.5\n=cmd()      —\n');
  });

  it('is wider when asked for, or has the columns that were asked for', async () => {
    expect((await written(answer, { output: 'wide' })).out).toContain('name    score  length\n');
    expect((await written(answer, { columns: ['length', 'name'] })).out).toBe(
      'length  name\n1       a\n6       =cmd()\n',
    );
  });

  it('is one JSON or YAML document', async () => {
    expect(JSON.parse((await written(answer, { output: 'json' })).out)).toEqual({ items: rows });
    expect((await written(answer, { output: 'yaml' })).out).toBe(
      'items:\n  - name: a\n    score: 1.5\n  - name: =cmd()\n    score: null\n',
    );
  });

  it('never writes NaN into JSON', async () => {
    const { out } = await written({ document: { score: Number.NaN } }, { output: 'json' });
    expect(JSON.parse(out)).toEqual({ score: null });
  });

  it('is a line of JSON per row', async () => {
    const { out } = await written(answer, { output: 'ndjson' });
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { name: 'a', score: 1.5, length: 1 },
      { name: '=cmd()', score: null, length: 6 },
    ]);
  });

  it('is CSV that a spreadsheet does not execute, numbers left alone', async () => {
    const negative = { ...answer, list: { ...answer.list, rows: [{ name: '=cmd()', score: -1.5 }] } } as Answer;
    expect((await written(negative, { output: 'csv' })).out).toBe(`name,score,length\r\n"'=cmd()",-1.5,6\r\n`);
  });

  it('is a name per line', async () => {
    expect((await written(answer, { output: 'name' })).out).toBe('a\n=cmd()\n');
  });

  it('says on stderr, and only to people, why it is empty', async () => {
    const empty = { ...answer, list: { ...answer.list, rows: [] } } as Answer;
    expect(await written(empty, {})).toEqual({ out: '', err: 'Nothing here yet.\n' });
    expect((await written(empty, { quiet: true })).err).toBe('');
    expect((await written(empty, { output: 'csv' })).err).toBe('');
  });

  it('is sorted and cut as asked for, what is not defined last', async () => {
    const sorted = (sort: string): Promise<{ out: string }> => written(answer, { output: 'name', sort: [sort] });
    expect([(await sorted('score')).out, (await sorted('-score')).out]).toEqual(['a\n=cmd()\n', 'a\n=cmd()\n']);
    expect((await sorted('-length')).out).toBe('=cmd()\na\n');
    const { document: _, ...page } = answer;
    const { out } = await written(page, { output: 'json', sort: ['-length'], limit: 1 });
    expect(JSON.parse(out)).toEqual({ items: [{ name: '=cmd()', score: null, length: 6 }], total: 2 });
    await expect(written(answer, { filter: ['score > 1'] })).rejects.toThrow(/--filter is for trials/);
  });

  it('refuses columns that do not exist and lists of what is none', async () => {
    await expect(written(answer, { columns: ['scroe'] })).rejects.toMatchObject({
      hint: 'There is: name, score, length.',
    });
    await expect(written({ document: {} }, { output: 'csv' })).rejects.toThrow(/no list/);
  });
});
