import { assertNever } from '#kernel';
import type { SpaceIssue } from './issues';
import { levelsOf, logarithmicValues, stepCount } from './levels';
import type { Domain } from './space.types';

const MOST_LOG_POINTS = 100_000;

/** What is wrong with a domain; paths start at the domain. An empty list: `levelsOf` may read it. */
export function domainIssues(domain: Domain): SpaceIssue[] {
  switch (domain.kind) {
    case 'integer':
      return [...numberIssues(domain, ['min', 'max', 'step'], Number.isSafeInteger, 'a whole number')].concat(
        rangeIssues(domain),
      );
    case 'float':
      return [...numberIssues(domain, ['min', 'max', 'step'], Number.isFinite, 'a number')].concat(rangeIssues(domain));
    case 'continuous':
      return continuousIssues(domain);
    case 'log':
      return logIssues(domain);
    case 'list':
      return listIssues(domain.values).concat(
        domain.values.flatMap((value, i) =>
          Number.isFinite(value) ? [] : [{ path: ['values', i], message: `${value} is not a finite number.` }],
        ),
      );
    case 'categorical':
      return listIssues(domain.values);
    case 'boolean':
      return [];
    default:
      return assertNever(domain);
  }
}

function numberIssues<Key extends string>(
  domain: Record<Key, number>,
  keys: readonly Key[],
  accepts: (value: number) => boolean,
  expected: string,
): SpaceIssue[] {
  return keys
    .filter((key) => !accepts(domain[key]))
    .map((key) => ({ path: [key], message: `${key} must be ${expected}, not ${domain[key]}.` }));
}

function rangeIssues(domain: { kind: string; min: number; max: number; step: number }): SpaceIssue[] {
  const { min, max, step } = domain;
  if (![min, max, step].every(Number.isFinite)) return [];
  if (step <= 0) {
    return [{ path: ['step'], message: `step must be above 0, not ${step}.`, hint: 'A range always runs upwards.' }];
  }
  if (min > max) return [orderIssue(min, max)];
  const count = stepCount(domain);
  if (count > BigInt(Number.MAX_SAFE_INTEGER)) {
    return [{ path: ['step'], message: `The range has ${count} values.`, hint: 'Use a larger step or "continuous".' }];
  }
  if (count < 2n || domain.kind === 'integer') return [];
  const levels = levelsOf({ kind: 'float', min, max, step });
  const last = Number(count) - 1;
  const collides = levels.valueAt(0) === levels.valueAt(1) || levels.valueAt(last - 1) === levels.valueAt(last);
  return collides
    ? [
        {
          path: ['step'],
          message: `step ${step} is finer than a double can tell near ${max}.`,
          hint: 'Use a larger step.',
        },
      ]
    : [];
}

function continuousIssues(domain: Extract<Domain, { kind: 'continuous' }>): SpaceIssue[] {
  const issues = numberIssues(domain, ['min', 'max'], Number.isFinite, 'a number');
  if (issues.length > 0) return issues;
  if (domain.min >= domain.max) issues.push(orderIssue(domain.min, domain.max));
  if (domain.scale === 'log' && domain.min <= 0) issues.push(positiveIssue(domain.min));
  return issues;
}

function logIssues(domain: Extract<Domain, { kind: 'log' }>): SpaceIssue[] {
  const issues = numberIssues(domain, ['min', 'max'], Number.isFinite, 'a number');
  if (!Number.isInteger(domain.points) || domain.points < 2 || domain.points > MOST_LOG_POINTS) {
    issues.push({
      path: ['points'],
      message: `points must be a whole number from 2 to ${MOST_LOG_POINTS}, not ${domain.points}.`,
    });
  }
  if (issues.length > 0) return issues;
  if (domain.min <= 0) return [positiveIssue(domain.min)];
  if (domain.min >= domain.max) return [orderIssue(domain.min, domain.max)];
  const values = logarithmicValues(domain);
  if (values.some((value, i) => i > 0 && value <= (values[i - 1] ?? -Infinity))) {
    return [{ path: ['points'], message: 'Two points fall on the same value.', hint: 'Use fewer points.' }];
  }
  return [];
}

function listIssues(values: readonly unknown[]): SpaceIssue[] {
  if (values.length === 0) {
    return [{ path: ['values'], message: 'The list is empty.', hint: 'Give at least one value.' }];
  }
  return values.flatMap((value, i) =>
    values.indexOf(value) < i
      ? [{ path: ['values', i], message: `${JSON.stringify(value)} is listed twice.`, hint: 'Keep one of them.' }]
      : [],
  );
}

function orderIssue(min: number, max: number): SpaceIssue {
  return { path: ['min'], message: `min ${min} must be below max ${max}.`, hint: 'Exchange them.' };
}

function positiveIssue(min: number): SpaceIssue {
  return { path: ['min'], message: `min must be above 0 on a logarithmic scale, not ${min}.` };
}
