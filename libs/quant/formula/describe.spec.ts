import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeLanguage } from './describe';

const reference = readFileSync(join(__dirname, '../../../docs/reference/formulas.md'), 'utf8');

describe('the description of the language', () => {
  const { entries } = describeLanguage();

  it('has a sentence for each entry, and each once', () => {
    expect(entries.filter(({ doc }) => !doc.endsWith('.'))).toEqual([]);
    expect(new Set(entries.map(({ signature }) => signature)).size).toBe(entries.length);
  });

  it.each(entries.map(({ signature }) => signature))('is what docs/reference/formulas.md tells: %s', (signature) => {
    expect(reference).toContain(`\`${signature}\``);
  });
});
