import { Rejected } from '#kernel';

/** What every thread holds, and what its columns and tables take of memory for each bar at least, as measured. */
const THREAD_MB = 25;
const BAR_BYTES = 2000;

/** Megabytes (2^20 bytes) without which no trial over so many bars can be evaluated. */
export function memoryNeededMb(bars: number): number {
  return Math.ceil(THREAD_MB + (BAR_BYTES * bars) / 2 ** 20);
}

/** @throws Rejected `execution.memory-too-small` */
export function requireMemory(bars: number, maxMb: number): void {
  const neededMb = memoryNeededMb(bars);
  if (neededMb <= maxMb) return;
  throw new Rejected({
    code: 'execution.memory-too-small',
    message:
      `A trial over ${bars} bars needs about ${neededMb} MB, and an evaluation thread may use ${maxMb} MB. ` +
      'Allow more (memory_mb, --max-memory), or use fewer bars (data.start, data.end).',
    details: { bars, neededMb, allowedMb: maxMb },
  });
}
