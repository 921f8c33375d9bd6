import { collect } from '../global-flags';
import { type Context, isForPeople } from '../context';
import { give } from '../answer';
import type { Column } from '../listing';
import { EXIT, type ExitCode } from '../exit-codes';
import { Rejected } from '#kernel';
import type { DataRemarks } from '#services';
import { dataWarnings } from '../data-remarks';
import { ask, askNothingStored } from '../session';
import { type CheckedFile, checkSpecFile } from '../spec-file';
import { PLAIN_LIST, type Verb } from '../verb';

interface LintOptions {
  set?: string[];
  resolved?: true;
}

export const addLint: Verb = (program, run) => {
  program
    .command('lint')
    .description('check optimization files: keys, types, ranges, formulas')
    .argument('<files...>', 'optimization files')
    .option('--set <path=value>', 'change one value first (repeatable)', collect)
    .option('--resolved', 'print the file with every default written out')
    .addHelpText('after', '\nExample: paramo lint examples/demo.yaml --resolved')
    .action(run(lint, PLAIN_LIST));
};

async function lint(context: Context, options: LintOptions, files: string[]): Promise<ExitCode> {
  const checked = await Promise.all(files.map((file) => checkSpecFile(file, options.set)));
  const about = await Promise.all(checked.map((file) => dataOf(context, file)));
  const { formatIssues, resolvedYaml } = await import('#spec');
  const resolved = (options.resolved ? checked : []).flatMap(({ result }) =>
    result.ok ? [resolvedYaml(result.spec, result.execution)] : [],
  );
  const color = context.err.depth > 1;
  for (const { file, text, result } of isForPeople(context) ? checked : []) {
    if (result.issues.length > 0) context.err.write(`${file}\n${formatIssues(text, result.issues, { color })}\n\n`);
  }
  for (const [i, { warnings }] of about.entries()) {
    for (const warning of warnings) context.warn(`${checked[i]?.file ?? ''}: ${warning}`);
  }
  await give(context, {
    document: {
      files: checked.map((file, i) => ({
        ...lintResult(file),
        data: about[i]?.data,
        ...(resolved[i] && { resolved: resolved[i] }),
      })),
    },
    list: { columns: COLUMNS, rows: checked, name: ({ file }: CheckedFile) => file, json: lintResult },
    text: ({ paint }) =>
      options.resolved
        ? resolved.join('---\n')
        : checked
            .map((file) => `${errorsOf(file) > 0 ? paint.red('✗') : paint.green('✓')} ${summary(file)}\n`)
            .join(''),
  });
  return checked.every(({ result }) => result.ok) ? EXIT.ok : EXIT.invalid;
}

interface FileData {
  data: (DataRemarks & { problem?: undefined }) | { problem: string } | null;
  warnings: string[];
}

/** What a reader of the file should know of its data. Without the data the file may still be right. */
async function dataOf(context: Context, { result }: CheckedFile): Promise<FileData> {
  if (!result.ok) return { data: null, warnings: [] };
  const { spec } = result;
  try {
    const look = spec.dataset.source.kind === 'dataset' ? ask : askNothingStored;
    const data = await look(context, (paramo) => paramo.dataRemarks(spec));
    return { data, warnings: dataWarnings(spec.dataset, data) };
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    return { data: { problem: error.message }, warnings: [error.message] };
  }
}

const COLUMNS: readonly Column<CheckedFile>[] = [
  { id: 'file', keep: true, value: ({ file }) => file },
  { id: 'errors', align: 'right', value: (file) => errorsOf(file) },
  { id: 'warnings', align: 'right', value: (file) => file.result.issues.length - errorsOf(file) },
];

function lintResult({ file, result }: CheckedFile) {
  return { file, ok: result.ok, issues: result.issues };
}

function errorsOf({ result }: CheckedFile): number {
  return result.issues.filter(({ severity }) => severity === 'error').length;
}

function summary(file: CheckedFile): string {
  const errors = errorsOf(file);
  const warnings = file.result.issues.length - errors;
  const parts = [plural(errors, 'error'), plural(warnings, 'warning')].filter((part) => part !== '');
  return `${file.file}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
}

function plural(number: number, word: string): string {
  return number === 0 ? '' : `${number} ${word}${number === 1 ? '' : 's'}`;
}
