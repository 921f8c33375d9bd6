import type { ErrorRecord } from './thread.protocol';

/** Takes an error apart. Fields that cannot be cloned are left out: an error must never be lost on its way. */
export function toErrorRecord(error: unknown): ErrorRecord {
  if (!isErrorLike(error)) return { name: 'Error', message: String(error), fields: {} };
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(error)) {
    if (key !== 'name' && key !== 'message' && key !== 'stack' && isCloneable(value)) fields[key] = value;
  }
  return { name: error.name, message: error.message, stack: error.stack, fields };
}

/** Puts it together again: an `Error` with the name, message, stack and fields of the original (not its class). */
export function fromErrorRecord(record: ErrorRecord): Error {
  const error = new Error(record.message);
  Object.defineProperty(error, 'name', { value: record.name, configurable: true, writable: true });
  if (record.stack !== undefined) error.stack = record.stack;
  return Object.assign(error, record.fields);
}

/** By shape, not `instanceof`: errors of native add-ons come from another realm. */
function isErrorLike(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && 'name' in value && 'message' in value;
}

function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}
