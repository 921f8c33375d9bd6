import { give } from '../answer';
import { type Context, isForPeople } from '../context';
import { ask } from '../session';
import { heatmapText } from '../views/heatmap-picture';
import { commandText } from './command-text';
import type { FinishedRun } from './follow-run';
import { hintNext, runAnswer, runText } from './run-report';

/** Of examples/demo.yaml: the pair people think in; the stop is aggregated. */
const DEMO_AXES = { x: 'slow', y: 'fast' };

/** The run with its landscape. */
export async function giveDemo(context: Context, run: FinishedRun): Promise<void> {
  const answer = runAnswer(context, run);
  if (!isForPeople(context) || run.optimization.status !== 'completed') return give(context, answer);
  const [{ heatmapOf }, ranked] = await Promise.all([
    import('#read-models'),
    ask(context, (paramo) => paramo.trialTable(run.optimization._id)),
  ]);
  const map = heatmapOf(ranked, { ...DEMO_AXES, aggregate: 'best', fixed: {} });
  await give(context, {
    ...answer,
    text: (terminal) => `${heatmapText(map, terminal)}\n${runText(context, run, terminal)}`,
  });
}

/** Three things to type next. */
export function hintTour(context: Context, run: FinishedRun, file: string): void {
  hintNext(context, run);
  const { pick } = run.optimization;
  const tour: [string, string][] = [
    ['trade by trade', `trial last ${pick ?? 0} --trades`],
    ['compute it again', `verify last --trial ${pick ?? 0}`],
    ['change one number', `run ${file} --set parameters.stop=5`],
  ];
  for (const [why, command] of tour) {
    context.hint(`  ${context.err.paint.dim(why.padEnd(17))} ${commandText(context, command)}`);
  }
}
