import type { Candles } from './candles';
import { intervalMs, valueAt } from './interval';
import { formatTime } from './time-text';
import { inferTradingWeek, missingBetween, type TradingWeek } from './trading-week';

const LISTED_GAPS = 20;

export interface QualityGap {
  /** The bar before the gap (0-based) and its time. */
  afterBar: number;
  from: string;
  to: string;
  missingBars: number;
}

export interface GapSummary {
  count: number;
  missingBars: number;
  largest: QualityGap | null;
  /** The first 20. */
  list: QualityGap[];
  /** Whole closed days in a week with closed days, e.g. holidays of an exchange: counted, but no gaps. */
  closedDays: number;
}

/** Bars that are missing within the usual trading week of these candles. */
export function findGaps(candles: Candles): GapSummary {
  const { time } = candles;
  const week = inferTradingWeek(candles);
  const summary: GapSummary = { count: 0, missingBars: 0, largest: null, list: [], closedDays: 0 };
  const perDay = week === null ? 0 : barsPerOpenDay(week);
  for (let bar = 1; bar < time.length; bar++) {
    const [from, to] = [valueAt(time, bar - 1), valueAt(time, bar)];
    const missingBars = week ? missingBetween(week, from, to) : missingLongBars(candles, from, to);
    if (missingBars <= 0) continue;
    if (week && perDay > 0 && missingBars === perDay) {
      summary.closedDays += 1;
      continue;
    }
    const gap = { afterBar: bar - 1, from: formatTime(from), to: formatTime(to), missingBars };
    summary.count += 1;
    summary.missingBars += missingBars;
    if (missingBars > (summary.largest?.missingBars ?? 0)) summary.largest = gap;
    if (summary.list.length < LISTED_GAPS) summary.list.push(gap);
  }
  return summary;
}

/** Bars of one full trading day, or 0 where trade never rests (a missing day is then always a gap). */
function barsPerOpenDay({ open, openSlots }: TradingWeek): number {
  const slotsPerDay = open.length / 7;
  const days = Array.from({ length: 7 }, (_, day) => open.slice(day * slotsPerDay, (day + 1) * slotsPerDay));
  const openDays = days.filter((day) => day.includes(true)).length;
  return openDays === 7 ? 0 : Math.round(openSlots / openDays);
}

/** Weekly, three-day and monthly bars: no calendar, only their own length (months differ by three days). */
function missingLongBars({ interval }: Candles, from: number, to: number): number {
  return Math.round((to - from) / intervalMs(interval)) - 1;
}
