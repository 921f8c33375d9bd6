import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EncodedEvent, EventCatalogue } from '#event-sourcing';
import { fromJson, toJson } from './event-json';

/**
 * Keeps the past readable. `directory` holds one file per event type and version ever released (`Type.v1.json`).
 * The current version's file must equal the encoded example; every file must decode, through upcasters where it is old.
 * A new event or version gets its file by running the suite once with UPDATE_GOLDEN=1; a file is never edited.
 */
export function goldenEvents<E extends { type: string; data: unknown }>(
  catalogue: EventCatalogue<E, unknown>,
  directory: string,
): void {
  const current = catalogue.types.map((type) => {
    const example = { type, data: catalogue.definition(type).example } as E;
    return { type, example, file: join(directory, `${type}.v${catalogue.version(type)}.json`) };
  });

  describe.each(current)('$type', ({ example, file }) => {
    it('is stored exactly as its golden file says', () => {
      const encoded = toJson(catalogue.encode(example));
      if (process.env['UPDATE_GOLDEN'] && !existsSync(file)) {
        mkdirSync(directory, { recursive: true });
        writeFileSync(file, `${JSON.stringify(encoded, null, 2)}\n`);
      }
      expect(encoded).toEqual(JSON.parse(readFileSync(file, 'utf8')));
    });

    it('comes back from the log as it went in', () => {
      const stored = fromJson<EncodedEvent>(JSON.stringify(toJson(catalogue.encode(example))));
      expect(catalogue.decode(stored)).toEqual(example);
    });
  });

  it('reads every version ever written', () => {
    const files = readdirSync(directory).filter((name) => name.endsWith('.json'));
    expect(files.length).toBeGreaterThanOrEqual(current.length);
    for (const name of files) {
      const stored = fromJson<EncodedEvent>(readFileSync(join(directory, name), 'utf8'));
      expect(catalogue.knows(catalogue.decode(stored).type)).toBe(true);
    }
  });
}
