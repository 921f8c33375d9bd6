import { appendingContract } from './event-store/appending.contract';
import { deletingContract } from './event-store/deleting.contract';
import type { EventStoreHarness } from './event-store/harness';
import { modelContract } from './event-store/model.contract';
import { outlivingContract } from './event-store/outliving.contract';
import { readingContract } from './event-store/reading.contract';
import { subscribingContract } from './event-store/subscribing.contract';

export type { EventStoreHarness };

/**
 * What every event store must do, whatever it stores in. Sequences are written as in EventStoreDB's own tests: `1e0` appends
 * event 1 expecting revision 0, `0em1` expects no stream (−1), `[0,1]any` appends two events whatever is there.
 */
export function eventStoreContract(name: string, harness: EventStoreHarness): void {
  describe(`${name} keeps the contract of an event store`, () => {
    describe('appending', () => appendingContract(harness));
    describe('deleting', () => deletingContract(harness));
    describe('reading', () => readingContract(harness));
    describe('subscribing', () => subscribingContract(harness));
    describe('against the model', () => modelContract(harness));
    if (harness.reopen) describe('outliving its process', () => outlivingContract(harness));
  });
}
