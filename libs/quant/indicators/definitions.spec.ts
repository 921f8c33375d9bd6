import { type Candles, tradingCalendar } from '#quant/candles';
import { candlesOf, constantCandles, wavyCandles } from '#testing';
import { findIndicator, indicatorNames } from './catalogue';

interface Call {
  numbers?: number[];
  series?: number[][];
  candles?: Candles;
}

/** Values of one output of an indicator; candles default to bars without range at the first series. */
function values(
  name: string,
  { numbers = [], series = [], candles = flatBars(series[0] ?? []) }: Call,
  output?: string,
) {
  const definition = findIndicator(name);
  if (!definition) throw new Error(`There is no indicator ${name}.`);
  const columns = series.map((column) => Float64Array.from(column));
  const lines = definition.compute({
    candles,
    series: columns,
    numbers,
    intervals: [],
    periodsPerYear: 252,
    calendar: tradingCalendar(candles),
  });
  return [...(lines[definition.outputs.indexOf(output ?? 'value')] ?? [])];
}

function flatBars(closes: number[]): Candles {
  return candlesOf(closes.length, (i) => {
    const price = closes[i] ?? NaN;
    return { open: price, high: price, low: price, close: price, volume: 100 };
  });
}

/** Bars from rows [open, high, low, close, volume]. */
function bars(...rows: [number, number, number, number, number][]): Candles {
  return candlesOf(rows.length, (i) => {
    const [open, high, low, close, volume] = rows[i] ?? [NaN, NaN, NaN, NaN, NaN];
    return { open, high, low, close, volume };
  });
}

describe('seeds', () => {
  it('ema and rma start with the mean of the first n values', () => {
    expect(values('ema', { series: [[1, 2, 3, 4]], numbers: [3] })).toEqual([NaN, NaN, 2, 3]);
    expect(values('rma', { series: [[1, 2, 3, 8]], numbers: [3] })).toEqual([NaN, NaN, 2, 4]);
  });

  it('emaFirst starts with the first value', () => {
    expect(values('emaFirst', { series: [[4, 8, 8]], numbers: [3] })).toEqual([4, 6, 7]);
  });

  it('an undefined value does not count, neither for the seed nor later', () => {
    expect(values('ema', { series: [[NaN, 1, NaN, 3, 5, NaN, 8]], numbers: [3] })).toEqual(
      [NaN, NaN, NaN, NaN, 3, NaN, 5.5], // prettier-ignore
    );
  });

  it('the true range leaves out the first bar, so atr(n) starts with TR_1 … TR_n', () => {
    const candles = bars([10, 12, 9, 11, 1], [11, 13, 11, 12, 1], [15, 16, 14, 15, 1]);
    expect(values('tr', { candles })).toEqual([NaN, 2, 4]);
    expect(values('atr', { candles, numbers: [2] })).toEqual([NaN, NaN, 3]);
  });

  it('obv starts at 0', () => {
    expect(values('obv', { series: [], candles: flatBars([1, 2, 2, 1]) })).toEqual([0, 100, 100, 0]);
  });
});

