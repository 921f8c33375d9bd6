import type { Leases } from '#messaging';

/** One suite for every implementation. `open` is called once for each contender: two processes, as it were. */
export function leasesContract(name: string, contenders: () => Promise<[Leases, Leases]>): void {
  describe(`leases: ${name}`, () => {
    let here: Leases;
    let there: Leases;
    beforeEach(async () => {
      [here, there] = await contenders();
    });
    afterEach(async () => {
      await here.close();
      await there.close();
    });

    it('gives a name to one holder', async () => {
      expect(await here.acquire('a')).not.toBeNull();
      expect(await there.acquire('a')).toBeNull();
      expect(await here.acquire('a')).toBeNull();
    });

    it('keeps names apart', async () => {
      expect(await here.acquire('a')).not.toBeNull();
      expect(await there.acquire('b')).not.toBeNull();
    });

    it('passes a released name on', async () => {
      const lease = await here.acquire('a');
      await lease?.release();
      expect(await there.acquire('a')).not.toBeNull();
      expect(await here.acquire('a')).toBeNull();
    });

    it('releasing twice does not take the name from its next holder', async () => {
      const lease = await here.acquire('a');
      await lease?.release();
      await there.acquire('a');
      await lease?.release();
      expect(await here.acquire('a')).toBeNull();
    });

    it('gives up everything when it is closed', async () => {
      await here.acquire('a');
      await here.acquire('b');
      await here.close();
      expect(await there.acquire('a')).not.toBeNull();
      expect(await there.acquire('b')).not.toBeNull();
    });
  });
}
