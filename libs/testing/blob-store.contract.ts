import { ClosedError, type BlobStore } from '#messaging';

const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What every `BlobStore` must do. `open` gives an empty store; the suite closes it. */
export function blobStoreContract(name: string, open: () => Promise<BlobStore>): void {
  describe(`${name} is a blob store`, () => {
    let store: BlobStore;

    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    it('names bytes by their SHA-256 (FIPS 180-4, "abc")', async () => {
      expect(await store.put(bytesOf('abc'))).toBe(ABC);
    });

    it('gives back what was put, and null for what was not', async () => {
      await store.put(bytesOf('abc'));
      expect(await store.get(ABC)).toEqual(bytesOf('abc'));
      expect(await store.has(ABC)).toBe(true);
      expect(await store.get(NOTHING)).toBeNull();
      expect(await store.has(NOTHING)).toBe(false);
    });

    it('keeps the empty blob', async () => {
      expect(await store.put(new Uint8Array())).toBe(NOTHING);
      expect(await store.get(NOTHING)).toEqual(new Uint8Array());
    });

    it('keeps every byte of a large blob', async () => {
      const large = Uint8Array.from({ length: 3_000_001 }, (_, i) => (i * i) % 251);
      const back = await store.get(await store.put(large));
      expect(back !== null && Buffer.compare(back, large)).toBe(0);
    });

    it('stores the part that a view shows', async () => {
      expect(await store.put(bytesOf('xabcx').subarray(1, 4))).toBe(ABC);
      expect(await store.get(ABC)).toEqual(bytesOf('abc'));
    });

    it('gives bytes that any typed array can view', async () => {
      const column = new Float64Array([1.5, Number.NaN, -0]);
      const back = await store.get(await store.put(new Uint8Array(column.buffer)));
      expect(back && new Float64Array(back.buffer, back.byteOffset, 3)).toEqual(column);
    });

    it('changes nothing when the same is put again, even at once', async () => {
      const names = await Promise.all(Array.from({ length: 8 }, () => store.put(bytesOf('abc'))));
      expect(new Set([...names, await store.put(bytesOf('abc'))])).toEqual(new Set([ABC]));
      expect(await store.get(ABC)).toEqual(bytesOf('abc'));
    });

    it('stores the bytes as they were when put was called, and hands out copies', async () => {
      const mine = bytesOf('abc');
      const put = store.put(mine);
      mine.fill(0);
      await put;
      (await store.get(ABC))?.fill(1);
      expect(await store.get(ABC)).toEqual(bytesOf('abc'));
    });

    it.each(['', 'abc', '../'.repeat(30), ABC.toUpperCase(), `${ABC}0`])('refuses the name %j', async (bad) => {
      await expect(store.get(bad)).rejects.toThrow(TypeError);
      await expect(store.has(bad)).rejects.toThrow(TypeError);
    });

    it('closes once and for all', async () => {
      await store.close();
      await store.close();
      await expect(store.put(bytesOf('abc'))).rejects.toThrow(ClosedError);
      await expect(store.get(ABC)).rejects.toThrow(ClosedError);
      await expect(store.has(ABC)).rejects.toThrow(ClosedError);
    });
  });
}
