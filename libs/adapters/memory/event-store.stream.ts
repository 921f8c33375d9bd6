import type { RecordedEventText, StreamState } from '#event-sourcing/log';

/** One stream of the log in memory. The index in `events` is the revision. */
export class MemoryStream implements StreamState {
  readonly events: RecordedEventText[] = [];
  hiddenTo = -1;
  closed = false;
  private readonly revisions = new Map<string, number>();

  get last(): number {
    return this.events.length - 1;
  }

  add(event: RecordedEventText): void {
    this.events.push(event);
    this.revisions.set(event.id, event.revision);
  }

  idAt(revision: number): string | undefined {
    return this.events[revision]?.id;
  }

  revisionOf(id: string): number | undefined {
    return this.revisions.get(id);
  }
}
