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

/** What is missing → the names that need it, with brackets where they are functions. */
const LATER = {
  'the state of the position': [
    'barsSinceEntry',
    'entry',
    'highestCloseSinceEntry',
    'highestSinceEntry',
    'lastTrade()',
    'lowestCloseSinceEntry',
    'lowestSinceEntry',
  ],
  'order prices': ['buyLimit()', 'buyStop()', 'nextOpen', 'sellLimit()', 'sellStop()'],
};

/** Names of the catalogue that the language knows of but cannot compute yet. An indicator of that name takes over. */
export const LATER_NAMES: ReadonlyMap<string, { needs: string; bare: boolean }> = new Map(
  Object.entries(LATER).flatMap(([needs, names]) =>
    names.map((written) => [written.replace('()', ''), { needs, bare: !written.endsWith('()') }] as const),
  ),
);
