import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder paramo is installed in, found from this file upwards: sources and built files lie at different depths. */
export function packageFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) throw new Error('paramo is not installed completely: its package.json is missing.');
    folder = dirname(folder);
  }
  return folder;
}

export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as { version: string };
  return version;
}
