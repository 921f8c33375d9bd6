import type { Candles } from './candles';
import { DAY_MS, intervalMs, valueAt, WEEK_MS } from './interval';

/** 1970-01-05 was a Monday: slots count from Monday 00:00 UTC. */
const FIRST_MONDAY = 4 * DAY_MS;
/** A slot belongs to the trading week when it is filled at least this often, relative to the best slots. */
const USUAL = 0.8;
/** With less history a week cannot be told from its exceptions. */
const WEEKS_NEEDED = 4;
const SATURDAY = 5;

/** Which slots (one per bar length) of a week usually have a bar. */
export interface TradingWeek {
  slotMs: number;
  open: boolean[];
  openSlots: number;
}

/**
 * The week in which this instrument trades, told from its own bars, so that weekends of shares and forex are no gaps.
 * From four weeks of history on, a slot of the week is open when it is filled at least 80 % as often as the best slots;
 * a session that moves by an hour with summer time therefore counts only the hours that are open all year. With less
 * history every slot is open, but for Saturday and Sunday when there is no bar on any Saturday.
 * Null for weekly and monthly bars and for `3d`, which no calendar interrupts.
 */
export function inferTradingWeek({ time, interval }: Pick<Candles, 'time' | 'interval'>): TradingWeek | null {
  const slotMs = intervalMs(interval);
  if (slotMs > DAY_MS || time.length < 2) return null;
  const counts = new Array<number>(WEEK_MS / slotMs).fill(0);
  for (const at of time) counts[slotOf(at, slotMs)] = (counts[slotOf(at, slotMs)] ?? 0) + 1;
  const weeks = (valueAt(time, time.length - 1) - valueAt(time, 0)) / WEEK_MS;
  const open = weeks >= WEEKS_NEEDED ? usualSlots(counts) : allButEmptyWeekend(counts, slotMs);
  return { slotMs, open, openSlots: open.filter(Boolean).length };
}

/** Open slots strictly between two bars: the bars that are missing there. */
export function missingBetween(week: TradingWeek, from: number, to: number): number {
  const { slotMs, open, openSlots } = week;
  // Labels may drift by an hour with summer time: whole slots, rounded.
  const steps = Math.round((to - from) / slotMs) - 1;
  if (steps <= 0) return 0;
  const wholeWeeks = Math.floor(steps / open.length);
  let missing = wholeWeeks * openSlots;
  const first = slotOf(from, slotMs);
  for (let step = 1; step <= steps - wholeWeeks * open.length; step++) {
    if (open[(first + step) % open.length]) missing += 1;
  }
  return missing;
}

function slotOf(time: number, slotMs: number): number {
  const intoWeek = (((time - FIRST_MONDAY) % WEEK_MS) + WEEK_MS) % WEEK_MS;
  return Math.floor(intoWeek / slotMs);
}

function usualSlots(counts: readonly number[]): boolean[] {
  const filled = counts.filter((count) => count > 0).sort((a, b) => a - b);
  const best = filled[Math.floor(0.9 * (filled.length - 1))] ?? 0;
  return counts.map((count) => count >= USUAL * best);
}

function allButEmptyWeekend(counts: readonly number[], slotMs: number): boolean[] {
  const dayOf = (slot: number) => Math.floor((slot * slotMs) / DAY_MS);
  const tradesOnSaturday = counts.some((count, slot) => count > 0 && dayOf(slot) === SATURDAY);
  return counts.map((_, slot) => tradesOnSaturday || dayOf(slot) < SATURDAY);
}
