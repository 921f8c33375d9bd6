import type { StopColumns, TradeSignals } from '#quant/backtest';
import type { Candles } from '#quant/candles';
import { createRng } from '#kernel';
import { market } from './tiny-market';

/** How often the rules speak and how the market moves. */
export interface RandomSimulationShape {
  bars: number;
  /** A rule speaks on one bar of so many on average; 1 = on every bar. */
  rarity: number;
  /** `ticks`: whole prices around 100, ties and gaps abound. `wild`: prices that multiply and collapse. `still`: one price. */
  market: 'ticks' | 'wild' | 'still';
}

/**
 * Signals and candles from a seed: far quicker to make than by arbitrary, so thousands are tried in a second. Rules are
 * missing now and then; the strategy's own levels are there on request.
 */
export function randomSimulation(
  seed: number,
  shape: RandomSimulationShape,
): { candles: Candles; signals: TradeSignals } {
  const { uniform } = createRng(seed, 'random-simulation');
  let counter = 0;
  const draw = () => uniform(counter++, 0);
  const whole = (below: number) => Math.floor(draw() * below);
  const candles = market(...randomRows(shape, whole));
  const rule = () => {
    if (whole(5) === 0) return null;
    return Uint8Array.from({ length: shape.bars }, () => (whole(shape.rarity) === 0 ? 1 : 0));
  };
  return {
    candles,
    signals: { enterLong: rule(), exitLong: rule(), enterShort: rule(), exitShort: rule(), firstBar: whole(4) },
  };
}

function randomRows(
  { bars, market }: RandomSimulationShape,
  whole: (below: number) => number,
): [number, number, number, number][] {
  return Array.from({ length: bars }, (_, bar) => {
    if (market === 'still') return [100, 100, 100, 100];
    const factor = market === 'wild' ? 1 + (bar % 9) * 0.4 : 1;
    const open = 80 + whole(41);
    const close = 80 + whole(41);
    const high = Math.max(open, close) + whole(11);
    const low = Math.min(open, close) - whole(11);
    return [open * factor, high * factor, low * factor, close * factor];
  });
}

/** Levels of every form around the closes, undefined on some bars. */
export function randomStops(seed: number, { close }: Candles): StopColumns {
  const { uint32 } = createRng(seed, 'random-stops');
  const distance = (lane: number) => uint32(0, lane) % 25;
  const column = (of: (price: number) => number) => close.map((price, bar) => (bar % 7 === 3 ? NaN : of(price)));
  const some = (lane: number, stops: StopColumns) => (uint32(1, lane) % 2 === 0 ? stops : {});
  const percent = uint32(2, 0) % 2 === 0;
  const [stop, target, trail] = [distance(0), distance(1), distance(2)];
  return {
    ...some(0, percent ? { stopLossPercent: column(() => stop) } : { stopLoss: column((price) => price - stop) }),
    ...some(
      1,
      percent ? { takeProfitPercent: column(() => target) } : { takeProfit: column((price) => price + target) },
    ),
    ...some(
      2,
      percent ? { trailingStopPercent: column(() => trail) } : { trailingStop: column((price) => price - trail) },
    ),
  };
}
