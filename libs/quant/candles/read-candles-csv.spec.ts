import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCandlesCsv, type CsvProblem, type ReadCandlesOptions } from '#quant/candles';

const options = { symbol: 'X', interval: '1d' } as const satisfies ReadCandlesOptions;
const DAY1 = Date.UTC(2024, 0, 1);

function read(text: string | Uint8Array, more: Partial<ReadCandlesOptions> = {}) {
  const result = readCandlesCsv(text, { ...options, ...more });
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('; '));
  return result;
}

function problemOf(text: string | Uint8Array, more: Partial<ReadCandlesOptions> = {}): CsvProblem {
  const result = readCandlesCsv(text, { ...options, ...more });
  const problem = result.ok ? undefined : result.problems[0];
  if (problem === undefined) throw new Error('It was read without a problem.');
  return problem;
}

describe('files of the usual sources', () => {
  const files: Record<string, string> = {
    yahoo: 'Date,Open,High,Low,Close,Adj Close,Volume\n2024-01-01,1,4,0.5,2,1.9,100\n',
    'binance with header':
      'open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore\n1704067200000,1,4,0.5,2,100,1704153599999,1,1,1,1,0\n',
    'binance without header': '1704067200000,1,4,0.5,2,100,1704153599999,1,1,1,1,0\n',
    'binance since 2025, microseconds': '1704067200000000,1,4,0.5,2,100,1704153599999999,1,1,1,1,0\n',
    'tradingview, epoch seconds': 'time,open,high,low,close,Volume\n1704067200,1,4,0.5,2,100\n',
    'tradingview, ISO': 'time,open,high,low,close,Volume\n2024-01-01T01:00:00+01:00,1,4,0.5,2,100\n',
    'metatrader 5':
      '<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\n2024.01.01\t00:00:00\t1\t4\t0.5\t2\t100\t0\t7\n',
    'metatrader 4': '2024.01.01,00:00,1,4,0.5,2,100\n',
    stooq:
      '<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\nX,D,20240101,000000,1,4,0.5,2,100,0\n',
    freqtrade: 'date,open,high,low,close,volume\n2024-01-01 00:00:00+00:00,1,4,0.5,2,100\n',
    pandas: ',Open,High,Low,Close,Volume\n2024-01-01,1,4,0.5,2,100\n',
    nasdaq: 'Date;O;H;L;C;V\r\n2024/01/01;1;4;0.5;2;100\r\n',
  };

  it.each(Object.entries(files))('%s', (_, text) => {
    const { candles } = read(text);
    const row = [candles.time, candles.open, candles.high, candles.low, candles.close, candles.volume].map(([v]) => v);
    expect(row).toEqual([DAY1, 1, 4, 0.5, 2, 100]);
  });

  it('says which columns it used and which it did not', () => {
    const { report } = read(files['yahoo'] ?? '');
    expect(report.columns).toEqual({
      time: 'Date',
      open: 'Open',
      high: 'High',
      low: 'Low',
      close: 'Close',
      volume: 'Volume',
    });
    expect(report.ignoredColumns).toEqual(['Adj Close']);
    expect(report.notes).toEqual([expect.stringContaining('adjusted close is ignored')]);
  });

  it('reads columns that are named explicitly', () => {
    const text = 'when,first,top,bottom,last\n2024-01-01,1,4,0.5,2\n';
    const columns = { time: 'When', open: 'first', high: 'top', low: 'bottom', close: 4 };
    const { candles, report } = read(text, { columns });
    expect(candles.close[0]).toBe(2);
    expect(report.notes).toEqual(['The file has no volume; every bar has volume 0.']);
  });

  it('reads day-first dates and decimal commas when told so', () => {
    const text = 'Date;Open;High;Low;Close;Volume\n31.01.2024 09:30;1,5;4;0,5;2;100\n';
    const { candles } = read(text, { timeFormat: 'DD.MM.YYYY HH:mm', decimal: ',' });
    expect([candles.time[0], candles.open[0]]).toEqual([Date.UTC(2024, 0, 31, 9, 30), 1.5]);
  });

  it('reads the S&P 500 file of vega-datasets', () => {
    const text = readFileSync(join(process.cwd(), 'node_modules/vega-datasets/data/sp500-2000.csv'), 'utf8');
    const { candles, report } = read(text, { interval: undefined, symbol: 'sp500' });
    expect(report).toMatchObject({ rows: 5105, interval: '1d', header: true, ignoredColumns: ['adjclose'] });
    expect([candles.time[0], candles.close[0], candles.volume[0]]).toEqual([
      Date.UTC(2000, 0, 3),
      1455.219971,
      931800000,
    ]);
    expect([candles.time[5104], candles.close[5104]]).toEqual([Date.UTC(2020, 3, 17), 2874.560059]);
  });
});

