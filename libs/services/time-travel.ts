import { OPTIMIZATIONS, type OptimizationDocument, optimizationsProjection, type ReadDocument } from '#read-models';
import type { RecordedEvent } from '#event-sourcing';

/**
 * An optimization as it was after its event number `asOf` (0-based, as its history counts): the same fold that makes the
 * read model, stopped there. Null when it had no events yet.
 */
export async function foldUpTo(
  newest: OptimizationDocument,
  events: AsyncIterable<RecordedEvent>,
  asOf: number,
): Promise<OptimizationDocument | null> {
  let state: ReadDocument | null = null;
  let index = 0;
  for await (const event of events) {
    if (index++ > asOf) break;
    await optimizationsProjection.project(event, {
      get: async <T extends ReadDocument>() => state as T | null,
      put: (collection, document) => {
        if (collection === OPTIMIZATIONS) state = document;
      },
      // What came before it in the log is known: its number does not change.
      count: async () => newest.number - 1,
    });
  }
  return state as OptimizationDocument | null;
}
