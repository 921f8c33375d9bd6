import { INTERVALS } from '#quant/candles';

export const INTERVAL_HINT = `Write one of ${INTERVALS.join(', ')} in quotes`;

/** Columns of a bar by name; the averages are those of the same bar. */
export const BAR_FIELDS = {
  open: { unit: 'price', doc: 'First price of the bar.' },
  high: { unit: 'price', doc: 'Highest price of the bar.' },
  low: { unit: 'price', doc: 'Lowest price of the bar.' },
  close: { unit: 'price', doc: 'Last price of the bar.' },
  volume: { unit: 'volume', doc: 'Traded volume of the bar.' },
  hl2: { unit: 'price', doc: '(high + low) / 2.' },
  hlc3: { unit: 'price', doc: '(high + low + close) / 3.' },
  ohlc4: { unit: 'price', doc: '(open + high + low + close) / 4.' },
} as const;
export type BarField = keyof typeof BAR_FIELDS;

export function isBarField(name: string): name is BarField {
  return Object.hasOwn(BAR_FIELDS, name);
}

/** What is known only while trading, and so has no column. */
export const STATE = {
  barsSinceEntry: {
    unit: 'count',
    doc: 'Bars held: 1 at the close of the bar in which the entry filled; undefined while flat.',
  },
  entry: {
    unit: 'price',
    doc: 'Price at which the position was entered, the average of its lots; undefined while flat.',
  },
  lastEntry: { unit: 'price', doc: 'Price of the latest entry into the position; undefined while flat.' },
  positionSide: { unit: 'ratio', doc: '1 while long, -1 while short, 0 while flat.' },
  openLots: {
    unit: 'count',
    doc: 'Entries of the position that are still held, one without pyramiding; 0 while flat.',
  },
  reductions: { unit: 'count', doc: 'How often a part of the position was sold; 0 while flat.' },
  highestSinceEntry: { unit: 'price', doc: 'Highest high since the entry bar; while flat since the first bar.' },
  lowestSinceEntry: { unit: 'price', doc: 'Lowest low since the entry bar; while flat since the first bar.' },
  highestCloseSinceEntry: { unit: 'price', doc: 'Highest close since the entry bar; while flat since the first bar.' },
  lowestCloseSinceEntry: { unit: 'price', doc: 'Lowest close since the entry bar; while flat since the first bar.' },
  lastTrade: { unit: 'ratio', doc: 'Return of the trade closed last, 0.01 = 1 %; undefined before the first.' },
  nextOpen: { unit: 'price', doc: 'Open of the bar in which an order lives; in order prices only.' },
} as const;
export type StateName = keyof typeof STATE;
/** The state of the position at a close; NaN where it is undefined. */
export type PositionState = Record<StateName, number>;

/** Nothing is known yet. */
export const UNKNOWN_STATE: Readonly<PositionState> = {
  barsSinceEntry: NaN,
  entry: NaN,
  lastEntry: NaN,
  positionSide: NaN,
  openLots: NaN,
  reductions: NaN,
  highestSinceEntry: NaN,
  lowestSinceEntry: NaN,
  highestCloseSinceEntry: NaN,
  lowestCloseSinceEntry: NaN,
  lastTrade: NaN,
  nextOpen: NaN,
};

export function isStateName(name: string): name is StateName {
  return Object.hasOwn(STATE, name);
}

/** What a rule may read of the state, and what the price of an order or of a stop may. */
export const RULE_STATE: readonly StateName[] = [
  'barsSinceEntry',
  'entry',
  'lastEntry',
  'positionSide',
  'openLots',
  'reductions',
  'highestSinceEntry',
  'lowestSinceEntry',
  'highestCloseSinceEntry',
  'lowestCloseSinceEntry',
  'lastTrade',
];
export const ORDER_STATE: readonly StateName[] = [...RULE_STATE, 'nextOpen'];
export const STOP_STATE: readonly StateName[] = ['entry'];

/** Orders with a price of their own. They live during the next bar. */
export const ORDERS = {
  buyStop: { side: 'buy', kind: 'stop', doc: 'Buys once the price has risen to p.' },
  sellStop: { side: 'sell', kind: 'stop', doc: 'Sells once the price has fallen to p.' },
  buyLimit: { side: 'buy', kind: 'limit', doc: 'Buys at p or below.' },
  sellLimit: { side: 'sell', kind: 'limit', doc: 'Sells at p or above.' },
} as const;
export type OrderName = keyof typeof ORDERS;

export function isOrderName(name: string): name is OrderName {
  return Object.hasOwn(ORDERS, name);
}
