import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import type { ReadSpecResult, SpecIssue, SpecVocabulary } from '#spec';
import type { Context } from './context';
import { InvalidFileError, NotFoundError } from './errors';

export type ReadSpec = Extract<ReadSpecResult, { ok: true }>;

export interface CheckedFile {
  file: string;
  text: string;
  result: ReadSpecResult;
}

/** Reads and checks an optimization file. Paths in it are relative to the file. */
export async function checkSpecFile(file: string, sets: readonly string[] = []): Promise<CheckedFile> {
  const text = await readText(file);
  const { readYamlSpec } = await import('#spec');
  const result = readYamlSpec(text, await vocabulary(dirname(file)), { sets });
  const placed = { ...result, issues: result.issues.map((issue) => unlessSet(issue, sets)) };
  return { file, text, result: placed.ok ? { ...placed, spec: atHome(placed.spec, file) } : placed };
}

/** What an assignment says stands nowhere in the file: no caret, but the assignment. */
function unlessSet({ position, ...issue }: SpecIssue, sets: readonly string[]): SpecIssue {
  const path = issue.path.map(String);
  const set = sets.find((assignment) => {
    const keys = assignment.slice(0, assignment.indexOf('=')).split('.');
    return keys.every((key, i) => key === path[i]);
  });
  const isFixedByAll = issue.code === 'E2301' && sets.length > 0;
  const said =
    set === undefined
      ? isFixedByAll
        ? `set on the command line: ${sets.join(', ')}`
        : undefined
      : `this comes from ${set}, not from the file`;
  const hint = [issue.hint, said].filter((text) => text !== undefined).join('; ');
  return { ...issue, ...(hint !== '' && { hint }), ...(set === undefined && position && { position }) };
}

/** The specification of a file, its warnings told. @throws InvalidFileError with all its errors. */
export async function readSpecFile(context: Context, file: string, sets: readonly string[] = []): Promise<ReadSpec> {
  const checked = await checkSpecFile(file, sets);
  const { result, text } = checked;
  const { formatIssues } = await import('#spec');
  const color = context.err.depth > 1;
  if (!result.ok) throw new InvalidFileError(file, result.issues, formatIssues(text, result.issues, { color }));
  if (result.issues.length > 0) context.hint(formatIssues(text, result.issues, { color }));
  return result;
}

/** Strategy files are found from the folder of the optimization file. */
async function vocabulary(folder: string): Promise<SpecVocabulary> {
  const [{ BUILT_IN_VOCABULARY }, { readFileSync }, { parse }] = await Promise.all([
    import('#spec'),
    import('node:fs'),
    import('yaml'),
  ]);
  return {
    ...BUILT_IN_VOCABULARY,
    loadStrategyFile: (path) => parse(readFileSync(resolve(folder, path), 'utf8')) as unknown,
  };
}

/** The path of the candles as seen from here. */
function atHome(spec: ReadSpec['spec'], file: string): ReadSpec['spec'] {
  const { source } = spec.dataset;
  if (source.kind !== 'csv' || isAbsolute(source.path)) return spec;
  const path = relative('.', resolve(dirname(file), source.path));
  return { ...spec, dataset: { ...spec.dataset, source: { ...source, path } } };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw new NotFoundError(
        `There is no file ${file}.`,
        'Check the path; `paramo strategy show sma-crossover` prints a file to start from.',
      );
    throw new NotFoundError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
