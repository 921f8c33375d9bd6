/** What paramo keeps in plain files. */
export { openFileBlobStore } from './blob-store';
export { nativeSha256 } from './native-sha256';
