import type { BatchExplanation, ExplainedNode } from '#quant/backtest';
import type { Explanation } from '#services';
import type { OptimizationSpec } from '#spec';
import { type Power, powerText } from '../power';
import { count, counted, decimal } from '../terminal/numbers';
import type { Paint, Terminal } from '../terminal/terminal';
import { pad, shorten, wrap } from '../terminal/text';
import { parametersText } from './parameters';

export interface ExplainedRun {
  spec: OptimizationSpec;
  power: Power;
  explained: Explanation;
}

const NAME_WIDTH = 12;
const WIDEST = 110;
const LEGEND = '×n = read n times, computed once · ↑ = its parts are shown above';

/** What would be computed: numbers first, then the graph of one trial as a tree. */
export function explanationText({ spec, power, explained }: ExplainedRun, { paint, columns }: Terminal): string {
  const width = Math.min(columns, WIDEST);
  const { trials, batches, batchSize, batch, note } = explained;
  const entries: [string, string][] = [
    ['strategy', `${spec.strategy.name}, searched with ${spec.method.name}`],
    [
      'evaluations',
      `${counted(trials, 'trial')} in ${counted(batches, 'batch', 'batches')} of at most ${count(batchSize)}`,
    ],
    ...(batch ? batchEntries(batch, power) : []),
    ...(note === null ? [] : [['note', note] as [string, string]]),
  ];
  const line = ([name, text]: [string, string]): string =>
    `${paint.dim(pad(name, NAME_WIDTH))} ${wrap(text, width, ' '.repeat(NAME_WIDTH + 1))}\n`;
  return entries.map(line).join('') + (batch ? exampleText(batch, paint, width) : '');
}

function batchEntries(batch: BatchExplanation, power: Power): [string, string][] {
  const { tier, tierReason, trials, bars, columns, columnsKept, comparisons, conditions, unusable, memoryBytes } =
    batch;
  const kept = columns > columnsKept ? `, ${count(columnsKept)} of them kept, so that some are computed again` : '';
  return [
    ['tier', `${tier}: ${tierReason}`],
    ['first batch', `${counted(trials, 'trial')}, each over ${counted(bars, 'bar')}`],
    [
      'graph',
      `${counted(batch.nodesOfTrials, 'node')} of all trials, ${count(columns + conditions)} when shared ones count once`,
    ],
    ['columns', `${count(columns)} of numbers${kept}`],
    ['conditions', `${count(conditions)} of bits, with ${counted(comparisons, 'comparison')} of two columns`],
    [
      'memory',
      `at most ${decimal(memoryBytes / 1e6, 1)} MB of columns and tables for each of ${powerText(power)}, whatever the number of trials`,
    ],
    ...(unusable > 0
      ? [['unusable', `${counted(unusable, 'trial')} cannot run with these values and will fail`] as [string, string]]
      : []),
  ];
}

function exampleText({ example }: BatchExplanation, paint: Paint, width: number): string {
  if (!example) return '\nNo trial of the first batch can run.\n';
  const head = `First trial: ${parametersText(example.parameters) || 'no parameters'}`;
  const rules = example.rules.map(({ rule, root }) => {
    const lines = nodeLines(root, '', '', paint, width);
    return `${paint.bold(rule)}\n${lines.join('')}`;
  });
  const isAnyShared = example.rules.some(({ root }) => hasShared(root));
  const legend = isAnyShared ? `\n${paint.dim(wrap(LEGEND, width))}\n` : '';
  return `\n${head}\n\n${rules.join('\n')}${legend}`;
}

function nodeLines(node: ExplainedNode, first: string, rest: string, paint: Paint, width: number): string[] {
  const text = node.repeated ? `↑ ${node.key}` : node.label;
  const shared = isShared(node) && !node.repeated ? ` ${paint.cyan(`×${node.uses}`)}` : '';
  const about = node.kind === 'bits' || node.kind === 'live' ? paint.dim(`  ${node.kind}`) : '';
  const room = Math.max(20, width - first.length - 12);
  const own = `${paint.dim(first)}${shorten(text, room)}${shared}${about}\n`;
  const { parts } = node;
  return [
    own,
    ...parts.flatMap((part, i) => {
      const isLast = i === parts.length - 1;
      return nodeLines(part, `${rest}${isLast ? '└─ ' : '├─ '}`, `${rest}${isLast ? '   ' : '│  '}`, paint, width);
    }),
  ];
}

/** Bars and constants are no work worth sharing. */
function isShared({ kind, uses }: ExplainedNode): boolean {
  return uses > 1 && kind !== 'bar' && kind !== 'constant';
}

function hasShared(node: ExplainedNode): boolean {
  return isShared(node) || node.parts.some(hasShared);
}
