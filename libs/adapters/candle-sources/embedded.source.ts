import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type CandleSource, CandleSourceError } from '#quant/candles';

interface EmbeddedSet {
  symbol: string;
  /** File inside the npm package `vega-datasets`. */
  file: string;
}

/** Real market data that every installation has: carried by an npm package, under that data's own terms. */
const SETS: Record<string, EmbeddedSet> = {
  sp500: { symbol: 'SPX', file: 'sp500-2000.csv' },
};

/** Data sets that come with the installation; no network, no account. */
export function embeddedSource(): CandleSource {
  const names = Object.keys(SETS);
  return {
    kind: 'embedded',
    names: () => names,
    async fetch(name) {
      const set = Object.hasOwn(SETS, name) ? SETS[name] : undefined;
      if (set === undefined) {
        throw new CandleSourceError(
          'not-found',
          `There is no embedded data set ${name}.`,
          `There is: ${names.join(', ')}.`,
        );
      }
      const directory = join(dirname(require.resolve('vega-datasets')), '..', 'data');
      return { bytes: await readFile(join(directory, set.file)), origin: name, symbol: set.symbol };
    },
  };
}
