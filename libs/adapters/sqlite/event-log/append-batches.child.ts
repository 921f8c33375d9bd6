import { writeSync } from 'node:fs';
import type { NewEvent } from '#event-sourcing';
import { uuidV5 } from '#kernel';
import { openSqliteEventStore } from './sqlite-event-store';

/**
 * A process of its own that appends batches, for the tests that kill it or let it compete:
 * `node append-batches.child.js <file> <stream> <first batch> <batches> <events per batch> [exit]`.
 * Prints the number of each batch once it is acknowledged, one per line.
 * With `exit` it ends by `process.exit(3)` while it still appends, without closing the log.
 */
async function main([file = '', stream = '', first, batches, size, ending]: string[]): Promise<void> {
  const store = await openSqliteEventStore({ file });
  const append = (batch: number): Promise<unknown> => {
    const events = Array.from({ length: Number(size) }, (_, index) => batchEvent(stream, batch, index));
    return store.append(stream, events, batch === 0 ? 'no-stream' : batch * events.length - 1);
  };
  const end = Number(first) + Number(batches);
  for (let batch = Number(first); batch < end; batch++) {
    await append(batch);
    writeSync(1, `${batch}\n`);
  }
  if (ending === 'exit') {
    void append(end);
    setTimeout(() => process.exit(3), 1);
    return;
  }
  await store.close();
}

function batchEvent(stream: string, batch: number, index: number): NewEvent {
  return {
    id: uuidV5(`${stream} ${batch} ${index}`),
    type: 'BatchAppended',
    schemaVersion: 1,
    data: { batch, index, text: 'x'.repeat(200) },
    metadata: { correlationId: stream, causationId: `batch-${batch}` },
  };
}

void main(process.argv.slice(2));