describe('markets that do not move', () => {
  const still = constantCandles(12, 1.1);
  const flat = new Array<number>(12).fill(1.1);

  it.each(['sma', 'ema', 'emaFirst', 'rma', 'wma', 'dema', 'tema', 'zlema', 'highest', 'lowest', 'lsma', 'mcginley'])(
    'the average of a constant price is the price: %s',
    (name) => {
      const average = values(name, { series: [flat], numbers: [3] });
      expect(new Set(average.filter((value) => !Number.isNaN(value)))).toEqual(new Set([1.1]));
    },
  );

  it('rsi is 50 without changes, 100 without falls, 0 without rises', () => {
    expect(values('rsi', { series: [[5, 5, 5]], numbers: [2] })[2]).toBe(50);
    expect(values('rsi', { series: [[5, 6, 6]], numbers: [2] })[2]).toBe(100);
    expect(values('rsi', { series: [[5, 4, 4]], numbers: [2] })[2]).toBe(0);
  });

  it('stoch is 50 at the start and keeps its last raw value later', () => {
    expect(values('stoch', { candles: still, numbers: [3, 1, 1] }, 'k').slice(2)).toEqual(new Array(10).fill(50));
    const fallen = flatBars([3, 2, 1, 1, 1]);
    expect(values('stoch', { candles: fallen, numbers: [2, 1, 1] }, 'k')).toEqual([NaN, 0, 0, 0, 0]);
  });

  it('zscore is 0, ibs is 0.5, er is 0', () => {
    expect(values('zscore', { series: [flat], numbers: [3] })[11]).toBe(0);
    expect(values('ibs', { candles: still })[11]).toBe(0.5);
    expect(values('er', { series: [flat], numbers: [3] })[11]).toBe(0);
  });

  it('what would be 0/0 is not defined: willr, cci, cmo, pctB, dmi', () => {
    const last = [
      values('willr', { candles: still, numbers: [3] }),
      values('cci', { candles: still, numbers: [3] }),
      values('cmo', { series: [flat], numbers: [3] }),
      values('bb', { series: [flat], numbers: [3, 2] }, 'pctB'),
      values('dmi', { candles: still, numbers: [3] }, 'plus'),
    ].map((line) => line[11]);
    expect(last).toEqual([NaN, NaN, NaN, NaN, NaN]);
  });
});

describe('definitions with a trap', () => {
  it('cmo takes plain sums of rises and falls, not smoothed ones', () => {
    expect(values('cmo', { series: [[10, 11, 13, 12, 11]], numbers: [3] })).toEqual([NaN, NaN, NaN, 50, 0]);
  });

  it('rsi smooths as Wilder does', () => {
    expect(values('rsi', { series: [[1, 2, 3, 2]], numbers: [2] })).toEqual([NaN, NaN, 100, 50]);
  });

  it('stdev is the population form', () => {
    expect(values('stdev', { series: [[2, 4, 4, 4, 5, 5, 7, 9]], numbers: [8] })[7]).toBe(2);
  });

  it('stdev survives large prices with small moves', () => {
    const x = [1e9 + 1, 1e9 + 2, 1e9 + 3];
    expect(values('stdev', { series: [x], numbers: [3] })[2]).toBeCloseTo(Math.sqrt(2 / 3), 12);
  });

  it('hv scales with the bars per year of the instrument', () => {
    const hv = values('hv', { candles: flatBars([1, Math.E, 1]), numbers: [2] });
    expect(hv[2]).toBeCloseTo(Math.sqrt(252), 12);
  });

  it('percentRank counts previous values strictly below', () => {
    expect(values('percentRank', { series: [[1, 2, 3, 2]], numbers: [3] })[3]).toBeCloseTo(100 / 3, 12);
  });

  it('regression: slope, end point and R² of a line and of a bend', () => {
    expect(values('linregSlope', { series: [[1, 3, 5]], numbers: [3] })[2]).toBe(2);
    expect(values('lsma', { series: [[1, 3, 5]], numbers: [3] })[2]).toBe(5);
    expect(values('linregR2', { series: [[1, 3, 5]], numbers: [3] })[2]).toBeCloseTo(1, 12);
    expect(values('linregR2', { series: [[0, 3, 0]], numbers: [3] })[2]).toBe(0);
  });

  it('corr of a series with its mirror image is -1', () => {
    const { close } = wavyCandles(20);
    const series = [[...close], [...close].map((price) => 300 - price)];
    expect(values('corr', { series, numbers: [10] })[19]).toBeCloseTo(-1, 12);
  });

  it('aroon looks at n+1 bars and takes the latest of equal extremes', () => {
    expect(values('aroon', { candles: flatBars([9, 5, 5, 5, 5]), numbers: [4] }, 'up')[4]).toBe(0);
    expect(values('aroon', { candles: flatBars([9, 5, 5, 5, 5]), numbers: [4] }, 'down')[4]).toBe(100);
  });

  it('streak counts runs and forgets them on an unchanged price', () => {
    expect(values('streak', { series: [[1, 2, 3, 2, 1, 1, 2]] })).toEqual([NaN, 1, 2, -1, -2, 0, 1]);
  });

  it('ichimoku shows the cloud under the price, drawn k bars ago', () => {
    const candles = wavyCandles(40);
    const numbers = [3, 5, 8];
    const ahead = values('ichimoku', { candles, numbers }, 'futA');
    expect(values('ichimoku', { candles, numbers }, 'spanA').slice(5)).toEqual(ahead.slice(0, -5));
  });

  it('a fractal is known w bars after its peak, not before', () => {
    const candles = flatBars([1, 2, 5, 2, 1, 1]);
    expect(values('fractal', { candles, numbers: [2] }, 'up')).toEqual([NaN, NaN, NaN, NaN, 5, 5]);
  });

  it('tdsetup counts closes below the close four bars earlier', () => {
    const candles = flatBars([9, 9, 9, 9, 8, 7, 9, 6]);
    expect(values('tdsetup', { candles }, 'buy')).toEqual([NaN, NaN, NaN, NaN, 1, 2, 0, 1]);
  });

  it('heikin averages the bar and its own past', () => {
    const candles = bars([10, 14, 8, 12, 1], [12, 16, 10, 14, 1]);
    expect(values('heikin', { candles }, 'open')).toEqual([11, 11]);
    expect(values('heikin', { candles }, 'close')).toEqual([11, 13]);
  });

  it('nvi moves on falling volume only, pvi on rising', () => {
    const candles = bars([1, 1, 1, 10, 5], [1, 1, 1, 20, 4], [1, 1, 1, 30, 6]);
    expect(values('nvi', { candles })).toEqual([NaN, 2000, 2000]);
    expect(values('pvi', { candles })).toEqual([NaN, 1000, 1500]);
  });

  it('volume-weighted values need volume', () => {
    const silent = { ...flatBars([1, 2, 3]), volume: Float64Array.of(0, 0, 5) };
    expect(values('vwapR', { candles: silent, numbers: [2] })).toEqual([NaN, NaN, 3]);
  });
});

