import { blobStoreContract } from '#testing';
import { createMemoryBlobStore } from './blob-store';

blobStoreContract('memory', async () => createMemoryBlobStore());
