import { give } from '../answer';
import type { Context } from '../context';
import { wholeNumber } from '../global-flags';
import { ask } from '../session';
import { PLAIN_LIST, type Verb } from '../verb';

interface TrialOptions {
  trades?: true;
  equity?: true;
}

export const addTrial: Verb = (program, run) => {
  program
    .command('trial')
    .description('one trial in full, computed again: metrics, trades, equity')
    .argument('<id>', 'optimization: id, number or `last`')
    .argument('<number>', 'number of the trial', wholeNumber)
    .option('--trades', 'list every trade')
    .option('--equity', 'equity at every close')
    .addHelpText('after', '\nExample: paramo trial last 42 --trades')
    .action(run(trial, PLAIN_LIST));
};

async function trial(context: Context, options: TrialOptions, ref: string, number: number): Promise<void> {
  const { backtestAnswer, backtestDocument } = await import('../views/backtest-report');
  await ask(context, async (paramo) => {
    const [{ trial: found, report, candles }, spec] = await Promise.all([
      paramo.replayTrial(ref, number),
      paramo.spec(ref),
    ]);
    const parameters = { ...spec.fixed, ...found.parameters };
    const document = backtestDocument({ spec, parameters, report, candles });
    const { metrics: _, ...place } = found;
    await give(context, backtestAnswer({ ...document, trial: place }, options, context.flags.verbose === true));
  });
}
