import { type Answer, table } from '../answer';
import type { Context } from '../context';
import { EXIT, type ExitCode } from '../exit-codes';
import { count, duration, shortHash } from '../terminal/numbers';
import type { Terminal } from '../terminal/terminal';
import { publicOptimization } from '../views/optimization-list';
import { trialLegend, trialList, withPeak } from '../views/trial-list';
import { verdictText } from '../views/verdict';
import { commandText } from './command-text';
import type { FinishedRun } from './follow-run';

/** A finished run: best trials, verdict and its grounds; everything as one document for programs. */
export function runAnswer(context: Context, run: FinishedRun): Answer {
  const { optimization, best, data, timing } = run;
  return {
    document: { ...publicOptimization(optimization), best, data, timing },
    // With ndjson the events were streamed already; the summary is the last line.
    ...(context.flags.output !== 'ndjson' && { list: trialList(best) }),
    text: (terminal) => runText(context, run, terminal),
  };
}

export function runText(context: Context, { optimization, best, peak }: FinishedRun, terminal: Terminal): string {
  const { status, reason, verdict } = optimization;
  const trials = withPeak(best, peak);
  const parts = [
    ...(trials.length > 0 ? [`${table(trialList(trials), context, terminal)}${trialLegend(terminal)}\n`] : []),
    ...(verdict ? [verdictText(verdict, terminal)] : []),
    ...(status === 'completed' ? [] : [`${terminal.paint.bold(status)}${reason === null ? '' : `: ${reason}`}\n`]),
  ];
  return parts.join('\n');
}

/** Beside the answer: where it is kept and what to do next. */
export function hintNext(context: Context, run: FinishedRun): void {
  const { optimization, timing } = run;
  const { _id: id, resultHash } = optimization;
  const facts = [
    ...speedText(timing),
    ...(resultHash === null || resultHash === '' ? [] : [`result ${shortHash(resultHash)}`]),
  ];
  context.hint(facts.length > 0 ? `\n${facts.join(' · ')}` : '');
  context.hint(`saved  ${id} in ${context.flags.dataDir}`);
  context.hint(`next   ${commandText(context, nextCommand(run))}`);
}

/** What there is to look at. */
function nextCommand({ optimization: { pick }, searched }: FinishedRun): string {
  if (pick === null) return 'describe last';
  return searched === 0 ? `trial last ${pick}` : 'heatmap last';
}

/** A run without a pick has to say so: its table may look like a result. */
export function warnOfNothing(context: Context, { optimization: { status, pick, trials } }: FinishedRun): void {
  if (status !== 'completed' || pick !== null) return;
  context.warn(`no trial is usable: none of ${count(trials.evaluated)} has a score and meets the criteria.`);
}

function speedText(timing: FinishedRun['timing']): string[] {
  if (timing === null || timing.trialsPerSecond === null) return [];
  const { trials, elapsedMs, trialsPerSecond } = timing;
  return [
    `${count(trials)} ${trials === 1 ? 'trial' : 'trials'} in ${duration(elapsedMs / 1000)} (${count(Math.round(trialsPerSecond))}/s)`,
  ];
}

export function exitOf({ optimization }: Pick<FinishedRun, 'optimization'>, maxFailureRate: number): ExitCode {
  const { status, pick, trials } = optimization;
  if (status !== 'completed' || pick === null) return EXIT.runFailed;
  return trials.evaluated > 0 && trials.failed / trials.evaluated > maxFailureRate ? EXIT.tooManyFailures : EXIT.ok;
}
