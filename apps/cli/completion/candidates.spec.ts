import { Writable } from 'node:stream';
import type { Host } from '../context';
import { createProgram } from '../program';
import { completions } from './candidates';
import { COMPLETION_SHELLS, completionScript } from './scripts';

const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
const host = {
  env: {},
  stdout: nowhere,
  stderr: nowhere,
  on: () => undefined,
  off: () => undefined,
} as unknown as Host;
const complete = (...words: string[]): string[] =>
  completions(
    createProgram(host, () => undefined),
    words,
  );

describe('completion', () => {
  it('offers verbs', () => {
    expect(complete('he')).toEqual(['heatmap', 'help']);
    expect(complete('data', '')).toEqual(['check', 'help', 'import', 'ls']);
  });

  it('offers the flags of the verb and those of all verbs', () => {
    expect(complete('run', '--m')).toEqual(['--max-concurrent', '--max-failure-rate', '--max-memory']);
    expect(complete('run', '--data-')).toEqual(['--data-dir']);
  });

  it('offers the values of a flag or an argument that has a few', () => {
    expect(complete('best', '-o', 'n')).toEqual(['ndjson', 'name']);
    expect(complete('heatmap', 'last', '--aggregate', '')).toEqual(['best', 'mean', 'worst', 'count']);
    expect(complete('completion', 'p')).toEqual(['powershell']);
  });

  it('offers nothing where only the user knows: the shell then offers files', () => {
    expect(complete('run', '')).toEqual([]);
    expect(complete('run', '--data-dir', '')).toEqual([]);
  });

  it('does not offer what is hidden', () => {
    expect(complete('run', '--moni')).toEqual([]);
    expect(complete('comple')).toEqual(['completion']);
  });

  it.each(COMPLETION_SHELLS)('has a script for %s that asks paramo', (shell) => {
    expect(completionScript(shell)).toContain('paramo complete --');
  });
});
