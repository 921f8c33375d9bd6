import { parentPort, type MessagePort } from 'node:worker_threads';
import { toErrorRecord } from './error-record';
import {
  isWireMessage,
  Transferred,
  WIRE,
  type FromThread,
  type MethodInput,
  type MethodName,
  type MethodOutput,
  type ThreadMethods,
  type ToThread,
} from './thread.protocol';

/** One function per method; a result wrapped in `Transferred` moves its buffers to the owner. */
export type ThreadHandlers<M extends ThreadMethods> = {
  [K in MethodName<M>]: (
    input: MethodInput<M, K>,
  ) =>
    | MethodOutput<M, K>
    | Transferred<MethodOutput<M, K>>
    | Promise<MethodOutput<M, K> | Transferred<MethodOutput<M, K>>>;
};

export interface ServeOptions {
  /** Runs once after `close` was asked for and everything asked before it was answered; then the thread ends. */
  onClose?: () => void | Promise<void>;
}

/** Makes the current thread answer its owner. To be called once, at the top of a `*.thread.ts` file. */
export function serveThread<M extends ThreadMethods>(handlers: ThreadHandlers<M>, options: ServeOptions = {}): void {
  if (!parentPort) throw new Error('serveThread was called on the main thread; start the file with startThread.');
  const port = parentPort;
  const running = new Set<Promise<void>>();
  port.on('message', (message: unknown) => {
    if (!isWireMessage<ToThread>(message)) return;
    if (message.kind === 'close') {
      void finish(port, running, options);
      return;
    }
    const answered = answer(port, handlers, message).finally(() => running.delete(answered));
    running.add(answered);
  });
}

async function answer<M extends ThreadMethods>(
  port: MessagePort,
  handlers: ThreadHandlers<M>,
  { id, method, input }: ToThread & { kind: 'request' },
): Promise<void> {
  const send = (message: FromThread, transfer?: Transferred<unknown>['transfer']): void =>
    port.postMessage(message, transfer);
  try {
    if (!Object.hasOwn(handlers, method)) throw new Error(`This thread has no method "${method}".`);
    const result: unknown = await handlers[method as MethodName<M>](input as never);
    if (result instanceof Transferred) send({ wire: WIRE, kind: 'reply', id, value: result.value }, result.transfer);
    else send({ wire: WIRE, kind: 'reply', id, value: result });
  } catch (error) {
    send({ wire: WIRE, kind: 'failure', id, error: toErrorRecord(error) });
  }
}

/** An error of `onClose` is left unhandled on purpose: it ends the thread and reaches the owner as its exit error. */
async function finish(port: MessagePort, running: ReadonlySet<Promise<void>>, options: ServeOptions): Promise<void> {
  await Promise.all(running);
  await options.onClose?.();
  port.close();
}
