import { parse } from 'papaparse';
import { type Candles, tradingCalendar } from '#quant/candles';
import { hasReferenceData, referenceCandles, referenceText } from '#testing';
import { findIndicator } from './catalogue';

/**
 * The reference table: 22 indicators on GOOG daily, computed from their plain formulas and equal to TA-Lib 0.4 where
 * TA-Lib has them. It is rounded to ten decimals.
 */
const ROUNDING = 5.1e-11;
const RELATIVE = 1e-9;

/** [column of the table, indicator, its numbers, its output] */
type Comparison = [column: string, indicator: string, numbers: number[], output: string];

const EQUAL: Comparison[] = [
  ['SMA', 'sma', [20], 'value'],
  ['EMA', 'ema', [20], 'value'],
  ['WMA', 'wma', [20], 'value'],
  ['RSI', 'rsi', [14], 'value'],
  ['ATR', 'atr', [14], 'value'],
  ['BBANDS.lower', 'bb', [20, 2], 'lower'],
  ['BBANDS.middle', 'bb', [20, 2], 'mid'],
  ['BBANDS.upper', 'bb', [20, 2], 'upper'],
  ['STOCH.k', 'stoch', [14, 3, 3], 'k'],
  ['STOCH.d', 'stoch', [14, 3, 3], 'd'],
  ['CCI', 'cci', [20], 'value'],
  ['MFI', 'mfi', [14], 'value'],
  ['WILLR', 'willr', [14], 'value'],
  ['AROON.up', 'aroon', [25], 'up'],
  ['AROON.down', 'aroon', [25], 'down'],
  ['DONCHIAN.upper', 'donchian', [20], 'upper'],
  ['DONCHIAN.middle', 'donchian', [20], 'mid'],
  ['DONCHIAN.lower', 'donchian', [20], 'lower'],
  ['KELTNER.upper', 'keltner', [20, 10, 2], 'upper'],
  ['KELTNER.middle', 'keltner', [20, 10, 2], 'mid'],
  ['KELTNER.lower', 'keltner', [20, 10, 2], 'lower'],
  ['KAMA', 'kama', [10, 2, 30], 'value'],
  ['HMA', 'hma', [16], 'value'],
  ['TRIX', 'trix', [15], 'value'],
  ['ROC', 'roc', [12], 'value'],
];

(hasReferenceData ? describe : describe.skip)('the reference table of GOOG daily', () => {
  let candles: Candles;
  let table: Record<string, string>[];
  beforeAll(() => {
    candles = referenceCandles('goog_1d');
    const text = referenceText('indicators/goog_1d_indicators.csv');
    table = parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
  });

  const expected = (name: string): number[] =>
    table.map((row) => (row[name] === undefined || row[name] === '' ? NaN : Number(row[name])));

  /** The line on closes, or on the columns given. */
  const line = (indicator: string, numbers: number[], output: string, x = candles.close): Float64Array => {
    const definition = findIndicator(indicator);
    const series = definition?.arguments.filter(({ kind }) => kind === 'series').map(() => x) ?? [];
    const lines = definition?.compute({
      candles,
      series,
      numbers,
      intervals: [],
      periodsPerYear: 252,
      calendar: tradingCalendar(candles),
    });
    return lines?.[definition?.outputs.indexOf(output) ?? -1] ?? new Float64Array();
  };

  /** Bars on which a line is not the table's: another value, or a value on one side only. */
  const differences = (name: string, actual: ArrayLike<number>): number[] =>
    expected(name).flatMap((wanted, bar) => {
      const found = actual[bar] ?? NaN;
      if (Number.isNaN(wanted) && Number.isNaN(found)) return [];
      return Math.abs(found - wanted) <= RELATIVE * Math.abs(wanted) + ROUNDING ? [] : [bar];
    });

  it.each(EQUAL)('%s is %s, first bar included', (column, indicator, numbers, output) => {
    expect(differences(column, line(indicator, numbers, output))).toEqual([]);
  });

  it('OBV is obv plus the volume of the first bar: the table starts with it, the catalogue with 0', () => {
    const offset = candles.volume[0] ?? NaN;
    expect(
      differences(
        'OBV',
        line('obv', [], 'value').map((value) => value + offset),
      ),
    ).toEqual([]);
  });

  it('MACD is macd with the fast EMA seeded together with the slow one, at bar 25 instead of bar 11', () => {
    const late = candles.close.slice().fill(NaN, 0, 26 - 12);
    const slow = line('ema', [26], 'value');
    const macd = line('ema', [12], 'value', late).map((fast, bar) => fast - (slow[bar] ?? NaN));
    const signal = line('ema', [9], 'value', macd);
    expect(differences('MACD.macd', macd)).toEqual([]);
    expect(differences('MACD.signal', signal)).toEqual([]);
    expect(
      differences(
        'MACD.hist',
        macd.map((value, bar) => value - (signal[bar] ?? NaN)),
      ),
    ).toEqual([]);
  });

  it.each(['macd', 'signal', 'hist'])('MACD.%s forgets that difference of seeds', (output) => {
    const bars = differences(`MACD.${output}`, line('macd', [12, 26, 9], output));
    expect(Math.max(...bars)).toBeLessThan(200);
  });

  it.each([
    ['ADX.plusDI', 'plus'],
    ['ADX.minusDI', 'minus'],
    ['ADX.adx', 'adx'],
  ])('%s seeds its sums with 13 bars and then smooths, dmi with 14: the same from bar 300 on', (column, output) => {
    const bars = differences(column, line('dmi', [14], output));
    expect(bars).not.toEqual([]);
    expect(Math.max(...bars)).toBeLessThan(300);
  });

  it.each([
    ['SUPERTREND.supertrend', 'line'],
    ['SUPERTREND.direction', 'dir'],
  ])(
    '%s starts down unless the close is above the upper band, supertrend by the middle: the first flip heals it',
    (column, output) => {
      expect(differences(column, line('supertrend', [10, 3], output))).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18]);
    },
  );

  it('PSAR differs from psar where TA-Lib departs from Wilder', () => {
    const start = [2, 3, 4, 5, 6, 7, 8]; // the low of bar 0 does not hold back the second SAR
    const clamped = [318, 384, 1171, 1334]; // a new SAR is moved out of the reversal bar, which exceeded the old extreme
    const touched = [2058]; // low = SAR: a touch reverses, not only a price beyond it
    expect(differences('PSAR', line('psar', [0.02, 0.2], 'sar'))).toEqual([...start, ...clamped, ...touched]);
  });
});
