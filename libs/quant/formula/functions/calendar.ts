import type { SeriesFunction } from './function.types';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The date of a day counted from 1970-01-01 (UTC) as the number yyyymmdd (H. Hinnant, "chrono-compatible low-level date algorithms"). */
export function civilDate(day: number): number {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return (year * 100 + month) * 100 + dayOfMonth;
}

function calendarFunction(name: string, doc: string, of: (time: number) => number): SeriesFunction {
  return {
    kind: 'series',
    name,
    parameters: [],
    doc,
    unit: 'count',
    lookback: () => 0,
    compute: ({ candles }) => candles.time.map(of),
  };
}

/** Not negative, also before 1970. */
const modulo = (value: number, divisor: number): number => value - divisor * Math.floor(value / divisor);
const dateOf = (time: number): number => civilDate(Math.floor(time / DAY));

/** Parts of the bar's label in UTC. */
export const CALENDAR_FUNCTIONS: readonly SeriesFunction[] = [
  calendarFunction('minute', 'Minute of the bar label, 0 to 59, UTC.', (time) => modulo(Math.floor(time / MINUTE), 60)),
  calendarFunction('hour', 'Hour of the bar label, 0 to 23, UTC.', (time) => modulo(Math.floor(time / HOUR), 24)),
  calendarFunction(
    'dayOfWeek',
    'Day of the week of the bar label, 1 = Monday to 7 = Sunday, UTC.',
    (time) => modulo(Math.floor(time / DAY) + 3, 7) + 1,
  ),
  calendarFunction('dayOfMonth', 'Day of the month of the bar label, 1 to 31, UTC.', (time) => dateOf(time) % 100),
  calendarFunction('month', 'Month of the bar label, 1 to 12, UTC.', (time) => Math.floor(dateOf(time) / 100) % 100),
  calendarFunction('year', 'Year of the bar label, UTC.', (time) => Math.floor(dateOf(time) / 10_000)),
];
