import { Rejected } from '#kernel';
import type { FieldProblem } from '#api';
import {
  BUILT_IN_VOCABULARY,
  type ExecutionOptions,
  type OptimizationSpec,
  readOptimizationSpec,
  readYamlSpec,
  type SpecIssue,
} from '#spec';

/** Nobody's file system is read on behalf of a request. */
const VOCABULARY = BUILT_IN_VOCABULARY;

/**
 * A specification from a request body: JSON (parsed already) or YAML (text).
 * @throws Rejected `optimization.invalid` with every field that needs attention; `data.unavailable` for files.
 */
export function readSpecBody(body: unknown): {
  spec: OptimizationSpec;
  execution: ExecutionOptions;
  warnings: string[];
} {
  const read = typeof body === 'string' ? readYamlSpec(body, VOCABULARY) : readOptimizationSpec(body, VOCABULARY);
  if (!read.ok) {
    const errors = read.issues.filter(({ severity }) => severity === 'error').map(fieldProblem);
    const count = errors.length === 1 ? 'One field needs' : `${errors.length} fields need`;
    throw new Rejected({ code: 'optimization.invalid', message: `${count} attention.`, details: { errors } });
  }
  if (read.spec.dataset.source.kind === 'csv') {
    throw new Rejected({
      code: 'data.unavailable',
      message:
        'The gateway does not read files: import the candles with `paramo data import <file>` and name them by ' +
        '`data: { source: dataset, hash: … }`, or use `data: { source: embedded, symbol: sp500 }`.',
    });
  }
  return { spec: read.spec, execution: read.execution, warnings: read.issues.map(({ message }) => message) };
}

function fieldProblem({ path, message, code, hint }: SpecIssue): FieldProblem {
  const pointer = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return { pointer, message, code, ...(hint && { hint }) };
}