const reference = join(process.cwd(), '../shared/reference/data');
(existsSync(reference) ? describe : describe.skip)('the reference data', () => {
  it.each([
    ['goog_1d', 2148, '1d'],
    ['eurusd_1h', 5000, '1h'],
    ['btcusd_1mo', 156, '1M'],
    ['sp500_1d', 5105, '1d'],
    ['ethbtc_5m', 5760, '5m'],
  ])('%s has %i bars of %s', (name, rows, interval) => {
    const { report } = read(readFileSync(join(reference, `${name}.csv`)), { interval: undefined });
    expect(report).toMatchObject({ rows, interval, repairs: [] });
  });
});

describe('problems', () => {
  const HEADER = 'date,open,high,low,close,volume\n';
  const GOOD = '2024-01-01,1,4,0.5,2,100\n';

  it.each<[string, string, Partial<CsvProblem>]>([
    ['a time that is none', 'yesterday,1,4,0.5,2,1', { code: 'csv.time', line: 3, found: 'yesterday' }],
    ['a day-first date', '31/01/2024,1,4,0.5,2,1', { code: 'csv.time', hint: expect.stringContaining('time_format') }],
    ['a day the calendar lacks', '2024-02-30,1,4,0.5,2,1', { code: 'csv.time', line: 3 }],
    ['words for a price', '2024-01-02,abc,4,0.5,2,1', { code: 'csv.number', line: 3, column: 'open', found: 'abc' }],
    ['a price that is infinite', '2024-01-02,1,1e999,0.5,2,1', { code: 'csv.number', column: 'high' }],
    ['a price of zero', '2024-01-02,1,4,0,2,1', { code: 'csv.price-not-positive', column: 'low', found: '0' }],
    ['a negative volume', '2024-01-02,1,4,0.5,2,-1', { code: 'csv.volume-negative', line: 3 }],
    ['high below low', '2024-01-02,1,4,5,2,1', { code: 'csv.high-below-low', line: 3 }],
    ['an empty price', '2024-01-02,1,null,0.5,2,1', { code: 'csv.missing-value', line: 3, column: 'price' }],
    ['a short row', '2024-01-02,1,4,0.5', { code: 'csv.missing-value', line: 3 }],
    [
      'a repeated time',
      GOOD,
      { code: 'csv.duplicate-time', line: 3, message: 'line 3: 2024-01-01 is already on line 2' },
    ],
    ['an older time', '2023-12-31,1,4,0.5,2,1', { code: 'csv.out-of-order', line: 3, found: '2023-12-31' }],
    ['too many columns', `2024-01-02${',1'.repeat(64)}`, { code: 'csv.too-large', line: 3 }],
    ['a very long cell', `2024-01-02,${'1'.repeat(1025)},4,0.5,2,1`, { code: 'csv.too-large', line: 3 }],
    ['an open quote', '"2024-01-02,1,4,0.5,2,1', { code: 'csv.malformed', line: 3 }],
    ['NUL', '2024-01-02,1,4,0.5,2,\0', { code: 'csv.not-text', line: 3 }],
  ])('%s', (_, row, expected) => {
    const problem = problemOf(HEADER + GOOD + row);
    expect(problem).toMatchObject(expected);
    expect(problem.expected).not.toBe('');
    expect(problem.hint).not.toBe('');
  });

  it.each<[string, string | Uint8Array, Partial<CsvProblem>]>([
    ['nothing', '', { code: 'csv.empty' }],
    ['a header only', HEADER, { code: 'csv.empty' }],
    ['a header without prices', 'date,last\n2024-01-01,2\n', { code: 'csv.columns', line: 1, column: 'open' }],
    ['a poisonous header', `__proto__,${HEADER}`, { code: 'csv.columns', line: 1, column: '__proto__' }],
    ['two columns of one name', 'date,open,open,high,low,close\n', { code: 'csv.columns', column: 'open' }],
    ['bytes that are not UTF-8', Uint8Array.of(0x61, 0x0a, 0xc3, 0x28), { code: 'csv.not-text', line: 2 }],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x61, 0), { code: 'csv.not-text', message: 'line 1: the file is UTF-16' }],
    ['prose', 'It was a dark and stormy night\n', { code: 'csv.columns', line: 1 }],
  ])('%s', (_, text, expected) => {
    expect(problemOf(text)).toMatchObject(expected);
  });

  it('bounds bytes and rows', () => {
    expect(problemOf(HEADER + GOOD, { limits: { bytes: 10 } })).toMatchObject({ code: 'csv.too-large', line: null });
    const rows = `${HEADER}${GOOD}2024-01-02,1,4,0.5,2,1\n`;
    expect(problemOf(rows, { limits: { rows: 1 } })).toMatchObject({ code: 'csv.too-large', line: 3 });
    expect(read(rows, { limits: { rows: 2 } }).report.rows).toBe(2);
  });

  it('lists twenty problems and counts all', () => {
    const result = readCandlesCsv(HEADER + 'x,1,4,0.5,2,1\n'.repeat(50), options);
    expect(result).toMatchObject({ ok: false, problemCount: 50 });
    expect(result.ok ? [] : result.problems).toHaveLength(20);
  });

  it('counts lines as an editor does: quoted line breaks and blank lines included', () => {
    expect(
      problemOf(`"da\nte",open,high,low,close\n\n2024-01-01,1,4,0.5,2\nx,1,4,0.5,2\n`, { columns: { time: 0 } }).line,
    ).toBe(5);
  });

  it('calls a file in reverse order just that', () => {
    const rows = [5, 4, 3, 2].map((day) => `2024-01-0${day},1,4,0.5,2,1\n`).join('');
    const result = readCandlesCsv(HEADER + rows, options);
    expect(result).toMatchObject({ ok: false, problemCount: 1, problems: [{ message: 'the file is newest first' }] });
  });

  it('does not believe an interval that the bars contradict', () => {
    const rows = Array.from({ length: 10 }, (_, i) => `2024-01-01T0${i}:00:00Z,1,4,0.5,2,1\n`).join('');
    expect(problemOf(HEADER + rows)).toMatchObject({
      code: 'csv.interval',
      message: 'the interval is given as 1d, but most bars are 1 hour apart',
      hint: 'say interval: 1h, or leave it out',
    });
    expect(read(HEADER + rows, { interval: undefined }).candles.interval).toBe('1h');
  });
});

