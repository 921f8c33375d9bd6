import { absoluteColumn, largerColumn, smallerColumn } from '../columns';
import type { PointwiseFunction } from './function.types';

/** Of one argument, in which it rises. */
function unary(
  name: string,
  apply: (x: number) => number,
  unit: PointwiseFunction['unit'],
  doc: string,
): PointwiseFunction {
  const parameters = [{ name: 'x', kind: 'series' }] as const;
  return { kind: 'pointwise', name, parameters, variadic: false, rising: true, apply, unit, doc };
}

/** Rising in each of its arguments. */
function variadic(
  name: string,
  { apply, column }: Pick<PointwiseFunction, 'apply' | 'column'>,
  doc: string,
): PointwiseFunction {
  const parameters = [
    { name: 'a', kind: 'series' },
    { name: 'b', kind: 'series' },
  ] as const;
  return { kind: 'pointwise', name, parameters, variadic: true, rising: true, apply, column, unit: 'same', doc };
}

export const POINTWISE_FUNCTIONS: readonly PointwiseFunction[] = [
  { ...unary('abs', Math.abs, 'same', 'Absolute value.'), rising: false, column: absoluteColumn },
  variadic(
    'min',
    { apply: Math.min, column: smallerColumn },
    'Smallest of two or more values; undefined if one of them is.',
  ),
  variadic(
    'max',
    { apply: Math.max, column: largerColumn },
    'Largest of two or more values; undefined if one of them is.',
  ),
  unary('log', Math.log, 'none', 'Natural logarithm; undefined below zero.'),
  unary('exp', Math.exp, 'none', 'e to the power of x.'),
  unary('sqrt', Math.sqrt, 'none', 'Square root; undefined below zero.'),
  unary('round', Math.round, 'same', 'Nearest whole number, halves towards plus infinity.'),
  unary('floor', Math.floor, 'same', 'Largest whole number not above x.'),
  unary('ceil', Math.ceil, 'same', 'Smallest whole number not below x.'),
  unary('sign', Math.sign, 'none', '1 above zero, -1 below, 0 at zero.'),
];
