import { assertNever } from '#kernel';
import {
  CorruptedIdempotencyError,
  StreamDeletedError,
  WrongExpectedRevisionError,
  type ExpectedRevision,
} from '../event-store.port';
import type { Refusal } from './append-rule';

/** The port's error for a refusal. */
export function refusalError(refusal: Refusal, stream: string, expected: ExpectedRevision): Error {
  switch (refusal.kind) {
    case 'wrong-revision':
      return new WrongExpectedRevisionError(stream, expected, refusal.actual);
    case 'corrupted-idempotency':
      return new CorruptedIdempotencyError(stream);
    case 'closed':
      return new StreamDeletedError(stream);
    default:
      return assertNever(refusal);
  }
}
