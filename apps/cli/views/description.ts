import type { OptimizationDocument, TrialView } from '#read-models';
import type { OptimizationSpec } from '#spec';
import { type Answer, table } from '../answer';
import type { Context } from '../context';
import { count, duration, NOTHING, shortHash } from '../terminal/numbers';
import type { Terminal } from '../terminal/terminal';
import { wrap } from '../terminal/text';
import { publicOptimization, statusColor } from './optimization-list';
import { parametersText, spaceText } from './parameters';
import { trialLegend, trialList } from './trial-list';
import { verdictText } from './verdict';

export interface Description {
  optimization: OptimizationDocument;
  spec: OptimizationSpec;
  best: TrialView[];
  /** Why trials failed, one reason per failed trial. */
  failures: string[];
}

const NAME_WIDTH = 10;

export function descriptionAnswer(context: Context, description: Description): Answer {
  const { optimization, spec, best } = description;
  const failures = causes(description.failures).map(([reason, trials]) => ({ reason, trials }));
  return {
    document: { ...publicOptimization(optimization), spec, best, failures },
    text: (terminal) =>
      [
        facts(description, terminal),
        ...(optimization.verdict ? [verdictText(optimization.verdict, terminal)] : []),
        ...(best.length > 0 ? [`${table(trialList(best), context, terminal)}${trialLegend(terminal)}\n`] : []),
        ...(failures.length > 0 ? [failureText(description.failures)] : []),
      ].join('\n'),
  };
}

function facts({ optimization, spec }: Description, { paint, columns }: Terminal): string {
  const { trials, batches, dataset, requestedAt, endedAt, reason } = optimization;
  const { objective, criteria, space, fixed, method } = spec;
  const took = endedAt === null ? NOTHING : duration((Date.parse(endedAt) - Date.parse(requestedAt)) / 1000);
  const limits = criteria.map(({ metric, min, max }) =>
    [...(min === undefined ? [] : [`${metric} ≥ ${min}`]), ...(max === undefined ? [] : [`${metric} ≤ ${max}`])].join(
      ' and ',
    ),
  );
  const marks = [
    ...(optimization.diverged ? ['RESULTS DIVERGED'] : []),
    ...(optimization.degraded ? ['degraded'] : []),
  ];
  const lines: [string, string][] = [
    ['', `${paint.bold(optimization.name)}  ${optimization._id}  #${optimization.number}`],
    [
      'status',
      [statusColor(optimization.status, paint)(optimization.status), ...(reason ? [reason] : []), ...marks].join(' · '),
    ],
    ['strategy', `${spec.strategy.title} (${spec.strategy.name})`],
    ['data', `${optimization.symbol} ${optimization.interval}, ${shortHash(dataset)}`],
    ['space', spaceText(space)],
    ...(space.constraints.length > 0 ? [['', `where ${space.constraints.join(', ')}`] satisfies [string, string]] : []),
    ...(Object.keys(fixed).length > 0 ? [['fixed', parametersText(fixed)] satisfies [string, string]] : []),
    ['search', `${method.name}, seed ${method.seed}${optimization.note ? ` · ${optimization.note}` : ''}`],
    [
      'objective',
      `${objective.direction} ${objective.metric}${limits.length > 0 ? `, where ${limits.join(', ')}` : ''}`,
    ],
    [
      'trials',
      `${count(trials.evaluated)} of ${count(trials.total)} evaluated, ${count(trials.failed)} failed, ${batches.evaluated} of ${batches.planned} batches`,
    ],
    ['time', `${requestedAt} · took ${took}`],
    ['result', optimization.resultHash ?? NOTHING],
  ];
  const indent = ' '.repeat(NAME_WIDTH + 1);
  return lines
    .map(([name, text]) => `${paint.dim(name.padEnd(NAME_WIDTH))} ${wrap(text, Math.min(columns, 120) - 1, indent)}\n`)
    .join('');
}

/** Reasons with how often they occurred, the most frequent first. */
function causes(failures: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const reason of failures) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}

function failureText(failures: readonly string[]): string {
  const lines = causes(failures).map(([reason, trials]) => `  ${count(trials)} × ${reason}\n`);
  return `failed trials by cause\n${lines.join('')}`;
}
