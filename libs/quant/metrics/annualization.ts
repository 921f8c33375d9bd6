import { type Candles, intervalMs } from '#quant/candles';

const DAY_MS = 86_400_000;
/** 60 % of what an even week would give: markets that trade on weekends lie above, those with a Sunday evening below. */
const WEEKEND_SHARE = (2 / 7) * 0.6;

/** Periods into which equity is gathered for daily statistics: days, or weeks and months of such bars. */
type CalendarPeriod = 'day' | 'week' | 'month';

/**
 * Bars per year, from the labels and the bar size, never a constant: months 12, weeks 52; otherwise trading days per
 * year (see {@link tradingDaysPerYear}) times the typical number of bars on a day that has bars (their lower median).
 * US stocks daily: 252; crypto daily: 365; crypto 5 minutes: 105,120; forex hourly: 6,048.
 */
export function periodsPerYear(candles: Candles): number {
  const period = calendarPeriod(candles);
  if (period !== 'day') return periodsOfCalendar(candles);
  const days = tradingDaysPerYear(candles.time);
  const step = intervalMs(candles.interval);
  return step > DAY_MS ? (days * DAY_MS) / step : days * typicalBarsPerDay(candles.time);
}

/** Calendar periods per year: 12 months, 52 weeks, or trading days. */
function periodsOfCalendar(candles: Candles): number {
  switch (calendarPeriod(candles)) {
    case 'month':
      return 12;
    case 'week':
      return 52;
    case 'day':
      return tradingDaysPerYear(candles.time);
  }
}

function calendarPeriod(candles: Candles): CalendarPeriod {
  return candles.interval === '1M' ? 'month' : candles.interval === '1w' ? 'week' : 'day';
}

/** 365 when more than 17.14 % of the bars are labelled Saturday or Sunday (UTC), else 252 (rule of backtesting.py). */
function tradingDaysPerYear(time: Float64Array): number {
  let weekend = 0;
  // 1970-01-01 was a Thursday, so day 2 of each group of seven is a Saturday.
  for (const label of time) if (dayOf(label) % 7 === 2 || dayOf(label) % 7 === 3) weekend++;
  return weekend > WEEKEND_SHARE * time.length ? 365 : 252;
}

/** What the labels of a data set say about its calendar. */
export interface MarketCalendar {
  /** 365 or 252 days, 52 weeks, 12 months. */
  periodsPerYear: number;
  /** Last bar of each day (week, month) that has bars. */
  lastBars: Uint32Array;
}

const calendars = new WeakMap<Float64Array, MarketCalendar>();

/** The calendar of the candles, computed once per time column: trials share it. */
export function calendarOf(candles: Candles): MarketCalendar {
  const known = calendars.get(candles.time);
  if (known) return known;
  const calendar = { periodsPerYear: periodsOfCalendar(candles), lastBars: lastBarsOf(candles) };
  calendars.set(candles.time, calendar);
  return calendar;
}

function lastBarsOf(candles: Candles): Uint32Array {
  const period = calendarPeriod(candles);
  const lastBars: number[] = [];
  let current = NaN;
  candles.time.forEach((label, bar) => {
    const next = periodOf(label, period);
    if (next === current) lastBars[lastBars.length - 1] = bar;
    else lastBars.push(bar);
    current = next;
  });
  return Uint32Array.from(lastBars);
}

/** A number that is the same for all bars of one UTC day, week (from Monday) or month, and grows with time. */
function periodOf(label: number, period: CalendarPeriod): number {
  if (period === 'day') return dayOf(label);
  if (period === 'week') return Math.floor((dayOf(label) + 3) / 7);
  const date = new Date(label);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function dayOf(label: number): number {
  return Math.floor(label / DAY_MS);
}

function typicalBarsPerDay(time: Float64Array): number {
  const counts: number[] = [];
  let previous = NaN;
  for (const label of time) {
    const day = dayOf(label);
    if (day === previous) counts[counts.length - 1] = (counts[counts.length - 1] ?? 0) + 1;
    else counts.push(1);
    previous = day;
  }
  counts.sort((a, b) => a - b);
  return counts[Math.floor((counts.length - 1) / 2)] ?? 1;
}
