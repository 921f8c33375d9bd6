/** Synthetic markets: geometric random walks, the same on every machine. */
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FIRST_MONDAY = Date.UTC(2010, 0, 4);

/** mulberry32 */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const weekday = (number) => FIRST_MONDAY + (Math.floor(number / 5) * 7 + (number % 5)) * DAY_MS;

/** Label of a bar: every weekday; or seven bars of an hour on each of them, from 14:00. */
const LABELS = {
  '1d': (bar) => weekday(bar),
  '1h': (bar) => weekday(Math.floor(bar / 7)) + (14 + (bar % 7)) * HOUR_MS,
};

/** @param deviation of the logarithm of the price from bar to bar */
function randomWalk({ bars, interval, deviation, seed }) {
  const random = generator(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const column = () => new Float64Array(bars);
  const candles = { symbol: 'WALK', interval, time: column(), open: column(), high: column(), low: column(), close: column(), volume: column() }; // prettier-ignore
  let price = 100;
  for (let bar = 0; bar < bars; bar++) {
    const close = price * Math.exp(deviation * normal());
    candles.time[bar] = LABELS[interval](bar);
    candles.open[bar] = price;
    candles.close[bar] = close;
    candles.high[bar] = Math.max(price, close) * (1 + Math.abs(normal()) * deviation * 0.4);
    candles.low[bar] = Math.min(price, close) * (1 - Math.abs(normal()) * deviation * 0.4);
    candles.volume[bar] = Math.round(1e6 * Math.exp(0.4 * normal()));
    price = close;
  }
  return candles;
}

export const dailyMarket = (bars) => randomWalk({ bars, interval: '1d', deviation: 0.01, seed: 42 });
export const hourlyMarket = (bars) => randomWalk({ bars, interval: '1h', deviation: 0.002, seed: 43 });

/** Every digit of every number: who reads it back has the same bits. */
export function candlesCsv({ time, open, high, low, close, volume }) {
  const rows = Array.from(time, (label, bar) =>
    [new Date(label).toISOString(), open[bar], high[bar], low[bar], close[bar], volume[bar]].join(','),
  );
  return `timestamp,open,high,low,close,volume\n${rows.join('\n')}\n`;
}
