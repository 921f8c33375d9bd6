import type { HistoryEvent } from '#services';
import type { Answer } from '../answer';
import type { Terminal } from '../terminal/terminal';
import { pad } from '../terminal/text';
import { eventSentence } from './event-sentence';

/** One page of the history; in an order of one's own when `next` is absent. */
export function eventAnswer(items: HistoryEvent[], next: number | null | undefined): Answer {
  return {
    ...(next !== undefined && { document: { items: items.map(flat), next } }),
    list: {
      columns: [
        { id: 'index', align: 'right', value: ({ index }) => index },
        { id: 'recordedAt', value: ({ event }) => event.recordedAt },
        { id: 'type', value: ({ event }) => event.type },
        { id: 'text', keep: true, value: ({ event }) => eventSentence(event) },
        { id: 'stream', wide: true, value: ({ event }) => event.stream },
        { id: 'revision', align: 'right', wide: true, value: ({ event }) => event.revision },
        { id: 'position', align: 'right', wide: true, value: ({ event }) => event.position },
      ],
      rows: items,
      name: ({ event }) => event.id,
      json: flat,
    },
    text: (terminal) => items.map((item) => `${eventLine(item, terminal)}\n`).join(''),
    whenEmpty: 'No such event.',
  };
}

function flat({ index, event }: HistoryEvent) {
  return { index, ...event };
}

const INDEX_WIDTH = 5;

/** `#12  14:30:52.101  batch 3: trials 300–399 evaluated`. */
export function eventLine({ index, event }: HistoryEvent, { paint }: Pick<Terminal, 'paint'>): string {
  const number = pad(`#${index}`, INDEX_WIDTH, 'right');
  return `${paint.dim(`${number}  ${event.recordedAt.slice(11, 23)}`)}  ${eventSentence(event)}`;
}
