import { Rejected } from '#kernel';

/** Cursors are opaque to clients; inside is how many to skip. */
export function encodeCursor(skip: number | null): string | null {
  return skip === null ? null : Buffer.from(`skip:${skip}`).toString('base64url');
}

/** @throws Rejected `request.invalid` for anything that `encodeCursor` did not make. */
export function decodeCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const match = /^skip:(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (match?.[1] !== undefined) return Number(match[1]);
  throw new Rejected({
    code: 'request.invalid',
    message: 'cursor is not one of ours: pass the `next` of the previous page unchanged, or leave it out.',
  });
}