describe('volatility from ranges', () => {
  const candles = candlesOf(3, () => ({ open: 1, high: Math.E, low: 1, close: 1, volume: 1 }));

  it('parkinson takes ln(H/L)² / (4 ln 2)', () => {
    expect(values('parkinson', { candles, numbers: [3] })[2]).toBeCloseTo(Math.sqrt(252 / (4 * Math.LN2)), 12);
  });

  it('gk takes half of ln(H/L)² and subtracts the body', () => {
    expect(values('gk', { candles, numbers: [3] })[2]).toBeCloseTo(Math.sqrt(252 / 2), 12);
  });

  it('ulcer squares the draw-downs from the highest close of the window', () => {
    const fallen = flatBars([100, 90, 80]);
    expect(values('ulcer', { candles: fallen, numbers: [2] })[2]).toBeCloseTo(
      Math.sqrt((10 ** 2 + (100 / 9) ** 2) / 2),
      12,
    );
  });
});

describe('weights', () => {
  it.each([
    ['t3', [3, 0.7]],
    ['alma', [4, 0.85, 6]],
    ['vwma', [4]],
    ['hma', [4]],
  ])('of %s add up to one', (name, numbers) => {
    const constant = new Array<number>(30).fill(7.3);
    expect(values(name, { series: [constant], numbers })[29]).toBeCloseTo(7.3, 12);
  });

  it('of alma lie to the right for a large offset', () => {
    const jump = { series: [[0, 0, 0, 0, 1]], numbers: [5, 1, 6] };
    expect(values('alma', jump)[4]).toBeGreaterThan(0.6);
    expect(values('alma', { ...jump, numbers: [5, 0, 6] })[4]).toBeLessThan(0.01);
  });
});

