import type { Write, WriteOutcome } from './log-writer';

interface Waiting {
  write: Write;
  resolve(outcome: WriteOutcome): void;
  reject(error: unknown): void;
}

/** A transaction takes no more events than this before the next one begins (one large append may go beyond it). */
const GROUP_EVENTS = 4096;

/**
 * One fsync for all who wait: writes that arrive while the disk is busy are committed together.
 * A write that fails takes no other with it: the group is then rolled back and repeated one by one.
 *
 * @param commit runs the writes in one transaction: all outcomes, or an error and nothing stored
 */
export class GroupCommit {
  private readonly queue: Waiting[] = [];
  private scheduled = false;

  constructor(private readonly commit: (writes: readonly Write[]) => WriteOutcome[]) {}

  submit(write: Write): Promise<WriteOutcome> {
    return new Promise((resolve, reject) => {
      this.queue.push({ write, resolve, reject });
      this.schedule();
    });
  }

  /** After the messages that have already arrived: they join the group. */
  private schedule(): void {
    if (this.scheduled || this.queue.length === 0) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.flush(this.queue.splice(0, this.groupSize()));
      this.schedule();
    });
  }

  private groupSize(): number {
    let events = 0;
    const full = this.queue.findIndex(({ write }) => {
      events += write.kind === 'append' ? write.events.length : 1;
      return events >= GROUP_EVENTS;
    });
    return full === -1 ? this.queue.length : full + 1;
  }

  private flush(group: readonly Waiting[]): void {
    try {
      const outcomes = this.commit(group.map(({ write }) => write));
      group.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome) resolve(outcome);
        else reject(new Error('The commit gave fewer outcomes than it was given writes.'));
      });
    } catch (error) {
      if (group.length === 1 || isLockFault(error)) for (const { reject } of group) reject(error);
      else for (const waiting of group) this.flush([waiting]);
    }
  }
}

/** The lock is held by somebody else: asking again for each write would only multiply the wait. */
function isLockFault(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'fault' in error && error.fault === 'busy';
}
