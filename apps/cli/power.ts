import { availableParallelism } from 'node:os';
import { InvalidArgumentError, Option } from 'commander';
import type { ExecutionOptions } from '#spec';

/** What evaluation may take of the machine. */
export interface Power {
  /** Evaluation threads. */
  workers: number;
  /** Share of the time that each of them may be busy, above 0 and at most 1. */
  share: number;
  /** Percent of the machine's cores that they may use together. */
  cpuPercent: number;
  /** Megabytes that each of them may use; null = as much as Node allows. */
  memoryMb: number | null;
}

export type Limits = Pick<ExecutionOptions, 'maxConcurrent' | 'cpuPercent' | 'memoryMb'>;

/**
 * As many threads as were asked for, or as there are whole cores in the percentage, at least one. Where these are more
 * than the percentage allows, each is busy for a share of the time only.
 */
export function powerFor({ maxConcurrent, cpuPercent, memoryMb }: Limits, cores = availableParallelism()): Power {
  const allowed = (cores * cpuPercent) / 100;
  const workers = maxConcurrent ?? Math.max(1, Math.floor(allowed));
  return { workers, share: Math.min(1, allowed / workers), cpuPercent, memoryMb };
}

/** `2 workers`, `1 worker (cap 50 % CPU, 512 MB each)`. */
export function powerText({ workers, cpuPercent, memoryMb }: Power): string {
  const cpu = cpuPercent < 100 ? [`cap ${cpuPercent} % CPU`] : [];
  const memory = memoryMb === null ? [] : [`${memoryMb} MB each`];
  const limits = [...cpu, ...memory].join(', ');
  return `${workers} worker${workers === 1 ? '' : 's'}${limits === '' ? '' : ` (${limits})`}`;
}

/** The flags of verbs that evaluate; what is given wins over the file. */
export interface PowerFlags {
  maxConcurrent?: number;
  cpuPercent?: number;
  maxMemory?: number;
}

export function powerFlags(): Option[] {
  return [
    new Option('--max-concurrent <n>', 'worker threads; never changes a result').argParser(workers),
    new Option('--cpu-percent <n>', "percent of the machine's cores that they may use together").argParser(percent),
    new Option('--max-memory <mb>', 'megabytes that each of them may use').argParser(megabytes),
  ];
}

/** The limits of a file, or none, as far as no flag says otherwise. */
export function withFlags<T extends Limits>(limits: T, { maxConcurrent, cpuPercent, maxMemory }: PowerFlags): T {
  return {
    ...limits,
    ...(maxConcurrent !== undefined && { maxConcurrent }),
    ...(cpuPercent !== undefined && { cpuPercent }),
    ...(maxMemory !== undefined && { memoryMb: maxMemory }),
  };
}

const MOST_WORKERS = 1024;
/** As in the file; said again here so that no verb has to load what reads files. */
const LEAST_MEMORY_MB = 96;

function workers(text: string): number {
  const value = Number(text);
  if (/^\d{1,4}$/.test(text) && value >= 1 && value <= MOST_WORKERS) return value;
  throw new InvalidArgumentError(`It must be a whole number, 1 to ${MOST_WORKERS}.`);
}

/** `50`, `50%`, `12.5`. */
function percent(text: string): number {
  const value = Number(/^(\d{1,3}(?:\.\d{1,6})?)\s*%?$/.exec(text.trim())?.[1]);
  if (value >= 1 && value <= 100) return value;
  throw new InvalidArgumentError('It must be a percentage, 1 to 100: 50 or 50%.');
}

/** `512`, `512MB`, `2GB`. */
function megabytes(text: string): number {
  const [, digits, unit] = /^(\d{1,9})\s*(mb|gb)?$/i.exec(text.trim()) ?? [];
  const value = Number(digits) * (unit?.toLowerCase() === 'gb' ? 1024 : 1);
  if (value >= LEAST_MEMORY_MB) return value;
  throw new InvalidArgumentError(`It must be megabytes, at least ${LEAST_MEMORY_MB}: 512, 512MB or 2GB.`);
}
