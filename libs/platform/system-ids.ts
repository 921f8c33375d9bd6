import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '#kernel';
import type { IdSource } from '#services';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Ids from the machine's entropy: `opt_YYYYMMDD_HHMMSS_xxxxxx` (UTC) sorts by time and can be read out. */
export function systemIds(clock: Clock): IdSource {
  return {
    commandId: () => randomUUID(),
    optimizationId() {
      const stamp = new Date(clock.now()).toISOString().replace(/\..*/, '').replace(/[-:]/g, '').replace('T', '_');
      const suffix = [...randomBytes(6)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
      return `opt_${stamp}_${suffix}`;
    },
  };
}
