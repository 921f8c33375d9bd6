import type { Collection, DocumentStore, Document, Filter } from '#messaging';
import { PROJECTIONS, type ProjectionView, type ReadDocument } from '#read-models';

interface Generation extends Document {
  /** Readers see this one. */
  active: number;
}

const GENERATIONS = 'generations';
const READ_MODELS = 'read-models';

/** Readers' way to the active generation of the read models. A rebuild writes the next one beside it and then switches. */
export interface ReadModels {
  collection<T extends ReadDocument>(name: string): Promise<Collection<T>>;
}

export function openReadModels(documents: DocumentStore): ReadModels {
  return {
    collection: async <T extends ReadDocument>(name: string) =>
      documents.collection<T>(collectionName(name, await activeGeneration(documents))),
  };
}

export async function activeGeneration(documents: DocumentStore): Promise<number> {
  const stored = await documents.collection<Generation>(GENERATIONS).get(READ_MODELS);
  return stored?.active ?? 1;
}

export function activateGeneration(documents: DocumentStore, generation: number): Promise<void> {
  return documents.collection<Generation>(GENERATIONS).put([{ _id: READ_MODELS, active: generation }]);
}

export async function dropGeneration(documents: DocumentStore, generation: number): Promise<void> {
  for (const name of PROJECTIONS.flatMap((projection) => Object.keys(projection.collections))) {
    await documents.drop(collectionName(name, generation));
  }
}

const collectionName = (name: string, generation: number): string => `${name}@${generation}`;

/** One generation as projections write it: writes are collected and stored together by `flush`. */
export class BufferedView implements ProjectionView {
  private readonly buffer = new Map<string, Map<string, ReadDocument>>();

  constructor(
    private readonly documents: DocumentStore,
    private readonly generation: number,
  ) {}

  async prepare(): Promise<void> {
    for (const projection of PROJECTIONS) {
      for (const [name, indexes] of Object.entries(projection.collections)) {
        for (const fields of indexes) await this.collection(name).ensureIndex(fields);
      }
    }
  }

  async get<T extends ReadDocument>(name: string, id: string): Promise<T | null> {
    const buffered = this.buffer.get(name)?.get(id);
    return (buffered as T | undefined) ?? ((await this.collection(name).get(id)) as T | null);
  }

  put<T extends ReadDocument>(name: string, document: T): void {
    const documents = this.buffer.get(name) ?? new Map<string, ReadDocument>();
    documents.set(document._id, document);
    this.buffer.set(name, documents);
  }

  async count(name: string, filter: Filter): Promise<number> {
    await this.flush();
    return this.collection(name).count(filter);
  }

  async flush(): Promise<void> {
    for (const [name, documents] of this.buffer) {
      if (documents.size > 0) await this.collection(name).putIfNewer([...documents.values()]);
    }
    this.buffer.clear();
  }

  private collection(name: string): Collection<ReadDocument> {
    return this.documents.collection<ReadDocument>(collectionName(name, this.generation));
  }
}
