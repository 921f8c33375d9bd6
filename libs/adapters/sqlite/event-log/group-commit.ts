import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Write } from './log-writer';

interface Waiting<Outcome> {
  write: Write;
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

/** A group takes no more events than this before the next one begins (one large append may go beyond it). */
const GROUP_EVENTS = 4096;

/**
 * One message and one fsync for all who wait: what is submitted while a group is being committed forms the next group.
 *
 * @param commit commits a group, in order: one outcome per write, or an error for all of them
 */
export class GroupCommit<Outcome> {
  private readonly queue: Waiting<Outcome>[] = [];
  private running: Promise<void> | undefined;

  constructor(private readonly commit: (writes: Write[]) => Promise<Outcome[]>) {}

  submit(write: Write): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.queue.push({ write, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Resolves when nothing is waiting or under way. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    // Those who were just answered submit again within this turn: they join the group.
    await nextTurn();
    while (this.queue.length > 0) {
      await this.commitGroup(this.queue.splice(0, this.groupSize()));
      await nextTurn();
    }
    this.running = undefined;
  }

  private async commitGroup(group: readonly Waiting<Outcome>[]): Promise<void> {
    try {
      const outcomes = await this.commit(group.map(({ write }) => write));
      group.forEach(({ resolve }, index) => resolve(outcomes[index] as Outcome));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  private groupSize(): number {
    let events = 0;
    const last = this.queue.findIndex(({ write }) => {
      events += write.kind === 'append' ? write.events.length : 1;
      return events >= GROUP_EVENTS;
    });
    return last === -1 ? this.queue.length : last + 1;
  }
}
