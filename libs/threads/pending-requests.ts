import { ThreadTimeoutError } from './thread.errors';

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  timer?: NodeJS.Timeout;
}

/** The requests a thread still owes an answer to. */
export class PendingRequests {
  private readonly open = new Map<number, Pending>();
  private nextId = 0;

  constructor(private readonly thread: string) {}

  /** Registers a request, then sends it. What `send` throws (input that cannot be cloned) rejects the request. */
  add<T>(method: string, timeoutMs: number | undefined, send: (id: number) => void): Promise<T> {
    const id = this.nextId++;
    return new Promise<T>((resolve, reject) => {
      const pending: Pending = { resolve: (value) => resolve(value as T), reject };
      this.open.set(id, pending);
      if (timeoutMs !== undefined) {
        const late = (): void => this.reject(id, new ThreadTimeoutError(this.thread, method, timeoutMs));
        pending.timer = setTimeout(late, timeoutMs);
      }
      try {
        send(id);
      } catch (error) {
        this.reject(id, error);
      }
    });
  }

  resolve(id: number, value: unknown): void {
    this.take(id)?.resolve(value);
  }

  reject(id: number, error: unknown): void {
    this.take(id)?.reject(error);
  }

  rejectAll(error: () => Error): void {
    for (const id of [...this.open.keys()]) this.reject(id, error());
  }

  /** An answer that comes after its timeout finds nobody: then there is nothing to do. */
  private take(id: number): Pending | undefined {
    const pending = this.open.get(id);
    this.open.delete(id);
    clearTimeout(pending?.timer);
    return pending;
  }
}
