/** What paramo keeps in plain files. */
export { openFileBlobStore } from './blob-store';
