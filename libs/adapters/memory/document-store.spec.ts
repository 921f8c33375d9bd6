import { documentStoreContract } from '#testing';
import { createMemoryDocumentStore } from './document-store';

documentStoreContract('memory', async () => createMemoryDocumentStore());
