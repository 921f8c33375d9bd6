/**
 * A map of bounded size that forgets what was not used for long. A hit costs one look-up and leaves a mark; what is oldest
 * is forgotten unless it bears one, which gives it a second chance (the CLOCK approximation of LRU, Corbató 1968).
 */
export class LruCache<V, K = string> {
  private readonly entries = new Map<K, { readonly value: V; used: boolean }>();

  constructor(private readonly capacity: number) {}

  get(key: K): V | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    entry.used = true;
    return entry.value;
  }

  set(key: K, value: V): void {
    this.entries.delete(key);
    if (this.entries.size >= this.capacity) this.forgetOne();
    this.entries.set(key, { value, used: false });
  }

  private forgetOne(): void {
    for (const [key, entry] of this.entries) {
      this.entries.delete(key);
      if (!entry.used) return;
      entry.used = false;
      this.entries.set(key, entry);
    }
  }
}
