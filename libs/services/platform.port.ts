import type { EventStore } from '#event-sourcing';
import type { Clock, Sha256 } from '#kernel';
import type { BlobStore, CommandBus, DocumentStore, EventBus, JobQueue, Leases } from '#messaging';
import type { BacktestRunner } from '#quant/backtest';
import type { CandleSource } from '#quant/candles';
import type { Timers } from './timers';

/** All outside things a service may use. #platform makes one; it is the whole difference between a laptop and a cluster. */
export interface Platform {
  /** Version of the program that runs here. */
  version: string;
  /** The log: the only truth. */
  store: EventStore;
  /** Read models and checkpoints: disposable. */
  documents: DocumentStore;
  /** Candles, by content hash. */
  blobs: BlobStore;
  commands: CommandBus;
  /** Passing remarks (progress); nothing depends on them. */
  bus: EventBus;
  jobs: JobQueue;
  leases: Leases;
  /** The kernel's `sha256Hex`, as fast as it gets here. */
  sha256: Sha256;
  runner: BacktestRunner;
  /** Where new candles may come from. */
  sources: readonly CandleSource[];
  clock: Clock;
  ids: IdSource;
  timers: Timers;
  /** Where faults are told, once, with what was being done. */
  report(fault: Fault): void;
  close(): Promise<void>;
}

/** Fresh ids come from outside, so that nothing inside draws chance. */
export interface IdSource {
  /** `opt_20241112_143052_abc123`. */
  optimizationId(): string;
  commandId(): string;
}

export interface Fault {
  during: string;
  correlationId?: string;
  error: unknown;
}
