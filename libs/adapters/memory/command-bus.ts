import { ClosedError, CommandTimeoutError, NoHandlerError } from '#messaging';
import type { CommandBus, CommandHandler, CommandResult } from '#messaging';
import { systemTimers, type Timers } from './timers';

export interface InProcessCommandBusOptions {
  /** How long `send` waits when it is not told. */
  timeoutMs?: number;
  timers?: Timers;
}

/** Commands as calls within this process. What a handler throws reaches the sender as it is. */
export function createInProcessCommandBus(options: InProcessCommandBusOptions = {}): CommandBus {
  const { timeoutMs: defaultTimeoutMs = 30_000, timers = systemTimers } = options;
  const claims = new Map<string, { handler: CommandHandler }>();
  const pending = new Set<(error: Error) => void>();
  let closed = false;

  return {
    send: async (command, { timeoutMs = defaultTimeoutMs } = {}) => {
      if (closed) throw new ClosedError('command bus');
      if (!(timeoutMs > 0 && Number.isFinite(timeoutMs)))
        throw new RangeError(`timeoutMs is a positive number of milliseconds, not ${timeoutMs}.`);
      const claim = claims.get(command.name);
      if (claim === undefined) throw new NoHandlerError(command.name);

      return new Promise<CommandResult>((resolve, reject) => {
        const settle = (): void => {
          cancelTimeout();
          pending.delete(fail);
        };
        const fail = (error: unknown): void => {
          settle();
          reject(error as Error);
        };
        const cancelTimeout = timers.after(timeoutMs, () => {
          fail(new CommandTimeoutError(command.name, timeoutMs));
        });
        pending.add(fail);
        Promise.resolve(command)
          .then(claim.handler)
          .then((result) => {
            settle();
            resolve(result);
          }, fail);
      });
    },
    handle: (name, handler) => {
      if (closed) throw new ClosedError('command bus');
      if (claims.has(name)) throw new Error(`The command ${name} has a handler already; a command has one owner.`);
      const claim = { handler };
      claims.set(name, claim);
      return () => {
        if (claims.get(name) === claim) claims.delete(name);
      };
    },
    close: async () => {
      closed = true;
      claims.clear();
      for (const fail of [...pending]) fail(new ClosedError('command bus'));
    },
  };
}
