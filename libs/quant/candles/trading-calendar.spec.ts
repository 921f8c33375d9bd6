import { tradingCalendar } from './trading-calendar';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(`${text}Z`);
const dayOf = (text: string): number => at(`${text}T00:00`) / DAY;
const labels = (...texts: string[]): Float64Array => Float64Array.from(texts, (text) => at(text));

/** January 2024 without the New Year holiday and Martin Luther King Day (the 15th). */
const january = Float64Array.from({ length: 31 }, (_, i) => at('2024-01-01T00:00') + i * DAY).filter((label, i) => {
  const day = (label / DAY + 3) % 7;
  return day < 5 && i !== 0 && i !== 14;
});

describe('the calendar of the labels', () => {
  const calendar = tradingCalendar({ time: january, interval: '1d' });

  it('knows the holidays within the data and the weekdays around them', () => {
    expect(calendar.isTradingSession(dayOf('2024-01-12'))).toBe(true);
    expect(calendar.isTradingSession(dayOf('2024-01-13'))).toBe(false);
    expect(calendar.isTradingSession(dayOf('2024-01-15'))).toBe(false);
    expect(calendar.isTradingSession(dayOf('2024-02-01'))).toBe(true);
    expect(calendar.isTradingSession(dayOf('2024-02-03'))).toBe(false);
    expect(calendar.isTradingSession(dayOf('2023-12-29'))).toBe(true);
  });

  it('counts the days of the week from Monday, before 1970 too', () => {
    expect(calendar.dayOfWeek(dayOf('2024-01-15'))).toBe(1);
    expect(calendar.dayOfWeek(dayOf('2024-01-21'))).toBe(7);
    expect(calendar.dayOfWeek(dayOf('1969-12-29'))).toBe(1);
  });

  it('trades at weekends where the data do', () => {
    const time = Float64Array.from({ length: 30 }, (_, i) => at('2024-01-01T00:00') + i * DAY);
    expect(tradingCalendar({ time, interval: '1d' }).isTradingSession(dayOf('2024-02-03'))).toBe(true);
  });

  it('ends a session with its last label; the last one when the next bar would be on another day', () => {
    const time = labels('2024-01-02T19:00', '2024-01-02T20:00', '2024-01-03T22:00', '2024-01-03T23:00');
    const whole = tradingCalendar({ time, interval: '1h' });
    expect([...time].map((label) => whole.endsSession(label))).toEqual([false, true, false, true]);
    const cut = tradingCalendar({ time: time.slice(0, 2), interval: '1h' });
    expect(cut.endsSession(at('2024-01-02T20:00'))).toBe(false);
  });

  it('has the UTC day as its session', () => {
    const friday = calendar.sessionOf(at('2024-01-12T23:59'));
    expect(calendar.sessionOf(at('2024-01-12T00:00'))).toBe(friday);
    expect(calendar.sessionOf(at('2024-01-13T00:00') - HOUR)).toBe(friday);
    expect(calendar.sessionOf(at('2024-01-13T00:00'))).toBeGreaterThan(friday);
  });
});