describe('oscillators by hand', () => {
  it('bop averages body ÷ range, 0 for a bar without range', () => {
    const candles = bars([10, 12, 8, 11, 1], [5, 5, 5, 5, 1]);
    expect(values('bop', { candles, numbers: [2] })).toEqual([NaN, 0.125]);
  });

  it('smi is the distance from the middle of the range, in half ranges', () => {
    const candles = bars([10, 12, 8, 11, 1], [10, 12, 8, 11, 1]);
    expect(values('smi', { candles, numbers: [2, 1, 1] })).toEqual([NaN, 50]);
  });

  it('dpo compares the close k bars ago with the mean of now', () => {
    expect(values('dpo', { candles: flatBars([1, 2, 3, 8]), numbers: [2] })).toEqual([NaN, NaN, -1.5, -3.5]);
  });

  it('coppock weighs the sum of two rates of change', () => {
    const candles = flatBars([100, 110, 121, 121]);
    expect(values('coppock', { candles, numbers: [2, 2, 1] })[3]).toBeCloseTo((1 * 31 + 2 * 10) / 3, 12);
  });

  it('uo weighs three windows 4 : 2 : 1', () => {
    const candles = bars([2, 2, 2, 2, 1], [2, 4, 2, 4, 1], [4, 4, 2, 3, 1]);
    expect(values('uo', { candles, numbers: [1, 1, 2] })[2]).toBeCloseTo((100 * (4 * 0.5 + 2 * 0.5 + 0.75)) / 7, 12);
  });

  it('fisher starts from zero and repeats itself one bar later as its trigger', () => {
    const candles = flatBars([1, 2, 3]);
    const first = Math.atanh(0.33);
    const second = Math.atanh(0.33 + 0.67 * 0.33) + 0.5 * first;
    const fisher = values('fisher', { candles, numbers: [2] }, 'fisher');
    expect(fisher[1]).toBeCloseTo(first, 12);
    expect(fisher[2]).toBeCloseTo(second, 12);
    expect(values('fisher', { candles, numbers: [2] }, 'trigger')[2]).toBe(fisher[1]);
  });
});

describe('candle patterns', () => {
  const falling = [12, 12.5, 9.5, 10, 1] as [number, number, number, number, number];

  it('a rise over the whole body of a fall engulfs it, upside down too', () => {
    const candles = bars(falling, [9.9, 13, 9.5, 12.2, 1], [12.3, 12.5, 9, 9.8, 1]);
    expect(values('engulfBull', { candles })).toEqual([NaN, 1, 0]);
    expect(values('engulfBear', { candles })).toEqual([NaN, 0, 1]);
  });

  it('a hammer has its wick below, a shooting star above', () => {
    const candles = bars([10, 10.5, 8, 10.4, 1], [10, 12, 9.8, 9.9, 1], [5, 5, 5, 5, 1]);
    expect(values('hammer', { candles, numbers: [0.33, 2] })).toEqual([1, 0, 0]);
    expect(values('shootingStar', { candles, numbers: [0.33, 2] })).toEqual([0, 1, 0]);
  });

  it('nr is strictly the narrowest of k bars', () => {
    const candles = bars([5, 6, 4, 5, 1], [5, 7, 3, 5, 1], [5, 6, 4, 5, 1], [5, 5.5, 4, 5, 1]);
    expect(values('nr', { candles, numbers: [3] })).toEqual([NaN, NaN, 0, 1]);
  });
});

describe('the catalogue of indicators', () => {
  it('finds an indicator by its exact name', () => {
    expect(findIndicator('sma')?.title).toBe('Simple moving average');
    expect(findIndicator('SMA')).toBeUndefined();
    expect(indicatorNames()).toEqual([...indicatorNames()].sort());
  });
});
