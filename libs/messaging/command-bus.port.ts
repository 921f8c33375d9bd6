import type { EventMetadata } from '#event-sourcing';

/** "Please": exactly one owner; may be refused. */
export interface CommandEnvelope<T = unknown> {
  /** Unique per intention; a retry keeps it, so that its events keep their ids. */
  commandId: string;
  /** `<aggregate>.<verb>`, e.g. `optimization.request`. */
  name: string;
  /** Id of the aggregate. */
  target: string;
  payload: T;
  metadata: EventMetadata;
  /** Refuse unless the stream is at this revision (HTTP If-Match). */
  expectedRevision?: number;
}

export interface CommandResult {
  /** Stream revision after the command: pass it to reads as `atLeast`. */
  revision: number;
  /** Global position after the command. */
  position: number;
}

export type CommandHandler = (command: CommandEnvelope) => Promise<CommandResult>;

export interface CommandBus {
  /**
   * Resolves when the command was carried out. Rejects with `Rejected` when the owner refused,
   * with `NoHandlerError` when nobody owns the name, with `CommandTimeoutError` when no answer came in time
   * (outcome unknown: send the same `commandId` again).
   */
  send(command: CommandEnvelope, options?: { timeoutMs?: number }): Promise<CommandResult>;
  /** Claims a name. A second claim throws. Returns the release. */
  handle(name: string, handler: CommandHandler): () => void;
  close(): Promise<void>;
}

export class NoHandlerError extends Error {
  constructor(readonly command: string) {
    super(`Nobody handles the command ${command}.`);
    this.name = 'NoHandlerError';
  }
}

export class CommandTimeoutError extends Error {
  constructor(
    readonly command: string,
    readonly timeoutMs: number,
  ) {
    super(`No answer to ${command} within ${timeoutMs} ms; it may have been carried out.`);
    this.name = 'CommandTimeoutError';
  }
}
