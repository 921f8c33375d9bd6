import type { EventStore, NewEvent, RecordedEvent, SubscriptionItem } from '#event-sourcing';
import { type JsonValue, uuidV5 } from '#kernel';

/** How the suite gets at the logs of one adapter. */
export interface EventStoreHarness {
  /** A new, empty log; the suite closes it. */
  open(): Promise<EventStore>;
  /** Another handle on the same log, as a second process would have it; without it the store itself serves as both. */
  openAnother?(store: EventStore): Promise<EventStore>;
  /** Closes the store and opens its log again. Only for logs that outlive their process. */
  reopen?(store: EventStore): Promise<EventStore>;
}

/** The log of the running test: made for it, closed after it. */
export interface LogUnderTest {
  /** The log, opened when first asked for. */
  store(): Promise<EventStore>;
  another(): Promise<EventStore>;
  reopen(): Promise<EventStore>;
}

/** Registers the hooks that close what a test has opened. */
export function useLog(harness: EventStoreHarness): LogUnderTest {
  let opened: Promise<EventStore> | undefined;
  const others: EventStore[] = [];
  afterEach(async () => {
    for (const other of others.splice(0)) await other.close();
    await (await opened)?.close();
    opened = undefined;
  });
  const store = (): Promise<EventStore> => (opened ??= harness.open());
  return {
    store,
    another: async () => {
      if (!harness.openAnother) return store();
      const other = await harness.openAnother(await store());
      others.push(other);
      return other;
    },
    reopen: async () => {
      if (!harness.reopen)
        throw new Error('This log does not outlive its process; the suite must not ask to reopen it.');
      opened = harness.reopen(await store());
      return opened;
    },
  };
}

/** Event number n: always the same id, so that appending it again is a retry. */
export function numbered(n: number, changes: Partial<NewEvent> = {}): NewEvent {
  return {
    id: uuidV5(`numbered event ${n}`),
    type: 'Numbered',
    schemaVersion: 1,
    data: { n },
    metadata: { correlationId: 'contract', causationId: `command-${n}` },
    ...changes,
  };
}

/** Events `from`, `from` + 1, … (`count` of them). */
export function numberedRange(from: number, count: number): NewEvent[] {
  return Array.from({ length: count }, (_, index) => numbered(from + index));
}

/** The number of an event made by `numbered`. */
export function numberOf({ data }: { data: JsonValue }): number {
  return typeof data === 'object' && data !== null && 'n' in data ? Number(data['n']) : Number.NaN;
}

export async function numbersOf(events: AsyncIterable<RecordedEvent>): Promise<number[]> {
  return (await all(events)).map(numberOf);
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** Follows the log until `enough` says so of what has come, then aborts and returns it all. */
export async function followUntil(
  store: EventStore,
  options: Omit<Parameters<EventStore['subscribe']>[0], 'signal'>,
  enough: (items: readonly SubscriptionItem[], events: number) => boolean,
): Promise<SubscriptionItem[]> {
  const abort = new AbortController();
  const items: SubscriptionItem[] = [];
  let events = 0;
  for await (const item of store.subscribe({ ...options, signal: abort.signal })) {
    items.push(item);
    if (item.kind === 'event') events++;
    if (enough(items, events)) abort.abort();
  }
  return items;
}

export function eventsOf(items: readonly SubscriptionItem[]): RecordedEvent[] {
  return items.flatMap((item) => (item.kind === 'event' ? [item.event] : []));
}

export const caughtUp = (items: readonly SubscriptionItem[]): boolean => items.at(-1)?.kind === 'caught-up';
