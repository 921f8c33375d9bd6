import { Command } from 'commander';
import {
  addGlobalFlags,
  type GlobalFlags,
  milliseconds,
  names,
  positiveNumber,
  share,
  wholeNumber,
} from './global-flags';

function parse(...args: string[]): GlobalFlags {
  const program = new Command().exitOverride().configureOutput({ outputError: () => undefined });
  addGlobalFlags(program);
  program
    .command('best')
    .argument('[id]')
    .action(() => undefined);
  program.parse(args, { from: 'user' });
  return program.opts<GlobalFlags>();
}

describe('flags of every verb', () => {
  it('may stand before or behind the verb', () => {
    for (const args of [
      ['-o', 'json', 'best', 'last'],
      ['best', 'last', '-o', 'json'],
      ['best', '--output=json', 'last'],
    ]) {
      expect(parse(...args).output).toBe('json');
    }
  });

  it('take a sort order that begins with a dash, and several conditions', () => {
    const flags = parse('best', '--sort', '-plateau,number', '--filter', 'trades >= 20', '--filter', 'fast < 20');
    expect(flags.sort).toEqual(['-plateau', 'number']);
    expect(flags.filter).toEqual(['trades >= 20', 'fast < 20']);
  });

  it('refuse a format that does not exist', () => {
    expect(() => parse('best', '-o', 'xml')).toThrow(/Allowed choices are table, wide, json/);
  });

  it('keep the data in ./.paramo', () => {
    expect(parse('best').dataDir).toBe('.paramo');
  });
});

describe('values of flags', () => {
  it('durations', () => {
    expect(['500ms', '30s', '5m', '1h', '2', '0.5s'].map(milliseconds)).toEqual([
      500, 30_000, 300_000, 3_600_000, 2000, 500,
    ]);
    for (const wrong of ['', 'soon', '-1s', '0', '5 weeks']) expect(() => milliseconds(wrong)).toThrow(/duration/);
  });

  it('a duration longer than a timer can wait is as long as it can', () => {
    expect(milliseconds('9999h')).toBe(2 ** 31 - 1);
  });

  it('whole numbers', () => {
    expect(wholeNumber('0')).toBe(0);
    for (const wrong of ['-1', '1.5', '1e3', '', ' 1', 'x']) expect(() => wholeNumber(wrong)).toThrow(/whole number/);
    expect(() => positiveNumber('0')).toThrow(/at least 1/);
  });

  it('shares', () => {
    expect([share('5%'), share('0.05'), share('1'), share('100%')]).toEqual([0.05, 0.05, 1, 1]);
    for (const wrong of ['5', '101%', '-1%', 'x']) expect(() => share(wrong)).toThrow(/share/);
  });

  it('lists of names', () => {
    expect(names('a, b,,c')).toEqual(['a', 'b', 'c']);
  });
});
