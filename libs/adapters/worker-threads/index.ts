/** Backtests on worker threads. */
export { createWorkerRunner, type WorkerRunnerOptions } from './worker-runner';
