import { give } from '../answer';
import { type Context, isForPeople } from '../context';
import { UsageError } from '../errors';
import { wholeNumber } from '../global-flags';
import { ask } from '../session';
import type { Paramo } from '#services';
import { PLAIN_LIST, type Verb } from '../verb';

interface EventsOptions {
  follow?: true;
  from: number;
  type?: string[];
}

export const addEvents: Verb = (program, run) => {
  program
    .command('events')
    .description('everything that happened to an optimization, in order')
    .argument('[id]', 'id, number or `last`', 'last')
    .option('--from <n>', 'first event, counted from 0', wholeNumber, 0)
    .option('--type <names...>', 'only these types, e.g. BatchEvaluated')
    .option('--follow', 'wait for more; Ctrl-C ends')
    .addHelpText('after', '\nExample: paramo events last --from 10 -o ndjson')
    .action(run(events, PLAIN_LIST));
};

async function events(context: Context, options: EventsOptions, ref: string): Promise<void> {
  const { eventAnswer } = await import('../views/event-list');
  await ask(context, async (paramo) => {
    if (options.follow && (context.flags.sort ?? context.flags.limit) !== undefined) {
      throw new UsageError('--follow tells events as they come: it takes no --sort and no --limit.');
    }
    if (options.follow) return follow(context, paramo, options, ref);
    const { sort, limit } = context.flags;
    const { events: items, next } = await paramo.history(ref, {
      from: options.from,
      limit: (sort ? undefined : limit) ?? Number.MAX_SAFE_INTEGER,
      ...(options.type && { types: options.type }),
    });
    await give(context, eventAnswer(items, sort ? undefined : next));
  });
}

async function follow(context: Context, paramo: Paramo, { from, type }: EventsOptions, ref: string): Promise<void> {
  const { eventLine } = await import('../views/event-list');
  const { _id: id } = await paramo.optimization(ref);
  let index = 0;
  for await (const event of paramo.follow(id, context.interrupts.signal)) {
    const item = { index: index++, event };
    if (item.index < from || (type && !type.includes(event.type))) continue;
    const line = isForPeople(context) ? eventLine(item, context.out) : JSON.stringify({ index: item.index, ...event });
    context.out.write(`${line}\n`);
  }
}
