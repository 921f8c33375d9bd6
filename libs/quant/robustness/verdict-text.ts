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

/** `1 trial`, `2 trials`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The parameters of one trial: `rsi 14, entry 28`. */
export function settingOf({ space, codes }: Trials, trial: number): string {
  const parts = space.parameters.flatMap((parameter, i) => {
    const code = codes[i]?.[trial] ?? NaN;
    return Number.isNaN(code) ? [] : [`${parameter.name} ${valueText(parameter, code)}`];
  });
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

function rangeText(parameter: SpaceParameter, codes: readonly number[]): string {
  const { name, levels, ordered } = parameter;
  const [low = NaN] = codes;
  const high = codes.at(-1) ?? NaN;
  if (levels !== null && levels > 1 && codes.length === levels) return `any ${name}`;
  if (low === high) return `${name} ${valueText(parameter, low)}`;
  if (ordered) return `${name} ${valueText(parameter, low)}–${valueText(parameter, high)}`;
  return `${name} ${codes.map((code) => valueText(parameter, code)).join('/')}`;
}

/** Grid values as they are, drawn ones without their last random digits. */
function valueText({ levels, valueAt }: SpaceParameter, code: number): string {
  return String(levels === null ? Number(code.toPrecision(6)) : valueAt(code));
}
