import type { CandleLoader } from '#quant/backtest';
import type { Candles } from '#quant/candles';

const COLUMNS = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;

/** Datasets kept ready; runs rarely use more than one. */
const KEPT = 4;

/** Loads each dataset once into memory that all threads see. The least recently used one is dropped. */
export function sharedCandles(load: CandleLoader): CandleLoader {
  const kept = new Map<string, Promise<Candles>>();
  return (dataset) => {
    const candles = kept.get(dataset) ?? load(dataset).then(share);
    kept.delete(dataset);
    kept.set(dataset, candles);
    candles.catch(() => kept.delete(dataset));
    for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
    return candles;
  };
}

function share(candles: Candles): Candles {
  const columns = COLUMNS.map((name) => {
    const column = new Float64Array(new SharedArrayBuffer(candles[name].byteLength));
    column.set(candles[name]);
    return [name, column] as const;
  });
  return { ...candles, ...Object.fromEntries(columns) };
}
