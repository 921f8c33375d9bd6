import { emitWarning } from 'node:process';
import { ClosedError, type BusMessage, type EventBus } from '#messaging';
import { checkSubject, subjectMatcher } from './subject-pattern';

interface Subscription {
  matches: (subject: string) => boolean;
  listener: (message: BusMessage) => void;
  onError: (error: unknown) => void;
}

/** Messages within this process, handed over by reference: neither side changes them. */
export function createInProcessEventBus(): EventBus {
  const subscriptions = new Set<Subscription>();
  let closed = false;

  return {
    publish: async (message) => {
      if (closed) throw new ClosedError('event bus');
      const subject = checkSubject(message.subject);
      const listening = [...subscriptions].filter(({ matches }) => matches(subject));
      queueMicrotask(() => {
        for (const subscription of listening) if (subscriptions.has(subscription)) deliver(subscription, message);
      });
    },
    subscribe: (pattern, listener, onError = warn) => {
      if (closed) throw new ClosedError('event bus');
      const subscription = { matches: subjectMatcher(pattern), listener, onError };
      subscriptions.add(subscription);
      return () => {
        subscriptions.delete(subscription);
      };
    },
    close: async () => {
      closed = true;
      subscriptions.clear();
    },
  };
}

/** Calls the listener now; what it throws, now or (when it is async) later, is reported. */
function deliver({ listener, onError }: Subscription, message: BusMessage): void {
  new Promise<void>((resolve) => {
    resolve(listener(message));
  })
    .catch(onError)
    .catch(warn);
}

function warn(error: unknown): void {
  emitWarning(`A listener of the event bus failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
}
