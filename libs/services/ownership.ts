import type { Lease, Leases } from '#messaging';

/** Which optimizations this process drives. Two drivers would only waste work: the log keeps the result right. */
export interface Ownership {
  /** True when this process holds the lease of `id`, taking it if it is free. */
  claim(id: string): Promise<boolean>;
  release(id: string): Promise<void>;
}

export function createOwnership(leases: Leases): Ownership {
  const held = new Map<string, Promise<Lease | null>>();
  return {
    async claim(id) {
      const known = held.get(id);
      if (known && (await known)) return true;
      const attempt = leases.acquire(id);
      held.set(id, attempt);
      return (await attempt) !== null;
    },
    async release(id) {
      const lease = await held.get(id);
      held.delete(id);
      await lease?.release();
    },
  };
}
