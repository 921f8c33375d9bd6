/** A map that forgets what was longest unused once it holds more than `capacity` entries. */
export class LruCache<V, K = string> {
  private readonly entries = new Map<K, V>();

  constructor(private readonly capacity: number) {}

  get(key: K): V | undefined {
    const value = this.entries.get(key);
    if (value === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, value);
    return value;
  }

  set(key: K, value: V): void {
    this.entries.delete(key);
    if (this.entries.size >= this.capacity) this.removeOldest();
    this.entries.set(key, value);
  }

  /** What `set` would forget for a new key, taken out for another use; undefined while there is room. */
  takeOldest(): V | undefined {
    return this.entries.size >= this.capacity ? this.removeOldest() : undefined;
  }

  private removeOldest(): V | undefined {
    const oldest = this.entries.entries().next();
    if (oldest.done) return undefined;
    const [key, value] = oldest.value;
    this.entries.delete(key);
    return value;
  }
}
