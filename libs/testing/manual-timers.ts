/** Timers that stand still until `advance`; what is due then runs in order, each with all that follows from it. */
export function manualTimers(): {
  after(ms: number, callback: () => void): () => void;
  advance(ms: number): Promise<void>;
  /** Callbacks that are still waiting. */
  pending(): number;
} {
  const waiting = new Set<{ atMs: number; callback: () => void }>();
  let nowMs = 0;

  const nextUntil = (endMs: number) =>
    [...waiting].filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];

  return {
    after: (ms, callback) => {
      const timer = { atMs: nowMs + ms, callback };
      waiting.add(timer);
      return () => {
        waiting.delete(timer);
      };
    },
    advance: async (ms) => {
      const endMs = nowMs + ms;
      await settled();
      for (let timer = nextUntil(endMs); timer !== undefined; timer = nextUntil(endMs)) {
        waiting.delete(timer);
        nowMs = timer.atMs;
        timer.callback();
        await settled();
      }
      nowMs = endMs;
    },
    pending: () => waiting.size,
  };
}

/** Resolves when every promise that could go on has gone on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
