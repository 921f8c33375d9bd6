import type { Interval } from '#quant/candles';
import type { IndicatorArgument, IndicatorDefinition, IndicatorInput } from './indicator.types';

type SeriesArgument = IndicatorArgument & { kind: 'series' };
type NumberArgument = IndicatorArgument & { kind: 'integer' | 'float' };
type IntervalArgument = IndicatorArgument & { kind: 'interval' };
type Signature = readonly (SeriesArgument | NumberArgument | IntervalArgument)[];

/** The values of a call, in the order of its signature. */
type Values<S extends Signature> = {
  [K in keyof S]: S[K] extends SeriesArgument ? Float64Array : S[K] extends IntervalArgument ? Interval : number;
};

/** The numbers alone. */
type Numbers<S extends Signature> = S extends readonly [infer Head, ...infer Rest extends Signature]
  ? Head extends SeriesArgument | IntervalArgument
    ? Numbers<Rest>
    : [number, ...Numbers<Rest>]
  : [];

type IndicatorSketch<S extends Signature> = Omit<IndicatorDefinition, 'arguments' | 'firstValid' | 'compute'> & {
  arguments: S;
  firstValid(...numbers: Numbers<S>): number | number[];
  compute(input: IndicatorInput, ...values: Values<S>): Float64Array[];
};

/**
 * Lets an indicator be written as the function it is: `compute` takes the arguments of its signature by position, typed
 * from `arguments`.
 *
 * What holds for all: a value that would need a bar before the first, or a division of anything by zero that the
 * definition does not settle, is NaN. Series may begin with NaN (they are other indicators' results): seeds take the
 * first values that are defined. A NaN inside a window makes that window's result NaN; a recursion skips it.
 */
export function defineIndicator<const S extends Signature>(sketch: IndicatorSketch<S>): IndicatorDefinition {
  return {
    ...sketch,
    arguments: [...sketch.arguments],
    firstValid: (numbers) => sketch.firstValid(...(numbers as Numbers<S>)),
    compute: (input) => sketch.compute(input, ...callValues(sketch.arguments, input)),
  };
}

function callValues<S extends Signature>(signature: S, { series, numbers, intervals }: IndicatorInput): Values<S> {
  const constants = numbers.values();
  const given = { series: series.values(), integer: constants, float: constants, interval: intervals.values() };
  return signature.map(({ kind }) => given[kind].next().value) as Values<S>;
}

/** A column: a price, a volume, another indicator's line. */
export function series(name: string): SeriesArgument {
  return { name, kind: 'series' };
}

/** A number of bars. Without `standard` the formula must give it. */
export function bars(name: string, standard?: number, min = 1): NumberArgument {
  return standard === undefined ? { name, kind: 'integer', min } : { name, kind: 'integer', default: standard, min };
}

/** A bar size, such as that of the bars a value is taken from. */
export function interval(name: string, standard: Interval): IntervalArgument {
  return { name, kind: 'interval', default: standard };
}

/** A real constant: a band's width, a smoothing factor. */
export function factor(
  name: string,
  standard: number,
  limits: { min?: number; max?: number } = { min: 0 },
): NumberArgument {
  return { name, kind: 'float', default: standard, ...limits };
}
