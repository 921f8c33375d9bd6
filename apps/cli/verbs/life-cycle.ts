import { give } from '../answer';
import type { Context } from '../context';
import { wholeNumber } from '../global-flags';
import { ask } from '../session';
import type { Verb } from '../verb';

type Intention = 'pause' | 'resume' | 'cancel';

const DESCRIPTIONS: Readonly<Record<Intention, string>> = {
  pause: 'plan no further batches until it is resumed',
  resume: 'let a paused optimization go on (`run --resume` also evaluates it here)',
  cancel: 'stop an optimization for good',
};

interface LifeCycleOptions {
  reason?: string;
  ifRevision?: number;
}

export const addLifeCycle: Verb = (program, run) => {
  for (const intention of ['pause', 'resume', 'cancel'] as const) {
    const command = program
      .command(intention)
      .description(DESCRIPTIONS[intention])
      .argument('<id>', 'id, number or `last`')
      .option('--if-revision <n>', 'only if nobody changed it since', wholeNumber);
    if (intention !== 'resume') command.option('--reason <text>', 'why; kept with the event');
    command.addHelpText('after', `\nExample: paramo ${intention} last --if-revision 12`);
    command.action(
      run((context, options: LifeCycleOptions, ref: string) => change(context, options, { intention, ref })),
    );
  }
};

async function change(
  context: Context,
  { reason, ifRevision }: LifeCycleOptions,
  { intention, ref }: { intention: Intention; ref: string },
): Promise<void> {
  const { dryRun } = context.flags;
  const send = {
    ...(ifRevision !== undefined && { expectedRevision: ifRevision }),
    ...(dryRun && { rehearsal: true as const }),
  };
  await ask(context, async (paramo) => {
    const before = await paramo.optimization(ref);
    const { _id: id } = before;
    if (intention === 'resume') await paramo.resume(id, send);
    else await paramo[intention](id, reason ?? null, send);
    const { status, revision } = await paramo.optimization(id);
    await give(context, {
      document: { id, status, revision, before: before.status, dryRun: dryRun === true },
      text: () =>
        dryRun ? `${id} is ${status}; ${intention} would be accepted, nothing was changed\n` : `${id} is ${status}\n`,
    });
  });
}
