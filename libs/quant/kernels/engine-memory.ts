import { toUint8Array } from 'js-base64';
import { ENGINE_MODULE } from './engine-module.generated';

/** What of the host's WebAssembly is used; the language library for pure rooms does not know it. */
interface WebAssemblyHost {
  Module: new (bytes: Uint8Array) => object;
  Memory: new (size: { initial: number }) => WasmMemory;
  Instance: new (module: object, imports: object) => { readonly exports: object };
  validate(bytes: Uint8Array): boolean;
}

interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** What engine/program.as exports. Arguments are addresses and numbers of things. */
interface EngineExports {
  setUp(market: number, settings: number, work: number): void;
  describeColumn(at: number): void;
  run(program: number, trials: number, slots: number, count: number, columns: number, out: number): void;
}

const PAGE = 65_536;

/**
 * The engine module and its memory, one of each per thread: memory is costly to make and never given back, so it has one
 * owner at a time and grows to what the largest of them asked for.
 */
export class EngineMemory {
  readonly engine: EngineExports;
  /** Views of all of it; others once it has grown. */
  float64: Float64Array;
  int32: Int32Array;
  owner: object | null = null;
  /** Who owned it last and finds what he left. */
  private last: object | null = null;

  private constructor(
    host: WebAssemblyHost,
    module: object,
    private readonly memory: WasmMemory,
  ) {
    this.engine = new host.Instance(module, { env: { memory } }).exports as EngineExports;
    this.float64 = new Float64Array(memory.buffer);
    this.int32 = new Int32Array(memory.buffer);
  }

  /** Null where the host has no WebAssembly or no SIMD. */
  static ofThread(): EngineMemory | null {
    if (ofThread === undefined) ofThread = EngineMemory.create();
    return ofThread;
  }

  private static create(): EngineMemory | null {
    const host = (globalThis as { WebAssembly?: WebAssemblyHost }).WebAssembly;
    const bytes = toUint8Array(ENGINE_MODULE);
    if (!host?.validate(bytes)) return null;
    return new EngineMemory(host, new host.Module(bytes), new host.Memory({ initial: 16 }));
  }

  /** Makes somebody the owner of at least so many bytes. True when others have written into it since he was. */
  take(owner: object, bytes: number): boolean {
    this.grow(bytes);
    const isNew = this.last !== owner;
    this.owner = owner;
    this.last = owner;
    return isNew;
  }

  /**
   * Makes it so many bytes at least; an eighth more than before where the host has it, so that views do not become others at
   * every step. @throws RangeError when the host does not have so much.
   */
  grow(bytes: number): void {
    const pages = this.memory.buffer.byteLength / PAGE;
    const missing = Math.ceil(bytes / PAGE) - pages;
    if (missing <= 0) return;
    try {
      this.memory.grow(Math.max(missing, pages >> 3));
    } catch {
      this.memory.grow(missing);
    }
    this.float64 = new Float64Array(this.memory.buffer);
    this.int32 = new Int32Array(this.memory.buffer);
  }

  /** The owner is going to ask again. */
  release(owner: object): void {
    if (this.owner === owner) this.owner = null;
  }
}

let ofThread: EngineMemory | null | undefined;
