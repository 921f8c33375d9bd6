import type { AppendResult, EventStore, ExpectedRevision } from '#event-sourcing';
import { numbered } from './harness';

/** One append in the notation of EventStoreDB's own tests. */
export interface NotedAppend {
  numbers: number[];
  expected: ExpectedRevision;
}

/**
 * Reads `0em1 1e0 [2,3]e1 0any 1exists`: event 0 expecting no stream (−1 is written m1), event 1 expecting revision 0,
 * events 2 and 3 in one append expecting revision 1, and so on.
 */
export function parseAppends(text: string): NotedAppend[] {
  return text.split(' ').map((token) => {
    const match = /^(?:(\d+)|\[([\d,]*)\])(?:e(m1|\d+)|(any|exists))$/.exec(token);
    if (!match) throw new Error(`"${token}" is no append; write e.g. 0em1, 1e0, [0,1]em1, 0any, 0exists.`);
    const [, one, several, revision, word] = match;
    const numbers = one === undefined ? (several ?? '').split(',').filter(Boolean).map(Number) : [Number(one)];
    return { numbers, expected: expectation(revision, word) };
  });
}

/** Appends everything in turn; the result of the last append. All but the last must succeed. */
export async function runAppends(store: EventStore, stream: string, text: string): Promise<AppendResult> {
  let result: AppendResult | undefined;
  for (const { numbers, expected } of parseAppends(text)) {
    result = await store.append(
      stream,
      numbers.map((n) => numbered(n)),
      expected,
    );
  }
  if (!result) throw new Error('There was nothing to append.');
  return result;
}

function expectation(revision: string | undefined, word: string | undefined): ExpectedRevision {
  if (word === 'any' || word === 'exists') return word;
  return revision === 'm1' ? 'no-stream' : Number(revision);
}
