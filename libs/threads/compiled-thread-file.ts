import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/**
 * The JavaScript file of a thread module next to the caller. A thread is loaded by Node itself, never by a test runner,
 * so a caller that runs from TypeScript sources gets the compiled twin below `<package root>/dist`.
 *
 * @param directory the caller's `__dirname`
 * @param module file name without extension, e.g. `event-log.thread`
 * @throws when it was not compiled
 */
export function compiledThreadFile(directory: string, module: string): string {
  const root = packageRoot(directory);
  const inside = relative(root, directory);
  const compiled = inside === 'dist' || inside.startsWith(`dist${sep}`) ? directory : join(root, 'dist', inside);
  const file = join(compiled, `${module}.js`);
  if (!existsSync(file)) {
    throw new Error(`${relative(root, file)} does not exist: threads run compiled code. Run \`npm run build\` first.`);
  }
  return file;
}

function packageRoot(directory: string): string {
  for (let current = directory; ; current = dirname(current)) {
    if (existsSync(join(current, 'package.json'))) return current;
    if (dirname(current) === current) throw new Error(`No package.json at or above ${directory}.`);
  }
}
