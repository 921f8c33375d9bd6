/** One message to all who listen now; nothing is kept for those who do not. The log is the memory. */
export interface BusMessage {
  subject: string;
  payload: unknown;
}

export interface EventBus {
  publish(message: BusMessage): Promise<void>;
  /**
   * `pattern` as in NATS: tokens between dots, `*` for one token, a final `>` for one or more.
   * A listener that throws is reported to `onError` and does not disturb the others. Returns the unsubscribe.
   */
  subscribe(pattern: string, listener: (message: BusMessage) => void, onError?: (error: unknown) => void): () => void;
  close(): Promise<void>;
}
