import { writeSync } from 'node:fs';
import type { NewEvent } from '#event-sourcing';
import { uuidV5 } from '#kernel';
import { openSqliteEventStore } from './sqlite-event-store';

/**
 * A process of its own that appends batches, for the tests that kill it or let it compete:
 * `node append-batches.child.js <file> <stream> <first batch> <batches> <events per batch>`.
 * Prints the number of each batch once it is acknowledged, one per line.
 */
async function main([file = '', stream = '', ...numbers]: string[]): Promise<void> {
  const [first = 0, batches = 0, size = 0] = numbers.map(Number);
  const store = await openSqliteEventStore({ file });
  for (let batch = first; batch < first + batches; batch++) {
    const events = Array.from({ length: size }, (_, index) => batchEvent(stream, batch, index));
    await store.append(stream, events, batch === 0 ? 'no-stream' : batch * size - 1);
    writeSync(1, `${batch}\n`);
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
