import type { OptimizationSpec } from '#spec';
import type { OptimizationDocument } from '#read-models';
import { count, instant, shortHash } from '../terminal/numbers';
import { type Power, powerText } from '../power';
import type { Terminal } from '../terminal/terminal';
import { wrap } from '../terminal/text';
import { spaceText } from './parameters';

export interface RunFacts {
  version: string;
  /** What evaluates here; null when another process does. */
  power: Power | null;
  spec: OptimizationSpec;
  /** First and last bar that are used, ms UTC. */
  first: number;
  last: number;
  counts: Pick<OptimizationDocument, 'combinations' | 'feasible' | 'note'> & { trials: number };
}

/** Two lines: what is computed over what, and how much of it. */
export function runHeader({ version, power, spec, first, last, counts }: RunFacts, terminal: Terminal): string {
  const { dataset, method } = spec;
  const bars = dataset.bars ? dataset.bars.to - dataset.bars.from : 0;
  const span = `${instant(first)}…${instant(last)}`;
  const identity = dataset.hash === null ? '' : `, sha ${shortHash(dataset.hash)}`;
  const here = power === null ? 'watching' : `local · ${powerText(power)}`;
  const machine = `paramo ${version} · ${here}`;
  const data = `data ${dataset.symbol} ${dataset.interval ?? ''} ${span} (${count(bars)} bars${identity})`;
  const { combinations, feasible, trials, note } = counts;
  const size =
    combinations === null
      ? `continuous, ${count(trials)} trials`
      : `${combinations === '1' ? '1 combination' : `${count(combinations)} combinations`}, ${feasible === null ? 'feasible ones not countable' : `${count(feasible)} feasible`}`;
  const budget = feasible === String(trials) || combinations === null ? '' : ` · ${count(trials)} trials`;
  const width = Math.min(terminal.columns, 160);
  return [
    wrap(`${terminal.paint.bold(machine)} · ${data} · seed ${method.seed}`, width, '       '),
    wrap(
      `space  ${spec.strategy.name}: ${spaceText(spec.space) || 'nothing is searched'} → ${size} · ${method.name}${budget}`,
      width,
      '       ',
    ),
    ...(note === null ? [] : [wrap(`note   ${note}`, width, '       ')]),
  ]
    .map((line) => `${line}\n`)
    .join('');
}
