import { toUint8Array } from 'js-base64';
import { RELATE_MODULE } from './relate-module.generated';
import type { ZonedColumn } from './zoned-column';

/** What of the host's WebAssembly is used; the language library for pure rooms does not know it. */
interface WebAssemblyHost {
  Module: new (bytes: Uint8Array) => object;
  Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  Instance: new (module: object, imports: object) => { readonly exports: object };
  validate(bytes: Uint8Array): boolean;
}

interface RelateExports {
  relate(a: number, b: number, words: number, above: number, below: number): void;
}

const PAGE = 65_536;
/** Room for the two results, then for the columns that are compared, oldest overwritten first. */
const RESULT_BYTES = 8 * PAGE;
export const VECTOR_COLUMN_BYTES = 768 * PAGE;
const BYTES_PER_WORD = 32 * 8;

/**
 * Comparisons two bars at a time, in WebAssembly with SIMD128. Columns are copied into its memory when they are first
 * compared and stay while there is room. One per thread: it is a cache, and nothing computed depends on what it holds.
 */
export class VectorUnit {
  private readonly words: Uint32Array;
  private readonly columns: Float64Array;
  private readonly exports: RelateExports;
  /** Bytes of columns ever placed; a column is there while fewer than `VECTOR_COLUMN_BYTES` came after its beginning. */
  private head = 0;

  private constructor(host: WebAssemblyHost, module: object) {
    const memory = new host.Memory({ initial: (2 * RESULT_BYTES + VECTOR_COLUMN_BYTES) / PAGE });
    this.exports = new host.Instance(module, { env: { memory } }).exports as RelateExports;
    this.words = new Uint32Array(memory.buffer, 0, (2 * RESULT_BYTES) / 4);
    this.columns = new Float64Array(memory.buffer, 2 * RESULT_BYTES, VECTOR_COLUMN_BYTES / 8);
  }

  /** Null where the host has no WebAssembly or no SIMD. */
  static create(): VectorUnit | null {
    const host = (globalThis as { WebAssembly?: WebAssemblyHost }).WebAssembly;
    const bytes = toUint8Array(RELATE_MODULE);
    return host?.validate(bytes) ? new VectorUnit(host, new host.Module(bytes)) : null;
  }

  /** Whether columns of so many words of bars fit, two and room to move. */
  takes(words: number): boolean {
    return 4 * words <= RESULT_BYTES && 4 * words * BYTES_PER_WORD <= VECTOR_COLUMN_BYTES;
  }

  relate(a: ZonedColumn, b: ZonedColumn, above: Uint32Array, below: Uint32Array): void {
    this.place(a);
    this.place(b);
    this.place(a);
    const count = above.length;
    this.exports.relate(addressOf(a), addressOf(b), count, 0, RESULT_BYTES);
    const { words } = this;
    for (let i = 0; i < count; i++) {
      above[i] = words[i] ?? 0;
      below[i] = words[i + RESULT_BYTES / 4] ?? 0;
    }
  }

  private place(column: ZonedColumn): void {
    if (column.placedAt >= 0 && this.head - column.placedAt <= VECTOR_COLUMN_BYTES) return;
    const bytes = column.defined.length * BYTES_PER_WORD;
    const left = VECTOR_COLUMN_BYTES - (this.head % VECTOR_COLUMN_BYTES);
    if (left < bytes) this.head += left;
    column.placedAt = this.head;
    const from = (this.head % VECTOR_COLUMN_BYTES) / 8;
    this.columns.set(column.values, from);
    this.columns.fill(NaN, from + column.values.length, from + bytes / 8);
    this.head += bytes;
  }
}

function addressOf({ placedAt }: ZonedColumn): number {
  return 2 * RESULT_BYTES + (placedAt % VECTOR_COLUMN_BYTES);
}
