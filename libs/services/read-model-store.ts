import type { Collection, DocumentStore, Document, Filter } from '#messaging';
import { PROJECTIONS, type ProjectionView, type ReadDocument, type ReadModels } from '#read-models';
import type { Platform } from './platform.port';

interface Generation extends Document {
  /** Readers see this one. */
  active: number;
  /** The same, for `putIfNewer`: it only grows. */
  _pos: number;
}

const GENERATIONS = 'generations';
const READ_MODELS = 'read-models';
const CLAIMED = 'claimed';

/** Readers' way to the active generation of the read models. A rebuild writes the next one beside it and then switches. */
export function openReadModels({ documents, store }: Pick<Platform, 'documents' | 'store'>): ReadModels {
  return {
    collection: async <T extends ReadDocument>(name: string) =>
      documents.collection<T>(collectionName(name, await activeGeneration(documents))),
    async firstOf(stream) {
      for await (const event of store.readStream(stream, { limit: 1 })) return event;
      return undefined;
    },
  };
}

export async function activeGeneration(documents: DocumentStore): Promise<number> {
  const stored = await documents.collection<Generation>(GENERATIONS).get(READ_MODELS);
  return stored?.active ?? 1;
}

/** A number no other rebuild has: of several at once, in whatever processes, each builds a generation of its own. */
export async function claimGeneration(documents: DocumentStore): Promise<number> {
  const claims = documents.collection<Document & { _pos: number }>(GENERATIONS);
  let generation = (await activeGeneration(documents)) + 1;
  while ((await claims.putIfNewer([{ _id: CLAIMED, _pos: generation }])) === 0) generation++;
  return generation;
}

/** Shows readers this generation, unless they see a newer one already; answers which they see. */
export async function activateGeneration(documents: DocumentStore, generation: number): Promise<number> {
  const active: Generation = { _id: READ_MODELS, _pos: generation, active: generation };
  await documents.collection<Generation>(GENERATIONS).putIfNewer([active]);
  return activeGeneration(documents);
}

/** Also what a reader wrote that had not noticed a switch, and what a rebuild that was interrupted left behind. */
export async function dropGenerationsBefore(documents: DocumentStore, kept: number): Promise<void> {
  for (const stored of await documents.collections()) {
    const [name = '', generation] = stored.split('@');
    if (COLLECTIONS.includes(name) && Number(generation) < kept) await documents.drop(stored);
  }
}

const COLLECTIONS = PROJECTIONS.flatMap((projection) => Object.keys(projection.collections));

const collectionName = (name: string, generation: number): string => `${name}@${generation}`;

/** The store of the read models failed: nothing is wrong with the event that was being folded. */
export class ReadModelsUnavailableError extends Error {
  constructor(cause: unknown) {
    super(`The read models cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'ReadModelsUnavailableError';
  }
}

/** A rebuild has put another generation in the place of the one being written: go on with that one. */
export class SupersededGenerationError extends Error {
  constructor(generation: number) {
    super(`Generation ${generation} of the read models is not the active one any more.`);
    this.name = 'SupersededGenerationError';
  }
}

/** One generation as projections write it: writes are collected and stored together by `flush`. */
export class BufferedView implements ProjectionView {
  private readonly buffer = new Map<string, Map<string, ReadDocument>>();

  constructor(
    private readonly documents: DocumentStore,
    readonly generation: number,
    private readonly options: { onlyWhileActive?: boolean } = {},
  ) {}

  async prepare(): Promise<void> {
    for (const projection of PROJECTIONS) {
      for (const [name, indexes] of Object.entries(projection.collections)) {
        for (const fields of indexes) await this.collection(name).ensureIndex(fields);
      }
    }
  }

  async get<T extends ReadDocument>(name: string, id: string): Promise<T | null> {
    const buffered = this.buffer.get(name)?.get(id) ?? (await available(this.collection(name).get(id)));
    return buffered as T | null;
  }

  put<T extends ReadDocument>(name: string, document: T): void {
    const documents = this.buffer.get(name) ?? new Map<string, ReadDocument>();
    documents.set(document._id, document);
    this.buffer.set(name, documents);
  }

  async count(name: string, filter: Filter): Promise<number> {
    await this.flush();
    return available(this.collection(name).count(filter));
  }

  /** @throws SupersededGenerationError, ReadModelsUnavailableError */
  async flush(): Promise<void> {
    if (this.options.onlyWhileActive && (await available(activeGeneration(this.documents))) !== this.generation)
      throw new SupersededGenerationError(this.generation);
    for (const [name, documents] of this.buffer) {
      if (documents.size > 0) await available(this.collection(name).putIfNewer([...documents.values()]));
    }
    this.buffer.clear();
  }

  private collection(name: string): Collection<ReadDocument> {
    return this.documents.collection<ReadDocument>(collectionName(name, this.generation));
  }
}

async function available<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((error: unknown) => {
    throw new ReadModelsUnavailableError(error);
  });
}
