/** A decimal number exactly: `units · 10^−scale`, scale ≥ 0. */
export interface Decimal {
  units: bigint;
  scale: number;
}

/** The decimal a person wrote to get this double: its shortest text (`0.1` is 1·10⁻¹, not the double's binary value). */
export function decimalOf(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const units = BigInt(whole + fraction);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

/** The same number in units of `10^−scale`; `scale` must not be below its own. */
export function unitsAt(decimal: Decimal, scale: number): bigint {
  return decimal.units * 10n ** BigInt(scale - decimal.scale);
}

/** The double nearest to `units · 10^−scale` (reading decimal text rounds correctly, ECMA-262 §12.9.3). */
export function nearestDouble(units: bigint, scale: number): number {
  return Number(`${units}e-${scale}`);
}
