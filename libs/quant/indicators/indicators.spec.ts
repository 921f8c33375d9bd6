import * as fc from 'fast-check';
import { type Candles, type Interval, isInterval, sliceCandles, tradingCalendar } from '#quant/candles';
import { constantCandles, randomWalk, wavyCandles } from '#testing';
import { INDICATORS } from './registry.generated';
import type { IndicatorArgument, IndicatorDefinition, IndicatorInput } from './indicator.types';

/** Defined only once the data have shown something, which may take longer than the bars it needs. */
const WAITS_FOR_AN_EVENT = new Set(['fractal']);

/** Not defined where a bar is a whole session. */
const NEEDS_BARS_WITHIN_A_SESSION = new Set(['orHigh', 'orLow']);

const HOUR_MS = 3_600_000;

/** Its first bars, as the hours of one day. */
function hoursOfOneDay(candles: Candles): Candles {
  const time = candles.time.map((_, i) => Date.UTC(2024, 0, 1) + i * HOUR_MS);
  return sliceCandles({ ...candles, interval: '1h', time }, 0, 24);
}

const isSeries = ({ kind }: IndicatorArgument): boolean => kind === 'series';

/** The catalogue's numbers, 5 where it has none; or small ones, so that short histories already give values. */
function numbersOf({ arguments: signature }: IndicatorDefinition, size: 'standard' | 'small'): number[] {
  return signature
    .filter(({ kind }) => kind === 'integer' || kind === 'float')
    .map(({ kind, default: standard = 5, min = 1 }, position) =>
      size === 'small' && kind === 'integer' ? Math.max(min, 6 - position) : Number(standard),
    );
}

function intervalsOf({ arguments: signature }: IndicatorDefinition): Interval[] {
  return signature.map((argument) => String(argument.default)).filter(isInterval);
}

function inputOf(indicator: IndicatorDefinition, candles: Candles, numbers: number[]): IndicatorInput {
  const columns = [candles.close, candles.volume];
  const series = indicator.arguments.filter(isSeries).map((_, i) => Float64Array.from(columns[i] ?? []));
  return {
    candles,
    series,
    numbers,
    intervals: intervalsOf(indicator),
    periodsPerYear: 252,
    calendar: tradingCalendar(candles),
  };
}

function linesOf(indicator: IndicatorDefinition, candles: Candles, numbers: number[]): Float64Array[] {
  return indicator.compute(inputOf(indicator, candles, numbers));
}

/** One first bar per output line. */
function firstBars(indicator: IndicatorDefinition, numbers: number[]): number[] {
  const first = indicator.firstValid(numbers);
  return typeof first === 'number' ? indicator.outputs.map(() => first) : first;
}

describe.each(INDICATORS.map((indicator) => [indicator.name, indicator] as const))('%s', (_name, indicator) => {
  const standard = numbersOf(indicator, 'standard');
  const small = numbersOf(indicator, 'small');

  it.each([
    ['standard', standard],
    ['small', small],
  ])('has its first value where it says, with %s numbers', (_size, numbers) => {
    const first = firstBars(indicator, numbers);
    const days = wavyCandles(Math.max(...first) + 30);
    const candles = NEEDS_BARS_WITHIN_A_SESSION.has(indicator.name) ? hoursOfOneDay(days) : days;
    const lines = linesOf(indicator, candles, numbers);
    lines.forEach((line, i) => {
      const actual = line.findIndex((value) => !Number.isNaN(value));
      if (WAITS_FOR_AN_EVENT.has(indicator.name)) expect(actual).toBeGreaterThanOrEqual(first[i] ?? NaN);
      else expect(actual).toBe(first[i]);
      expect(line.subarray(actual).every(Number.isFinite)).toBe(true);
    });
  });

  it('gives one column per output, as long as the candles', () => {
    fc.assert(
      fc.property(randomWalk({ minBars: 0, maxBars: 20 }), (candles) => {
        const lines = linesOf(indicator, candles, standard);
        expect(lines.map(({ length }) => length)).toEqual(indicator.outputs.map(() => candles.close.length));
      }),
      { numRuns: 10 },
    );
  });

  it('does not look ahead: on a prefix of the candles it gives the prefix of its values, bit for bit', () => {
    fc.assert(
      fc.property(randomWalk({ minBars: 40 }), fc.noBias(fc.integer({ min: 0, max: 100 })), (candles, percent) => {
        const bars = Math.floor((percent * candles.close.length) / 100);
        const whole = linesOf(indicator, candles, small);
        const part = linesOf(indicator, sliceCandles(candles, 0, bars), small);
        expect(part).toEqual(whole.map((line) => line.slice(0, bars)));
      }),
      { numRuns: 30 },
    );
  });

  it('never gives infinity, and leaves its input alone', () => {
    fc.assert(
      fc.property(randomWalk(), (candles) => {
        const input = inputOf(indicator, candles, small);
        const before = structuredClone(input);
        const lines = indicator.compute(input);
        expect(input).toEqual(before);
        expect(lines.flatMap((line) => [...line]).filter((value) => Math.abs(value) === Infinity)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('takes flat prices, bars without volume and a single bar', () => {
    const flat = constantCandles(80, 1.1);
    const silent = { ...flat, volume: new Float64Array(80) };
    for (const candles of [flat, silent, sliceCandles(flat, 0, 1)]) {
      const values = linesOf(indicator, candles, small).flatMap((line) => [...line]);
      expect(values.every((value) => Number.isNaN(value) || Number.isFinite(value))).toBe(true);
    }
  });

  if (indicator.arguments.some(isSeries)) {
    it('starts later, and otherwise alike, on a series that starts later', () => {
      const [candles, delay] = [wavyCandles(120), 7];
      const input = inputOf(indicator, candles, small);
      input.series.forEach((column) => column.fill(NaN, 0, delay));
      const late = inputOf(indicator, sliceCandles(candles, delay, 120), small);
      const lines = indicator.compute(input).map((line) => line.slice(delay));
      expect(lines).toEqual(indicator.compute(late));
    });
  }

  it('is documented', () => {
    expect(indicator.definition).not.toBe('');
    expect(indicator.source).not.toBe('');
    expect(indicator.outputs.length === 1).toBe(indicator.outputs[0] === 'value');
  });
});

it('has one indicator per name', () => {
  const names = INDICATORS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
