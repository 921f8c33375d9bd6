import type { TransferListItem } from 'node:worker_threads';

/** What a thread answers to: one input, one output per method. Both must survive structured cloning. */
export type ThreadMethods = Record<string, (input: never) => unknown>;

export type MethodName<M> = keyof M & string;
export type MethodInput<M extends ThreadMethods, K extends MethodName<M>> = Parameters<M[K]>[0];
export type MethodOutput<M extends ThreadMethods, K extends MethodName<M>> = Awaited<ReturnType<M[K]>>;

/** An error as data, so that it can cross the thread boundary whole. */
export interface ErrorRecord {
  name: string;
  message: string;
  stack?: string;
  /** Own fields of the error that can be cloned (`code`, `errcode`, …). */
  fields: Record<string, unknown>;
}

/** Marks our messages: all others belong to the user of the thread. */
export const WIRE = 'paramo.thread';

export type ToThread =
  | { wire: typeof WIRE; kind: 'request'; id: number; method: string; input: unknown }
  | { wire: typeof WIRE; kind: 'close' };

export type FromThread =
  | { wire: typeof WIRE; kind: 'reply'; id: number; value: unknown }
  | { wire: typeof WIRE; kind: 'failure'; id: number; error: ErrorRecord };

export function isWireMessage<T extends { wire: typeof WIRE }>(message: unknown): message is T {
  return typeof message === 'object' && message !== null && 'wire' in message && message.wire === WIRE;
}

/** A result whose buffers move to the other thread instead of being copied. */
export class Transferred<T> {
  constructor(
    readonly value: T,
    readonly transfer: readonly TransferListItem[],
  ) {}
}
