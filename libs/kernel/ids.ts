import { v5 } from 'uuid';

/** Namespace of every deterministic id of paramo (itself UUIDv5 of the URL namespace and "paramo"). */
const NAMESPACE = '0e7a1c52-9f0b-5b0e-9f3c-6a0b5c1f7d11';

/** The same name always gives the same UUID (RFC 9562 §5.5): retries append the same event, not a second one. */
export function uuidV5(name: string): string {
  return v5(name, NAMESPACE);
}
