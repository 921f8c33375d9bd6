import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';

/** `sha256Hex`, or the same done faster by the machine: for mass data a platform brings its own. */
export type Sha256 = (...parts: readonly (string | Uint8Array)[]) => string;

/** SHA-256 as 64 lower-case hex digits; a string is hashed as UTF-8. Lists are hashed part after part. */
export function sha256Hex(...parts: readonly (string | Uint8Array)[]): string {
  const hash = sha256.create();
  for (const part of parts) hash.update(typeof part === 'string' ? utf8ToBytes(part) : part);
  return bytesToHex(hash.digest());
}
