import type { Leases } from '#messaging';

/** Leases within one process: a set of names. `open` gives each contender its own view of the same names. */
export function createMemoryLeases(names: Set<string> = new Set()): Leases {
  const mine = new Set<string>();
  const release = (name: string): void => {
    if (mine.delete(name)) names.delete(name);
  };
  return {
    async acquire(name) {
      if (names.has(name)) return null;
      names.add(name);
      mine.add(name);
      return { name, release: async () => release(name) };
    },
    async close() {
      for (const name of [...mine]) release(name);
    },
  };
}
