import { AppendSignal } from '#event-sourcing/log';

/**
 * Tells subscribers that the log has grown: at once for appends of this store, after at most `intervalMs` for those of
 * another process. It looks only while somebody waits, and does not keep the process alive.
 */
export class AppendWatch {
  private readonly signal = new AppendSignal();
  private timer: NodeJS.Timeout | undefined;
  private seen = Number.NaN;

  /** @param version a number that changes with every commit to the file */
  constructor(
    private readonly version: () => number,
    private readonly intervalMs: number,
  ) {}

  watch(abort: AbortSignal): { changed: Promise<void>; cancel(): void } {
    if (!this.signal.isWatched) this.seen = this.version();
    const { changed, cancel } = this.signal.watch(abort);
    this.timer ??= setInterval(() => this.look(), this.intervalMs).unref();
    return { changed, cancel };
  }

  notify(): void {
    this.signal.notify();
  }

  /** Stops looking; those who wait are woken. */
  close(): void {
    this.stop();
    this.signal.notify();
  }

  private look(): void {
    if (!this.signal.isWatched) {
      this.stop();
      return;
    }
    if (this.hasChanged()) this.signal.notify();
  }

  /** When looking fails, those who wait are woken to meet the error themselves when they read. */
  private hasChanged(): boolean {
    try {
      const before = this.seen;
      this.seen = this.version();
      return this.seen !== before;
    } catch {
      return true;
    }
  }

  private stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
