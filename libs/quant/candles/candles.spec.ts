import fc from 'fast-check';
import {
  decodeCandles,
  encodeCandles,
  inferInterval,
  INTERVALS,
  intervalMs,
  parseTime,
  resolveRange,
  sliceCandles,
  type Candles,
} from '#quant/candles';

const NAMES = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;

function daily(count: number, symbol = 'X'): Candles {
  const column = (base: number) => Float64Array.from({ length: count }, (_, i) => base + i);
  const time = Float64Array.from({ length: count }, (_, i) => Date.UTC(2024, 0, 1 + i));
  return {
    symbol,
    interval: '1d',
    time,
    open: column(1),
    high: column(3),
    low: column(0.5),
    close: column(2),
    volume: column(9),
  };
}

const anyCandles: fc.Arbitrary<Candles> = fc
  .tuple(fc.string(), fc.constantFrom(...INTERVALS), fc.nat(20))
  .chain(([symbol, interval, length]) => {
    const column = () => fc.float64Array({ minLength: length, maxLength: length });
    return fc
      .tuple(column(), column(), column(), column(), column(), column())
      .map(([time, open, high, low, close, volume]) => ({ symbol, interval, time, open, high, low, close, volume }));
  });

describe('the binary form', () => {
  it('gives back every bit', () => {
    fc.assert(
      fc.property(anyCandles, (candles) => {
        const back = decodeCandles(encodeCandles(candles));
        expect([back.symbol, back.interval]).toEqual([candles.symbol, candles.interval]);
        for (const name of NAMES) {
          expect(back[name].length).toBe(candles[name].length);
          expect(back[name].every((value, i) => Object.is(value, candles[name][i]))).toBe(true);
        }
      }),
    );
  });

  it('is the same for the same bars, views or not', () => {
    const part = sliceCandles(daily(5), 1, 3);
    const copy = decodeCandles(encodeCandles(part));
    expect(encodeCandles(copy)).toEqual(encodeCandles(part));
  });

  it('is read from any offset of a buffer', () => {
    const bytes = encodeCandles(daily(3));
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeCandles(shifted.subarray(3))).toEqual(daily(3));
  });

  it('refuses every torn copy', () => {
    const bytes = encodeCandles(daily(2));
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeCandles(bytes.subarray(0, length))).toThrow(
        expect.objectContaining({ name: 'CandlesFormatError', code: length < 8 ? 'not-candles' : 'torn' }),
      );
    }
  });

  it.each<[string, (bytes: Uint8Array) => void, string]>([
    ['another file', (bytes) => bytes.set([0x50, 0x4b]), 'not-candles'],
    ['a later version', (bytes) => bytes.set([9], 8), 'unknown-version'],
    ['a header that is too long', (bytes) => bytes.set([255, 255, 255, 255], 12), 'bad-header'],
    ['a header that is no JSON', (bytes) => bytes.set([0], 16), 'bad-header'],
    ['an unknown interval', (bytes) => bytes.set([0x39], 37), 'bad-header'],
  ])('refuses %s', (_, spoil, code) => {
    const bytes = encodeCandles(daily(2));
    spoil(bytes);
    expect(() => decodeCandles(bytes)).toThrow(expect.objectContaining({ code }));
  });

  it('answers any bytes with candles or its own error', () => {
    const prefix = [...encodeCandles(daily(0))];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(prefix.length), (tail, kept) => {
        try {
          decodeCandles(Uint8Array.from([...prefix.slice(0, kept), ...tail]));
        } catch (error) {
          expect(error).toHaveProperty('name', 'CandlesFormatError');
        }
      }),
    );
  });
});

describe('the bar size', () => {
  it.each(INTERVALS.filter((interval) => interval !== '1M'))('is told from the times: %s', (interval) => {
    const start = Date.UTC(2024, 0, 1);
    expect(inferInterval(Float64Array.from({ length: 9 }, (_, i) => start + i * intervalMs(interval)))).toBe(interval);
  });

  it('is a month for month ends and month starts', () => {
    const months = (day: number) => Float64Array.from({ length: 14 }, (_, i) => Date.UTC(2024, i, day));
    expect([inferInterval(months(0)), inferInterval(months(1))]).toEqual(['1M', '1M']);
  });

  it('is a day although weekends are missing', () => {
    expect(inferInterval(daily(60).time.filter((_, i) => i % 7 < 5))).toBe('1d');
  });

  it('is unknown for one bar and for ten minutes', () => {
    expect(inferInterval(Float64Array.of(0))).toBeNull();
    expect(inferInterval(Float64Array.of(0, 600_000, 1_200_000))).toBeNull();
  });
});

describe('a range of bars', () => {
  const candles = daily(10);

  it.each<[string | null, string | null, number, number]>([
    [null, null, 0, 10],
    ['2024-01-03', null, 2, 10],
    [null, '2024-01-03', 0, 3],
    ['2024-01-03', '2024-01-03', 2, 3],
    ['2024-01-03T00:00:01Z', '2024-01-05T00:00:00Z', 3, 5],
    ['1990-01-01', '2050-01-01', 0, 10],
  ])('from %s to %s is [%i, %i)', (start, end, from, to) => {
    expect(resolveRange(candles, start, end)).toEqual({ ok: true, bars: { from, to } });
  });

  it('must hold a bar', () => {
    expect(resolveRange(candles, '2025-01-01')).toEqual({
      ok: false,
      message: 'No bar of X lies between 2025-01-01 and its last bar; the data covers 2024-01-01 to 2024-01-10.',
    });
    expect(resolveRange(candles, 'soon')).toMatchObject({
      ok: false,
      message: expect.stringContaining('start is "soon"'),
    });
    expect(resolveRange(daily(0))).toMatchObject({ ok: false });
  });

  it('is cut without copying', () => {
    const part = sliceCandles(candles, 2, 4);
    expect([...part.open]).toEqual([3, 4]);
    expect(part.open.buffer).toBe(candles.open.buffer);
    expect(() => sliceCandles(candles, 4, 11)).toThrow(RangeError);
  });
});

describe('times', () => {
  it.each<[string, string | undefined, string | null]>([
    ['2024-01-31', undefined, '2024-01-31T00:00:00.000Z'],
    ['2024-01-31T09:30:00.123456+05:30', undefined, '2024-01-31T04:00:00.123Z'],
    ['2024-01-31 09:30 UTC', undefined, '2024-01-31T09:30:00.000Z'],
    ['20240131', undefined, '2024-01-31T00:00:00.000Z'],
    ['1706659200', undefined, '2024-01-31T00:00:00.000Z'],
    ['1706659200.5', undefined, '2024-01-31T00:00:00.500Z'],
    ['1706659200000', undefined, '2024-01-31T00:00:00.000Z'],
    ['31.01.2024', 'DD.MM.YYYY', '2024-01-31T00:00:00.000Z'],
    ['1/31/2024 9:05', 'MM/DD/YYYY HH:mm', '2024-01-31T09:05:00.000Z'],
    ['31.01.2024', undefined, null],
    ['31.01.2024 09:30', 'DD.MM.YYYY', null],
    ['2024-01', 'YYYY-MM', null],
    ['2024-13-01', undefined, null],
    ['2024-01-31T25:00:00Z', undefined, null],
    ['12', undefined, null],
  ])('%s (%s)', (text, format, expected) => {
    const parsed = parseTime(text, format);
    expect(parsed && new Date(parsed.ms).toISOString()).toBe(expected);
  });
});
