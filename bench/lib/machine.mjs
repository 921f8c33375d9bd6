import { availableParallelism, cpus } from 'node:os';

/** What a figure belongs to, in one line. */
export function machineLine() {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${model}, ${availableParallelism()} cores, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
}
