import type { TradingCalendar } from '#quant/candles';
import { civilDate } from './calendar';
import type { ConditionFunction, FunctionInput, SeriesFunction } from './function.types';

function sessionFunction(name: string, doc: string, compute: SeriesFunction['compute']): SeriesFunction {
  return { kind: 'series', name, parameters: [], doc, unit: 'count', lookback: () => 0, compute };
}

/** 1 on bars of another session than the bar before, and on the first bar. */
function firstBars({ candles: { time }, calendar }: FunctionInput): Uint8Array {
  const first = new Uint8Array(time.length);
  let session = NaN;
  time.forEach((label, bar) => {
    const next = calendar.sessionOf(label);
    if (next !== session) first[bar] = 1;
    session = next;
  });
  return first;
}

function barOfSession(input: FunctionInput): Float64Array {
  const result = new Float64Array(input.candles.time.length);
  let number = -1;
  firstBars(input).forEach((isFirst, bar) => {
    number = isFirst === 1 ? 0 : number + 1;
    result[bar] = number;
  });
  return result;
}

/** What a session's number says, once per session. */
function ofSession({ candles: { time }, calendar }: FunctionInput, of: (session: number) => number): Float64Array {
  let session = NaN;
  let value = NaN;
  return time.map((label) => {
    const next = calendar.sessionOf(label);
    if (next !== session) value = of(next);
    session = next;
    return value;
  });
}

const monthOf = (session: number): number => Math.floor(civilDate(session) / 100);

/** Trading sessions of a month. */
interface Month {
  /** Its first day, and the one after its last. */
  from: number;
  to: number;
  /** How many of its trading sessions lie before each of its days; the last entry counts all. */
  before: number[];
}

function monthAround(calendar: TradingCalendar, session: number): Month {
  const number = monthOf(session);
  let from = session;
  while (monthOf(from - 1) === number) from--;
  const before = [0];
  let to = from;
  for (let count = 0; monthOf(to) === number; to++) {
    if (calendar.isTradingSession(to)) count++;
    before.push(count);
  }
  return { from, to, before };
}

/** What the place of a session among the trading sessions of its month says: how many lie before and after it. */
function ofMonth(input: FunctionInput, of: (before: number, after: number) => number): Float64Array {
  let month: Month = { from: NaN, to: NaN, before: [] };
  return ofSession(input, (session) => {
    if (!(session >= month.from && session < month.to)) month = monthAround(input.calendar, session);
    const { from, before } = month;
    const day = session - from;
    return of(before[day] ?? NaN, (before[before.length - 1] ?? NaN) - (before[day + 1] ?? NaN));
  });
}

function nextDayOfWeek({ candles: { time }, calendar }: FunctionInput): Float64Array {
  return time.map((label) => {
    let session = calendar.sessionOf(label);
    if (calendar.endsSession(label))
      do session++;
      while (!calendar.isTradingSession(session));
    return calendar.dayOfWeek(session);
  });
}

const sessionOpen: ConditionFunction = {
  kind: 'condition',
  name: 'sessionOpen',
  parameters: [],
  doc: 'The bar is the first of its session.',
  unit: 'none',
  lookback: () => 0,
  compute: firstBars,
};

/** What the trading calendar says about a bar. The calendar is known in advance; no price is. */
export const SESSION_FUNCTIONS: readonly (SeriesFunction | ConditionFunction)[] = [
  sessionOpen,
  sessionFunction('barOfSession', 'Number of the bar within its session, from 0.', barOfSession),
  sessionFunction('tradingDayOfMonth', 'Number of the trading day within its month, from 1.', (input) =>
    ofMonth(input, (before) => 1 + before),
  ),
  sessionFunction('tradingDaysLeftInMonth', 'Trading days of the month still to come: 0 on its last.', (input) =>
    ofMonth(input, (_, after) => after),
  ),
  sessionFunction('nextDayOfWeek', 'Day of the week of the next bar, 1 = Monday to 7 = Sunday.', nextDayOfWeek),
];
