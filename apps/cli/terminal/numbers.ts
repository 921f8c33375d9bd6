/** What has no value, wherever a person reads it. */
export const NOTHING = '—';

/** `5105` → `5,105`. */
export function count(value: number | bigint | string): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `1 trial`, `5,105 trials`; `plural` where an s does not do. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : plural}`;
}

export function decimal(value: number | null | undefined, digits = 2): string {
  return value === null || value === undefined || !Number.isFinite(value) ? NOTHING : value.toFixed(digits);
}

export function percent(value: number | null | undefined, digits = 1): string {
  const text = decimal(value, digits);
  return text === NOTHING ? text : `${text} %`;
}

/** Money, with thousands separated. */
export function money(value: number | null | undefined): string {
  const text = decimal(value, 2);
  const [whole = '', cents = ''] = text.split('.');
  return text === NOTHING ? text : `${count(whole)}.${cents}`;
}

/** Enough digits to tell neighbours apart, no more: 1.84, 0.0042, 12,345. */
export function compact(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NOTHING;
  if (Number.isInteger(value)) return count(value);
  const size = Math.abs(value);
  if (size >= 1000) return count(Math.round(value));
  return size >= 0.01 ? value.toFixed(size >= 100 ? 1 : 2) : value.toPrecision(2);
}

/** `00:42`, `12:05`, `1:02:05`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (part: number): string => String(part).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
}

/** A duration in words: `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return NOTHING;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** `2000-01-03` for whole days, else `2000-01-03 09:30`; UTC. */
export function instant(ms: number): string {
  if (!Number.isFinite(ms)) return NOTHING;
  const iso = new Date(ms).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 16).replace('T', ' ');
}

/** The beginning of a hash, enough to recognise it. */
export function shortHash(hash: string): string {
  return `${hash.slice(0, 8)}…`;
}
