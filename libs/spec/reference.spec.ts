import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_BACKTEST_SETTINGS } from '#quant/backtest';
import { BUILT_IN_VOCABULARY, ISSUE_CODES, readYamlSpec } from '#spec';
import { BACKTEST_SETTINGS } from './read-backtest';
import { STANDARD_METRICS } from './read-goal';
import { snakeCase } from './section';
import { KEYS } from './spellings';

const pageOf = (name: string) => readFileSync(join(process.cwd(), 'docs/reference', name), 'utf8');
const page = pageOf('optimization-file.md');

describe('the reference page of the optimization file', () => {
  it('names every spelling of every key', () => {
    const spellings = [
      ...Object.values(KEYS),
      ...Object.values(BACKTEST_SETTINGS).map(({ spelling }) => spelling),
    ].flat();
    expect(spellings.filter((word) => !page.includes(`\`${word}\``))).toEqual([]);
  });

  it('tells the default of every backtest setting', () => {
    const section = page.slice(page.indexOf('## Backtest'), page.indexOf('## Method'));
    const rows = section.split('\n').map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
    const told = Object.fromEntries(rows.map(([, key, , fallback]) => [key, fallback]));
    const inWords = { sizing: 'all_in', periodsPerYear: "the calendar's" };
    for (const [key, value] of Object.entries({ ...DEFAULT_BACKTEST_SETTINGS, ...inWords })) {
      expect([key, told[snakeCase(key)]]).toEqual([key, value === null ? 'none' : String(value).replaceAll('-', '_')]);
    }
    expect(DEFAULT_BACKTEST_SETTINGS).toMatchObject({ sizing: { kind: 'all-in' }, periodsPerYear: null });
  });

  it('explains every code and names every standard metric', () => {
    const rows = page.replace(/ +/g, ' ');
    const missing = Object.entries(ISSUE_CODES).filter(([code, meaning]) => !rows.includes(`| ${code} | ${meaning} |`));
    expect(missing).toEqual([]);
    expect(STANDARD_METRICS.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('begins with a file that is valid', () => {
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
    expect(readYamlSpec(example, BUILT_IN_VOCABULARY)).toMatchObject({ ok: true, issues: [] });
  });
});

describe('the page about other tools', () => {
  const peers = pageOf('peers.md');
  const settings = ['backtesting.py', 'vectorbt'].flatMap((tool) => {
    const [, chapter = ''] = peers.split(`## ${tool} in our words`);
    const [table = ''] = chapter.split('| metric');
    return table.split('\n').flatMap((row) => [...(row.split('|')[2] ?? '').matchAll(/`([a-zA-Z]+: [^`]*)`/g)]);
  });

  it.each(settings.map(([, text = '']) => [text]))('gives settings as a file may have them: %s', (text) => {
    const file = `strategy: sma-crossover\ndata: sp500\nparameters: { fast: [10] }\nbacktest: { ${text} }\n`;
    expect(readYamlSpec(file, BUILT_IN_VOCABULARY)).toMatchObject({ ok: true, issues: [] });
  });
});
