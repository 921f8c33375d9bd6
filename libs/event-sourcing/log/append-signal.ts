/** Wakes those who wait for the log to grow. */
export class AppendSignal {
  private readonly waiting = new Set<() => void>();

  /** Somebody waits: there is a reason to look for appends. */
  get isWatched(): boolean {
    return this.waiting.size > 0;
  }

  /** `changed` resolves on the next `notify` or on abort; `cancel` releases the watcher and must be called. */
  watch(signal: AbortSignal): { changed: Promise<void>; cancel(): void } {
    let wake = (): void => undefined;
    const changed = new Promise<void>((resolve) => {
      wake = resolve;
    });
    if (signal.aborted) wake();
    this.waiting.add(wake);
    signal.addEventListener('abort', wake, { once: true });
    const cancel = (): void => {
      this.waiting.delete(wake);
      signal.removeEventListener('abort', wake);
    };
    return { changed, cancel };
  }

  notify(): void {
    for (const wake of this.waiting) wake();
  }
}
