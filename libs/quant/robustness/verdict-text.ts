import type { Space, SpaceParameter } from '#quant/space';
import type { Ranking } from './rank-trials';

interface Trials {
  space: Space;
  codes: readonly Float64Array[];
  ranking: Ranking;
}

/** Three significant digits, no exponent where a person would not write one: `1.84`, `216`, `0.000123`. */
export function formatNumber(value: number): string {
  if (Math.abs(value) >= 1000) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}

/** The parameters of one trial: `rsi 14, entry 28`. */
export function settingOf({ space, codes }: Trials, trial: number): string {
  const set = space.setOf(codes.map((column) => column[trial] ?? NaN));
  const parts = Object.entries(set).map(([name, value]) => `${name} ${valueText(value)}`);
  return parts.join(', ') || 'the only setting';
}

/** What the trials of the pick's region have: `rsi 12–17, entry 26–31, any exit`. */
export function regionText({ space, codes, ranking }: Trials): string {
  return space.parameters
    .flatMap((parameter, i) => {
      const inRegion = [...ranking.region]
        .map((trial) => codes[i]?.[trial] ?? NaN)
        .filter((code) => !Number.isNaN(code));
      return inRegion.length === 0
        ? []
        : [
            rangeText(
              parameter,
              [...new Set(inRegion)].sort((a, b) => a - b),
            ),
          ];
    })
    .join(', ');
}

function rangeText({ name, levels, ordered, valueAt }: SpaceParameter, codes: readonly number[]): string {
  const [low = NaN] = codes;
  const high = codes.at(-1) ?? NaN;
  if (levels !== null && levels > 1 && codes.length === levels) return `any ${name}`;
  if (low === high) return `${name} ${valueText(valueAt(low))}`;
  if (ordered) return `${name} ${valueText(valueAt(low))}–${valueText(valueAt(high))}`;
  return `${name} ${codes.map((code) => valueText(valueAt(code))).join('/')}`;
}

/** Grid values as they are, drawn ones without their last random digits. */
function valueText(value: string | number | boolean): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : String(value);
}
