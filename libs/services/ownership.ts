import type { Lease, Leases } from '#messaging';

/** Which optimizations this process drives. Two drivers would only waste work: the log keeps the result right. */
export interface Ownership {
  /** True when this process holds the lease of `id`, taking it if it is free. */
  claim(id: string): Promise<boolean>;
  release(id: string): Promise<void>;
}

export function createOwnership(leases: Leases): Ownership {
  /** Leases held and attempts under way: who claims at the same time shares one attempt. */
  const held = new Map<string, Promise<Lease | null>>();
  const attempt = (id: string): Promise<Lease | null> => {
    const acquiring = leases.acquire(id);
    const forget = (): void => {
      if (held.get(id) === acquiring) held.delete(id);
    };
    held.set(id, acquiring);
    acquiring.then((lease) => lease ?? forget(), forget);
    return acquiring;
  };
  return {
    claim: async (id) => (await (held.get(id) ?? attempt(id))) !== null,
    async release(id) {
      const acquiring = held.get(id);
      held.delete(id);
      const lease = await acquiring?.catch(() => null);
      await lease?.release();
    },
  };
}
