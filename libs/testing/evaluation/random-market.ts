import type { Candles, Interval } from '#quant/candles';
import { intervalMs } from '#quant/candles';
import { createRng } from '#kernel';

/**
 * - `walk`, `cycle`: trends, no two prices alike. `ticks`: whole prices around 100. `levels`: three prices, so nearly
 *   everything is equal to something. `ulps`: neighbouring doubles. `still`: one price.
 * - `spikes`: prices tenfold for a bar. `wild`: prices that multiply and collapse. `vast`: 1e-9 beside 1e9.
 * - `broken`: prices of zero and less, which no fast tier takes.
 */
export const MARKET_KINDS = [
  'ticks', 'walk', 'cycle', 'levels', 'still', 'ulps', 'spikes', 'wild', 'vast', 'broken',
] as const; // prettier-ignore
export type MarketKind = (typeof MARKET_KINDS)[number];

/** A market in a few words: data of any length without drawing each bar by arbitrary, and a shorter one is its beginning. */
export interface MarketShape {
  seed: number;
  bars: number;
  kind: MarketKind;
  /** Every price times this. */
  scale: number;
  /** Share of the bars on which nothing is traded. */
  silent: number;
  interval: Interval;
}

/** Draws of one bar, by purpose. */
type Draw = (lane: number) => number;

interface PriceRule {
  next: (draw: Draw, before: number, bar: number) => number;
  /** How far beyond its other prices a bar reaches. */
  wick: (draw: number, price: number) => number;
}

const UP_TO_TWO_PERCENT = (draw: number, price: number): number => 0.02 * draw * price;
const WHOLE = (draw: number): number => Math.floor(3 * draw);
const ULP_OF_100 = 2 ** -46;

const RULES: Record<MarketKind, PriceRule> = {
  ticks: { next: (draw, before) => within(70, before + Math.floor(7 * draw(0)) - 3, 130), wick: WHOLE },
  walk: { next: (draw, before) => before * (0.97 + 0.06 * draw(0)), wick: UP_TO_TWO_PERCENT },
  cycle: { next: (draw, _, bar) => 100 + 20 * Math.sin(bar / 6) + draw(0), wick: UP_TO_TWO_PERCENT },
  levels: { next: (draw) => 98 + 2 * Math.floor(3 * draw(0)), wick: WHOLE },
  still: { next: () => 100, wick: () => 0 },
  ulps: {
    next: (draw) => 100 + ULP_OF_100 * Math.floor(5 * draw(0)),
    wick: (draw) => ULP_OF_100 * Math.floor(2 * draw),
  },
  spikes: { next: (draw) => (draw(1) < 0.03 ? 1000 : 95 + 10 * draw(0)), wick: UP_TO_TWO_PERCENT },
  wild: { next: (draw, before) => within(1e-3, before * (0.3 + 2 * draw(0)), 1e6), wick: UP_TO_TWO_PERCENT },
  vast: { next: (draw) => 10 ** (18 * draw(0) - 9), wick: UP_TO_TWO_PERCENT },
  broken: { next: (draw) => Math.floor(12 * draw(0)) - 1, wick: WHOLE },
};

export function randomMarket({ seed, bars, kind, scale, silent, interval }: MarketShape): Candles {
  const { uniform } = createRng(seed, 'random-market');
  const column = (): Float64Array => new Float64Array(bars);
  const [time, open, high, low, close, volume] = [column(), column(), column(), column(), column(), column()];
  const { next, wick } = RULES[kind];
  let before = 100;
  let label = Date.UTC(2024, 0, 1);
  for (let bar = 0; bar < bars; bar++) {
    const draw: Draw = (lane) => uniform(bar, lane);
    const first = draw(4) < 0.5 ? before : next((lane) => draw(lane + 8), before, bar);
    const last = next(draw, before, bar);
    const [top, bottom] = [Math.max(first, last), Math.min(first, last)];
    open[bar] = scale * first;
    close[bar] = scale * last;
    high[bar] = scale * (top + Math.abs(wick(draw(2), top)));
    low[bar] = scale * (bottom - Math.abs(wick(draw(3), bottom)));
    volume[bar] = draw(5) < silent ? 0 : Math.floor(1000 * draw(6));
    time[bar] = label;
    label = labelAfter(label, interval, draw(7));
    before = last;
  }
  return { symbol: kind, interval, time, open, high, low, close, volume };
}

/** Now and then some bars are missing. */
function labelAfter(label: number, interval: Interval, draw: number): number {
  const bars = draw < 0.1 ? 1 + Math.floor(40 * draw) : 1;
  if (interval !== '1M') return label + bars * intervalMs(interval);
  const date = new Date(label);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + bars, 1);
}

function within(least: number, value: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
