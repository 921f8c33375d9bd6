import type { OptimizationDocument, TrialView } from '#read-models';
import type { DataRemarks, Paramo } from '#services';
import type { OptimizationSpec } from '#spec';
import type { Context } from '../context';
import { warnOfData } from '../data-remarks';
import { StoppedError } from '../errors';
import type { Power } from '../power';
import { packageVersion } from '../package-files';
import { startProgress } from '../terminal/progress';
import { runHeader } from '../views/run-header';
import { byPlateau } from '../views/trial-list';
import { RunMonitor } from './run-monitor';
import { commandText } from './command-text';

export interface FinishedRun {
  optimization: OptimizationDocument;
  /** Highest plateau first. */
  best: TrialView[];
  /** The trial with the best raw score. */
  peak: TrialView | null;
  /** What was evaluated since this process looked; null when the run had ended before. */
  data: DataRemarks;
  /** Parameters that were searched. */
  searched: number;
  timing: { elapsedMs: number; trials: number; trialsPerSecond: number | null } | null;
}

const BEST_TRIALS = 10;

/** Shows a run until it ends and returns how it ended. Whoever evaluates it, this process or another, does not matter. */
export async function followRun(
  context: Context,
  paramo: Paramo,
  { id, power, notes = [] }: { id: string; power: Power | null; notes?: string[] },
): Promise<FinishedRun> {
  const [before, spec] = await Promise.all([paramo.optimization(id), paramo.spec(id)]);
  // The decode boundary: what `importDataset` recorded.
  const quality = (await paramo.dataset(before.dataset)).quality as unknown as DataRemarks['quality'];
  const data = { quality, notes };
  const hasEnded = before.endedAt !== null;
  context.hint(await header(context, paramo, { optimization: before, spec, power }));
  warnOfData(context, spec, data);
  const began = Date.now();
  if (!hasEnded || context.flags.output === 'ndjson') await showUntilEnd(context, paramo, { id, spec, before });
  const elapsedMs = Date.now() - began;
  const optimization = await paramo.optimization(id);
  const [{ items }, peak] = await Promise.all([
    paramo.trials(id, { sort: [byPlateau(optimization)], limit: context.flags.limit ?? BEST_TRIALS, skip: 0 }),
    optimization.peak === null ? null : paramo.trial(id, optimization.peak),
  ]);
  const trials = optimization.trials.evaluated - before.trials.evaluated;
  const trialsPerSecond = elapsedMs > 0 && trials > 0 ? (1000 * trials) / elapsedMs : null;
  const timing = hasEnded ? null : { elapsedMs, trials, trialsPerSecond };
  return { optimization, best: items, peak, data, searched: spec.space.parameters.length, timing };
}

async function header(
  context: Context,
  paramo: Paramo,
  { optimization, spec, power }: { optimization: OptimizationDocument; spec: OptimizationSpec; power: Power | null },
): Promise<string> {
  const { time } = await paramo.candles(optimization.dataset);
  const { from, to } = spec.dataset.bars ?? { from: 0, to: time.length };
  const { combinations, feasible, note, trials } = optimization;
  const counts = { combinations, feasible, note, trials: trials.total };
  const span = { first: time[from] ?? Number.NaN, last: time[to - 1] ?? Number.NaN };
  return runHeader({ version: packageVersion(), power, spec, counts, ...span }, context.err);
}

async function showUntilEnd(
  context: Context,
  paramo: Paramo,
  { id, spec, before }: { id: string; spec: OptimizationSpec; before: OptimizationDocument },
): Promise<void> {
  // The best value is only shown in the progress line; without one, results are left in the log.
  const showsBest = !context.flags.quiet;
  const monitor = new RunMonitor(spec, { countsOnly: !showsBest });
  const { signal } = context.interrupts;
  const progress = context.flags.quiet
    ? null
    : startProgress(context.err, { now: () => performance.now(), doneBefore: before.trials.evaluated });
  const tellPause = (): void => {
    const text = pauseText(context, id, monitor);
    if (progress) progress.say(text);
    else context.hint(text);
  };
  let wasPaused = false;
  try {
    for await (const event of paramo.follow(id, signal, -1, { bytes: showsBest })) {
      if (context.flags.output === 'ndjson') context.out.write(`${JSON.stringify({ ...event, bytes: undefined })}\n`);
      monitor.apply(event);
      progress?.update(monitor.state);
      // What was paused and resumed before this process looked is history.
      const isNow = event.position >= before._pos;
      if (isNow && monitor.state.paused !== wasPaused) {
        wasPaused = monitor.state.paused;
        tellPause();
      }
      if (monitor.ended && event.position >= before._pos) break;
    }
  } finally {
    progress?.finish(monitor.ended ? '✓ done' : '■ stopped');
  }
  if (!monitor.ended) throw signal.reason instanceof StoppedError ? signal.reason : new StoppedError('interrupted');
}

function pauseText(context: Context, id: string, { state, pauseReason }: RunMonitor): string {
  if (!state.paused) return '▶ resumed';
  const why = pauseReason === null ? '' : `: ${pauseReason}`;
  return `■ paused${why} · \`${commandText(context, `resume ${id}`)}\` lets it go on`;
}