describe('repairs', () => {
  it('sorts, drops and fills, and says so', () => {
    const text = `date,open,high,low,close,volume
2024-01-03,1,4,0.5,2,100
2024-01-01,1,4,0.5,2,
2024-01-02,null,null,null,null,null
2024-01-03,1,4,0.5,3,100
`;
    const { candles, report } = read(text, { onProblem: 'repair' });
    expect([...candles.time]).toEqual([DAY1, DAY1 + 2 * 86_400_000]);
    expect([...candles.close]).toEqual([2, 3]);
    expect([...candles.volume]).toEqual([0, 100]);
    expect(report.repairs.map(({ kind, rows }) => [kind, rows])).toEqual([
      ['dropped-rows-without-price', 1],
      ['zero-for-empty-volume', 1],
      ['sorted', 1],
      ['dropped-duplicates', 1],
    ]);
  });

  it.each(['', 'null', 'NaN', 'nan', 'NA', 'N/A', '#N/A', '-'])('takes %j for an empty cell', (cell) => {
    const text = `date,open,high,low,close,volume\n2024-01-01,1,4,0.5,2,${cell}\n2024-01-02,1,4,0.5,${cell},100\n`;
    const { candles, report } = read(text, { onProblem: 'repair' });
    expect([[...candles.time], [...candles.volume]]).toEqual([[DAY1], [0]]);
    expect(report.repairs.map(({ kind }) => kind)).toEqual(['dropped-rows-without-price', 'zero-for-empty-volume']);
    expect(problemOf(text)).toMatchObject({ code: 'csv.missing-value', line: 2, column: 'volume' });
  });

  it('does not repair what has no honest repair', () => {
    const text = 'date,open,high,low,close\n2024-01-01,1,4,5,2\n';
    expect(problemOf(text, { onProblem: 'repair' }).code).toBe('csv.high-below-low');
  });
});
