/** The kernel: words every room may use. It knows no other room. */
export { assertNever } from './assert-never';
export { canonicalJson, type JsonValue } from './canonical-json';
export { type Clock, fixedClock } from './clock';
export { decodeFloat64, encodeFloat64, float64Bytes, float64Of } from './float64-codec';
export { type Sha256, sha256Hex } from './hash';
export { uuidV5 } from './ids';
export { Rejected, type Rejection } from './rejection';
export { createRng, type Rng } from './rng';
export { StorageError, type StorageFault } from './storage-error';
