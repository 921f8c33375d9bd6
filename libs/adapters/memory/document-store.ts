import {
  checkCollectionName,
  checkPath,
  ClosedError,
  documentText,
  parseFilter,
  parseFindOptions,
  positionedDocumentText,
} from '#messaging';
import type { Collection, Document, DocumentStore, Filter } from '#messaging';
import { compareBy, matches } from './document-match';

/** The text is what was put; the value is our own, never handed out. */
interface Stored {
  text: string;
  value: Document;
}

/** Documents in this process only: for tests and for runs that need no memory. */
export function createMemoryDocumentStore(): DocumentStore {
  const collections = new Map<string, Map<string, Stored>>();
  let closed = false;

  const open = (name: string): Map<string, Stored> => {
    if (closed) throw new ClosedError('document store');
    const existing = collections.get(name);
    if (existing !== undefined) return existing;
    const created = new Map<string, Stored>();
    collections.set(name, created);
    return created;
  };

  return {
    collection: <T extends Document>(name: string) => memoryCollection<T>(open.bind(null, checkCollectionName(name))),
    drop: async (name) => {
      open(checkCollectionName(name));
      collections.delete(name);
    },
    collections: async () => {
      if (closed) throw new ClosedError('document store');
      return [...collections.keys()].sort();
    },
    close: async () => {
      closed = true;
      collections.clear();
    },
  };
}

function memoryCollection<T extends Document>(open: () => Map<string, Stored>): Collection<T> {
  const find = (filter: Filter): Stored[] => {
    const predicate = parseFilter(filter);
    return [...open().values()].filter(({ value }) => matches(value, predicate));
  };
  const store = (stored: Map<string, Stored>, text: string): void => {
    const value = JSON.parse(text) as Document;
    stored.set(value._id, { text, value });
  };

  return {
    get: async (id) => {
      const stored = open().get(id);
      return stored === undefined ? null : copyOf<T>(stored);
    },
    find: async (filter = {}, options = {}) => {
      const { sort, skip, limit } = parseFindOptions(options);
      const order = compareBy(sort);
      const found = find(filter).sort((a, b) => order(a.value, b.value));
      return found.slice(skip, limit === undefined ? undefined : skip + limit).map(copyOf<T>);
    },
    count: async (filter = {}) => find(filter).length,
    put: async (documents) => {
      const texts = documents.map(documentText);
      const stored = open();
      for (const text of texts) store(stored, text);
    },
    putIfNewer: async (documents) => {
      const texts = documents.map((document) => [document, positionedDocumentText(document)] as const);
      const stored = open();
      let written = 0;
      for (const [{ _id, _pos }, text] of texts) {
        const at = stored.get(_id)?.value['_pos'];
        if (typeof at === 'number' && at >= _pos) continue;
        store(stored, text);
        written++;
      }
      return written;
    },
    delete: async (filter) => {
      const found = find(filter);
      const stored = open();
      for (const { value } of found) stored.delete(value._id);
      return found.length;
    },
    ensureIndex: async (fields) => {
      if (fields.length === 0) throw new TypeError('An index needs at least one field.');
      fields.forEach(checkPath);
      open();
    },
  };
}

function copyOf<T extends Document>({ text }: Stored): T {
  return JSON.parse(text) as T;
}
