import type { Candles } from './candles';
import { DAY_MS, intervalMs, valueAt } from './interval';

/**
 * When an instrument trades: sessions and trading days, as an exchange publishes them in advance. It holds labels, never
 * prices, so a rule may read of it what lies ahead (the days left in a month).
 *
 * A session is a UTC day, in this one place: a calendar of an instrument's own would answer the same questions.
 */
export interface TradingCalendar {
  /** Number of the session that a bar label lies in; it grows with time, not always by one. */
  sessionOf(label: number): number;
  /** Whether there is trading in that session. */
  isTradingSession(session: number): boolean;
  /** Whether the bar of that label is the last of its session. */
  endsSession(label: number): boolean;
  /** Days with trading in a year: 365 where weekends are among them, else 252. */
  readonly daysPerYear: number;
  /** Day of the week of a session: 1 = Monday to 7 = Sunday. */
  dayOfWeek(session: number): number;
}

const WEEKDAYS = [1, 2, 3, 4, 5];
const WEEKEND = [6, 7];

/**
 * The calendar that the labels of the candles tell. Within the data a day with a bar is a trading day, others are not:
 * holidays are known. Before and after, Monday to Friday are, and Saturday or Sunday where the data have at least half as
 * many of them as weeks. The last session of the data ends when the clock says so: its next bar would be on another day.
 */
export function tradingCalendar(candles: Pick<Candles, 'time' | 'interval'>): TradingCalendar {
  const known = calendars.get(candles.time);
  if (known) return known;
  const calendar = new LabelCalendar(candles.time, intervalMs(candles.interval));
  calendars.set(candles.time, calendar);
  return calendar;
}

/** 1 for the bars that are the last of their session. */
export function sessionEnds(candles: Pick<Candles, 'time' | 'interval'>): Uint8Array {
  const calendar = tradingCalendar(candles);
  return Uint8Array.from(candles.time, (label) => (calendar.endsSession(label) ? 1 : 0));
}

/** One per time column: trials share it. */
const calendars = new WeakMap<Float64Array, TradingCalendar>();

class LabelCalendar implements TradingCalendar {
  /** Last label of each session with bars. */
  private readonly lastLabels = new Map<number, number>();
  private readonly first: number;
  private readonly last: number;
  private readonly usualDays: ReadonlySet<number>;
  readonly daysPerYear: number;

  constructor(
    time: Float64Array,
    private readonly barMs: number,
  ) {
    for (const label of time) this.lastLabels.set(this.sessionOf(label), label);
    this.first = this.sessionOf(valueAt(time, 0));
    this.last = this.sessionOf(valueAt(time, time.length - 1));
    this.usualDays = this.findUsualDays();
    this.daysPerYear = this.usualDays.size === 7 ? 365 : 252;
  }

  sessionOf(label: number): number {
    return Math.floor(label / DAY_MS);
  }

  isTradingSession(session: number): boolean {
    const known = session >= this.first && session <= this.last;
    return known ? this.lastLabels.has(session) : this.usualDays.has(this.dayOfWeek(session));
  }

  endsSession(label: number): boolean {
    const session = this.sessionOf(label);
    if (session < this.last) return this.lastLabels.get(session) === label;
    return this.sessionOf(label + this.barMs) !== session;
  }

  dayOfWeek(session: number): number {
    return ((((session + 3) % 7) + 7) % 7) + 1;
  }

  private findUsualDays(): Set<number> {
    const weeks = (this.last - this.first + 1) / 7;
    const sessions = [...this.lastLabels.keys()];
    const count = (day: number): number => sessions.filter((session) => this.dayOfWeek(session) === day).length;
    return new Set([...WEEKDAYS, ...WEEKEND.filter((day) => count(day) >= weeks / 2)]);
  }
}
