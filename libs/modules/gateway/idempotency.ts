import { canonicalJson, Rejected, sha256Hex } from '#kernel';
import type { Collection, Document } from '#messaging';
import type { Platform } from '#services';

interface StoredAnswer extends Document {
  bodyHash: string;
  status: number;
  body: Document[string];
  location: string | null;
  at: number;
}

export interface Answer {
  status: number;
  body: unknown;
  location: string | null;
}

const KEPT_MS = 24 * 3600 * 1000;
const KEY = /^[\x21-\x7e]{1,255}$/;

/** `Idempotency-Key`: the same key and body give the same answer, once carried out; refusals are not stored. */
export class IdempotencyKeys {
  private readonly underWay = new Set<string>();
  private readonly answers: Collection<StoredAnswer>;

  constructor(private readonly platform: Platform) {
    this.answers = platform.documents.collection<StoredAnswer>('idempotency');
  }

  /**
   * @returns the answer and whether it is an earlier one.
   * @throws Rejected `idempotency.key-reused` (other body), `idempotency.in-progress`, `request.invalid` (no such key)
   */
  async once(
    key: string | undefined,
    request: { route: string; body: unknown },
    carryOut: () => Promise<Answer>,
  ): Promise<{ answer: Answer; replayed: boolean }> {
    if (key === undefined) return { answer: await carryOut(), replayed: false };
    if (!KEY.test(key)) {
      throw new Rejected({
        code: 'request.invalid',
        message: 'Idempotency-Key takes 1 to 255 visible ASCII characters.',
      });
    }
    const id = sha256Hex(key);
    if (this.underWay.has(id)) {
      throw new Rejected({ code: 'idempotency.in-progress', message: 'The request with this key is still under way.' });
    }
    this.underWay.add(id);
    try {
      return await this.answerOnce(id, sha256Hex(canonicalJson(request)), carryOut);
    } finally {
      this.underWay.delete(id);
    }
  }

  private async answerOnce(
    id: string,
    bodyHash: string,
    carryOut: () => Promise<Answer>,
  ): Promise<{ answer: Answer; replayed: boolean }> {
    const now = this.platform.clock.now();
    const stored = await this.answers.get(id);
    if (stored !== null && now - stored.at < KEPT_MS) {
      if (stored.bodyHash === bodyHash) {
        return { answer: { status: stored.status, body: stored.body, location: stored.location }, replayed: true };
      }
      throw new Rejected({
        code: 'idempotency.key-reused',
        message: 'This Idempotency-Key came with another request before: use a new key for a new request.',
      });
    }
    const answer = await carryOut();
    const { status, location } = answer;
    const body = JSON.parse(JSON.stringify(answer.body));
    await this.answers.put([{ _id: id, bodyHash, status, body, location, at: now }]);
    await this.answers.delete({ at: { $lt: now - KEPT_MS } });
    return { answer, replayed: false };
  }
}
