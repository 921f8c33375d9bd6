import { PositionBeyondEndError, type RecordedEvent, type SubscriptionItem } from '../event-store.port';

/** A stretch of the log as a subscriber sees it. */
export interface LogPage {
  /** The events that pass the filter, in order. */
  events: readonly RecordedEvent[];
  /** All up to this position was looked at. */
  scannedTo: number;
  /** Nothing was behind it when it was read. */
  atEnd: boolean;
}

export interface FollowableLog {
  head(): Promise<number>;
  readPage(after: number): Promise<LogPage>;
  /**
   * Arms a wake-up *before* a page is read, so that no append falls between reading and waiting.
   * `changed` resolves on the next append or on abort; `cancel` releases it.
   */
  watch(signal: AbortSignal): { changed: Promise<void>; cancel(): void };
}

/**
 * The subscription every log that can be read in pages has in common. It holds one page at a time and reads the next
 * one when asked: a slow subscriber costs no memory.
 * @throws PositionBeyondEndError when `after` is not a position of this log yet
 */
export async function* followLog(
  log: FollowableLog,
  { after = -1, signal }: { after?: number; signal: AbortSignal },
): AsyncGenerator<SubscriptionItem, void, undefined> {
  const head = await log.head();
  if (after > head) throw new PositionBeyondEndError(after, head);
  let position = after;
  let isNews = true;
  while (!signal.aborted) {
    const watch = log.watch(signal);
    try {
      const page = await log.readPage(position);
      for (const event of page.events) {
        if (signal.aborted) return;
        yield { kind: 'event', event };
        isNews = true;
      }
      position = page.scannedTo;
      if (!page.atEnd) continue;
      if (isNews && !signal.aborted) {
        isNews = false;
        yield { kind: 'caught-up', position };
      }
      await watch.changed;
    } finally {
      watch.cancel();
    }
  }
}
