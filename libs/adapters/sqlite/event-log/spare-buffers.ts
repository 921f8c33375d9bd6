/** Buffers kept for the next ones, at most. */
const MOST = 16;

/**
 * Memory for bytes on their way to the writer, used again and again: a thread that allocates little else collects its
 * garbage late, and columns of a million trials would lie about in it.
 */
export class SpareBuffers {
  private readonly spare: ArrayBuffer[] = [];

  /** A copy in a buffer that is given away until `giveBack`. */
  copy(bytes: Uint8Array): Uint8Array {
    const { byteLength } = bytes;
    const fitting = this.spare.findIndex(
      (buffer) => buffer.byteLength >= byteLength && buffer.byteLength <= 4 * byteLength,
    );
    const [buffer = new ArrayBuffer(byteLength)] = fitting === -1 ? [] : this.spare.splice(fitting, 1);
    const copy = new Uint8Array(buffer, 0, byteLength);
    copy.set(bytes);
    return copy;
  }

  giveBack(buffers: readonly ArrayBuffer[]): void {
    this.spare.push(...buffers);
    this.spare.splice(0, this.spare.length - MOST);
  }
}
