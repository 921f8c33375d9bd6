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

const LATER = {
  'higher timeframes': ['htf', 'pivots'],
  'the session calendar': [
    'barOfSession',
    'nextDayOfWeek',
    'orHigh',
    'orLow',
    'prevSession',
    'sessionHigh',
    'sessionLow',
    'sessionOpen',
    'tradingDayOfMonth',
    'tradingDaysLeftInMonth',
    'vwapS',
  ],
  'the state of the position': [
    'barsSinceEntry',
    'entry',
    'highestCloseSinceEntry',
    'highestSinceEntry',
    'lastTrade',
    'lowestCloseSinceEntry',
    'lowestSinceEntry',
  ],
  'order prices': ['buyLimit', 'buyStop', 'nextOpen', 'sellLimit', 'sellStop'],
};

/** Names of the catalogue that the language knows of but cannot compute yet → what they need. */
export const LATER_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(LATER).flatMap(([need, names]) => names.map((name) => [name, need] as const)),
);
