import { DAY_MS } from './interval';

/** A time and whether the text named only a day. */
export interface ParsedTime {
  ms: number;
  dateOnly: boolean;
}

const ISO =
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const COMPACT_DATE = /^(19|20)(\d{2})(\d{2})(\d{2})$/;
const EPOCH = /^\d{9,16}(?:\.\d{1,9})?$/;

/**
 * Reads a point in time. Without a zone it is UTC: paramo never guesses a local time.
 * Without `format`: ISO 8601 (`2024-01-31`, `2024-01-31T09:30:00Z`, `2024/01/31 09:30`, `2024.01.31`, offsets are
 * converted), `20240131`, or the Unix epoch in seconds, milliseconds or microseconds, told apart by magnitude
 * (below 1e11, 1e14, 1e17). Day-first and month-first dates are ambiguous and need a `format` made of the fields
 * `YYYY MM DD HH mm ss SSS`, e.g. `DD.MM.YYYY HH:mm`. Null when the text is no such time.
 */
export function parseTime(text: string, format?: string): ParsedTime | null {
  const trimmed = text.trim();
  if (trimmed.length > 40) return null;
  if (format !== undefined) return parseWithFormat(trimmed, format);
  const iso = ISO.exec(trimmed);
  if (iso) return fromIso(iso);
  const compact = COMPACT_DATE.exec(trimmed);
  if (compact) return utc([`${compact[1]}${compact[2]}`, compact[3], compact[4]].map(Number), true);
  if (EPOCH.test(trimmed)) return { ms: epochMs(Number(trimmed)), dateOnly: false };
  return null;
}

/** `YYYY-MM-DD` at midnight, otherwise RFC 3339 without empty fractions. */
export function formatTime(ms: number): string {
  const iso = new Date(ms).toISOString();
  return ms % DAY_MS === 0 ? iso.slice(0, 10) : iso.replace('.000Z', 'Z');
}

function epochMs(value: number): number {
  if (value < 1e11) return Math.round(value * 1000);
  return value < 1e14 ? Math.round(value) : Math.round(value / 1000);
}

function fromIso(match: RegExpExecArray): ParsedTime | null {
  const [, year, , month, day, hour, minute, second, fraction, zone] = match;
  const dateOnly = hour === undefined;
  const milliseconds = Number((fraction ?? '0').padEnd(3, '0').slice(0, 3));
  const fields = [year, month, day, hour ?? 0, minute ?? 0, second ?? 0].map(Number);
  const parsed = utc([...fields, milliseconds], dateOnly);
  return parsed && { ms: parsed.ms - offsetMs(zone), dateOnly };
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || !/^[+-]/.test(zone)) return 0;
  const digits = zone.replace(/\D/g, '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

const FIELDS = ['YYYY', 'MM', 'DD', 'HH', 'mm', 'ss', 'SSS'] as const;

/** Walks text and format side by side: fields take their width in digits (one digit is enough for all but the year). */
function parseWithFormat(text: string, format: string): ParsedTime | null {
  const values = new Map<string, number>();
  let at = 0;
  let rest = format;
  while (rest.length > 0) {
    const field = FIELDS.find((name) => rest.startsWith(name));
    if (field === undefined) {
      if (text[at] !== rest[0]) return null;
      at += 1;
      rest = rest.slice(1);
      continue;
    }
    const digits = /^\d+/.exec(text.slice(at, at + field.length))?.[0];
    if (digits === undefined || (field === 'YYYY' && digits.length < 4)) return null;
    values.set(field, Number(digits));
    at += digits.length;
    rest = rest.slice(field.length);
  }
  const { length } = FIELDS.slice(0, 3).filter((field) => values.has(field));
  if (at !== text.length || length < 3) return null;
  return utc(
    FIELDS.map((field) => values.get(field) ?? 0),
    !values.has('HH'),
  );
}

/** Year, month (1–12), day, hour, minute, second, millisecond; null for a day the calendar does not have. */
function utc(fields: number[], dateOnly: boolean): ParsedTime | null {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0] = fields;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  const date = new Date(ms);
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? { ms, dateOnly } : null;
}
