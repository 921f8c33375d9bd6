import { createMemoryLeases } from '#adapters/memory';
import type { Leases } from '#messaging';
import { createOwnership } from './ownership';

describe('ownership', () => {
  const both = (ownership: ReturnType<typeof createOwnership>): Promise<boolean[]> =>
    Promise.all([ownership.claim('a'), ownership.claim('a')]);

  it('is shared by the processes of one host, also when they claim at the same time', async () => {
    const names = new Set<string>();
    const [mine, theirs] = [createOwnership(createMemoryLeases(names)), createOwnership(createMemoryLeases(names))];
    expect(await both(theirs)).toEqual([true, true]);
    expect(await both(mine)).toEqual([false, false]);
    await theirs.release('a');
    expect(await both(mine)).toEqual([true, true]);
    expect(await both(mine)).toEqual([true, true]);
    await mine.release('a');
    expect(await theirs.claim('a')).toBe(true);
  });

  it('is claimed again after the leases have failed', async () => {
    const leases = createMemoryLeases();
    let failures = 1;
    const failing: Leases = {
      ...leases,
      acquire: async (name) => {
        if (failures-- > 0) throw new Error('too many open files');
        return leases.acquire(name);
      },
    };
    const ownership = createOwnership(failing);
    await expect(ownership.claim('a')).rejects.toThrow('too many');
    await ownership.release('a');
    expect(await ownership.claim('a')).toBe(true);
  });
});
