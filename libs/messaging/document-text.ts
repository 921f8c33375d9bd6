import type { Document } from './document-store.port';

/**
 * The JSON text of a document. Members that are `undefined` are left out; −0 becomes 0.
 * @throws TypeError, with the path, for what JSON would lose or a path could not reach: NaN, the infinities, dates,
 * class instances, `undefined` in a list, names that begin with `$` or are `__proto__`.
 */
export function documentText(document: Document): string {
  const id: unknown = document._id;
  if (typeof id !== 'string' || id === '') throw new TypeError(`A document needs a string _id that is not empty.`);
  const problem = problemIn(document);
  if (problem !== undefined) throw new TypeError(`The document ${id} cannot be stored: it${problem}`);
  return JSON.stringify(document);
}

/** As `documentText`, and with a finite number in `_pos`. */
export function positionedDocumentText(document: Document & { _pos: number }): string {
  if (typeof document._pos !== 'number') throw new TypeError(`The document ${document._id} needs a number in _pos.`);
  return documentText(document);
}

/** What is wrong and where, as `<path> <reason>`; the path is put together only when there is something to tell. */
function problemIn(value: unknown): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : ` is ${value}, which JSON cannot hold: leave the field out.`;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const problem = problemIn(value[i]);
      if (problem !== undefined) return `[${i}]${problem}`;
    }
    return undefined;
  }
  return isPlainObject(value) ? problemInMembers(value) : ` holds a ${kindOf(value)}, which is no JSON value.`;
}

function problemInMembers(object: Record<string, unknown>): string | undefined {
  for (const name of Object.keys(object)) {
    if (name.startsWith('$') || name === '__proto__') return ` has a member ${name}; that name is reserved.`;
    const member = object[name];
    const problem = member === undefined ? undefined : problemIn(member);
    if (problem !== undefined) return `.${name}${problem}`;
  }
  return undefined;
}

/** Also for objects of another realm (worker, test sandbox): the prototype of their prototype is null too. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function kindOf(value: unknown): string {
  return typeof value === 'object' ? Object.prototype.toString.call(value).slice(8, -1) : typeof value;
}
