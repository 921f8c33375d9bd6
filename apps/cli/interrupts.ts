import { StoppedError } from './errors';

/** What a process offers to be told of signals. */
export type SignalSource = Pick<NodeJS.Process, 'on' | 'off' | 'exit'>;

/** How long work under way may still take after the time limit or SIGTERM. */
const GRACE_MS = 10_000;
const INTERRUPTED_TWICE = 130;

/**
 * Ctrl-C, SIGTERM and the time limit, as one abort signal. A command that must end in order says so with `hold`: it is
 * then waited for; all others are left at once, since whatever they read stays as it is.
 */
export class Interrupts {
  private readonly controller = new AbortController();
  private readonly timers: NodeJS.Timeout[] = [];
  private holders = 0;
  private leave: (error: StoppedError) => void = () => undefined;
  /** Rejects when the command should be left without waiting for it. */
  readonly left: Promise<never>;

  constructor(
    private readonly source: SignalSource,
    timeoutMs?: number,
  ) {
    this.left = new Promise<never>((_, reject) => {
      this.leave = reject;
    });
    this.left.catch(() => undefined);
    source.on('SIGINT', this.onInterrupt);
    source.on('SIGTERM', this.onTerminate);
    if (timeoutMs !== undefined) this.later(timeoutMs, () => this.stop('timeout'));
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** From now on, until the returned function is called, the command is waited for. */
  hold(): () => void {
    this.holders += 1;
    return () => {
      this.holders -= 1;
    };
  }

  close(): void {
    this.source.off('SIGINT', this.onInterrupt);
    this.source.off('SIGTERM', this.onTerminate);
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** The second Ctrl-C does not wait for anything: the log is safe at any moment. */
  private readonly onInterrupt = (): void => {
    if (this.signal.aborted) this.source.exit(INTERRUPTED_TWICE);
    this.stop('interrupted');
  };

  private readonly onTerminate = (): void => this.stop('terminated');

  private stop(cause: StoppedError['cause']): void {
    if (this.signal.aborted) return;
    const error = new StoppedError(cause);
    this.controller.abort(error);
    if (this.holders === 0) this.leave(error);
    else if (cause !== 'interrupted') this.later(GRACE_MS, () => this.leave(error));
  }

  private later(ms: number, act: () => void): void {
    const timer = setTimeout(act, ms);
    timer.unref();
    this.timers.push(timer);
  }
}
