import { type CandleSource, CandleSourceError, readCandlesCsv } from '#quant/candles';

export interface CandleSourceCase {
  open(): Promise<CandleSource>;
  /** A name it has. */
  known: string;
  /** A name it does not have. */
  unknown: string;
}

/** One suite for every place candles come from. */
export function candleSourceContract(name: string, { open, known, unknown }: CandleSourceCase): void {
  describe(`candle source: ${name}`, () => {
    it('delivers text that reads as candles', async () => {
      const { bytes, origin, symbol = 'TEST' } = await (await open()).fetch(known);
      const read = readCandlesCsv(bytes, { symbol });
      expect(read.ok).toBe(true);
      expect(origin).not.toMatch(/[\\/]/);
    });

    it('delivers the same bytes every time', async () => {
      const source = await open();
      const [first, again] = [await source.fetch(known), await source.fetch(known)];
      expect(Buffer.compare(first.bytes, again.bytes)).toBe(0);
    });

    it('lists what it has, when it can', async () => {
      const names = (await open()).names();
      if (names === null) return expect(names).toBeNull();
      expect(names).toContain(known);
      expect(names).not.toContain(unknown);
    });

    it('says that something is not there, and what to try', async () => {
      const refused = (await open()).fetch(unknown);
      await expect(refused).rejects.toBeInstanceOf(CandleSourceError);
      await expect(refused).rejects.toMatchObject({ code: 'not-found', hint: expect.stringMatching(/./) });
    });
  });
}
