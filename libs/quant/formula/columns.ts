import type { ArithmeticOperator, ComparisonOperator } from './syntax';

/** A column of numbers (NaN = not defined) or of conditions (0 or 1), one entry per bar. */
export type Column = Float64Array | Uint8Array;

export function at(column: Column, bar: number): number {
  return column[bar] ?? NaN;
}

/**
 * Values of `bars` bars ago; what lies before the first bar is not defined. A negative number gives the values of later
 * bars: no rule can ask for them, but the price of an order is read when the next bar has opened.
 */
export function delaySeries(column: Float64Array, bars: number): Float64Array {
  const delayed = new Float64Array(column.length);
  const shift = Math.max(-column.length, Math.min(bars, column.length));
  delayed.set(shift < 0 ? column.subarray(-shift) : column.subarray(0, column.length - shift), Math.max(0, shift));
  return shift < 0 ? delayed.fill(NaN, column.length + shift) : delayed.fill(NaN, 0, shift);
}

/** Conditions of `bars` bars ago; before the first bar nothing holds. */
export function delayCondition(column: Uint8Array, bars: number): Uint8Array {
  const delayed = new Uint8Array(column.length);
  if (bars < column.length) delayed.set(column.subarray(0, column.length - bars), bars);
  return delayed;
}

/** Numbers to be read bar by bar: a column (step 1) or one number for all bars (step 0). */
export interface Operand {
  readonly values: Float64Array;
  readonly step: 0 | 1;
}

export function calculateColumn(
  operator: ArithmeticOperator,
  { values: a, step: p }: Operand,
  { values: b, step: q }: Operand,
  length: number,
): Float64Array {
  const out = new Float64Array(length);
  switch (operator) {
    case '+':
      for (let t = 0, i = 0, j = 0; t < length; t++, i += p, j += q) out[t] = at(a, i) + at(b, j);
      return out;
    case '-':
      for (let t = 0, i = 0, j = 0; t < length; t++, i += p, j += q) out[t] = at(a, i) - at(b, j);
      return out;
    case '*':
      for (let t = 0, i = 0, j = 0; t < length; t++, i += p, j += q) out[t] = at(a, i) * at(b, j);
      return out;
    case '/':
      for (let t = 0, i = 0, j = 0; t < length; t++, i += p, j += q) out[t] = at(a, i) / at(b, j);
      return out;
  }
}

export function negateColumn(a: Float64Array): Float64Array {
  const out = new Float64Array(a.length);
  for (let t = 0; t < out.length; t++) out[t] = -at(a, t);
  return out;
}

/** Comparison bar by bar; where either side is not defined it is false, `!=` included. */
export function compareColumns(
  operator: ComparisonOperator,
  { values: a, step: p }: Operand,
  { values: b, step: q }: Operand,
  length: number,
): Uint8Array {
  const out = new Uint8Array(length);
  switch (operator) {
    case '<':
      for (let t = 0, i = 0, j = 0; t < length; t++, i += p, j += q) out[t] = at(a, i) < at(b, j) ? 1 : 0;
      return out;
    case '<=':
      for (let t = 0, i = 0, j = 0; t < length; t++, i += p, j += q) out[t] = at(a, i) <= at(b, j) ? 1 : 0;
      return out;
    case '>':
      for (let t = 0, i = 0, j = 0; t < length; t++, i += p, j += q) out[t] = at(a, i) > at(b, j) ? 1 : 0;
      return out;
    case '>=':
      for (let t = 0, i = 0, j = 0; t < length; t++, i += p, j += q) out[t] = at(a, i) >= at(b, j) ? 1 : 0;
      return out;
    case '==':
      for (let t = 0, i = 0, j = 0; t < length; t++, i += p, j += q) out[t] = at(a, i) === at(b, j) ? 1 : 0;
      return out;
    case '!=':
      for (let t = 0, i = 0, j = 0; t < length; t++, i += p, j += q) {
        out[t] = at(a, i) < at(b, j) || at(a, i) > at(b, j) ? 1 : 0;
      }
      return out;
  }
}

/** The mean of some columns, bar by bar. */
export function meanColumn([first, ...rest]: readonly [Float64Array, ...Float64Array[]]): Float64Array {
  const out = first.slice();
  for (const column of rest) for (let t = 0; t < out.length; t++) out[t] = at(out, t) + at(column, t);
  const count = rest.length + 1;
  for (let t = 0; t < out.length; t++) out[t] = at(out, t) / count;
  return out;
}

export function absoluteColumn({ values: a, step: p }: Operand, _: Operand, length: number): Float64Array {
  const out = new Float64Array(length);
  for (let t = 0, i = 0; t < length; t++, i += p) out[t] = Math.abs(at(a, i));
  return out;
}

export function smallerColumn(
  { values: a, step: p }: Operand,
  { values: b, step: q }: Operand,
  length: number,
): Float64Array {
  const out = new Float64Array(length);
  for (let t = 0, i = 0, j = 0; t < length; t++, i += p, j += q) out[t] = Math.min(at(a, i), at(b, j));
  return out;
}

export function largerColumn(
  { values: a, step: p }: Operand,
  { values: b, step: q }: Operand,
  length: number,
): Float64Array {
  const out = new Float64Array(length);
  for (let t = 0, i = 0, j = 0; t < length; t++, i += p, j += q) out[t] = Math.max(at(a, i), at(b, j));
  return out;
}

/** `apply` bar by bar. */
export function mapColumns(
  apply: (left: number, right: number) => number,
  { values: a, step: p }: Operand,
  { values: b, step: q }: Operand,
  length: number,
): Float64Array {
  const out = new Float64Array(length);
  for (let t = 0, i = 0, j = 0; t < length; t++, i += p, j += q) out[t] = apply(at(a, i), at(b, j));
  return out;
}

export function combineConditions(operator: 'and' | 'or' | '==' | '!=', a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length);
  switch (operator) {
    case 'and':
      for (let t = 0; t < out.length; t++) out[t] = at(a, t) & at(b, t);
      return out;
    case 'or':
      for (let t = 0; t < out.length; t++) out[t] = at(a, t) | at(b, t);
      return out;
    case '==':
      for (let t = 0; t < out.length; t++) out[t] = at(a, t) ^ at(b, t) ^ 1;
      return out;
    case '!=':
      for (let t = 0; t < out.length; t++) out[t] = at(a, t) ^ at(b, t);
      return out;
  }
}

export function invertCondition(a: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length);
  for (let t = 0; t < out.length; t++) out[t] = at(a, t) ^ 1;
  return out;
}

/** Where the condition holds the value of `a`, else that of `b`. */
export function chooseColumn(
  condition: Uint8Array,
  { values: a, step: p }: Operand,
  { values: b, step: q }: Operand,
): Float64Array {
  const out = new Float64Array(condition.length);
  for (let t = 0, i = 0, j = 0; t < out.length; t++, i += p, j += q) out[t] = condition[t] === 1 ? at(a, i) : at(b, j);
  return out;
}
