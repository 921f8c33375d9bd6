import { SpareBuffers } from './spare-buffers';

const bytes = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);

describe('buffers that travel to the writer', () => {
  it('hold copies of their own until they come back, and are then used again', () => {
    const spare = new SpareBuffers();
    const [first, second] = [spare.copy(bytes(100, 1)), spare.copy(bytes(100, 2))];
    expect([...first]).toEqual([...bytes(100, 1)]);
    expect(second.buffer).not.toBe(first.buffer);
    spare.giveBack([first.buffer as ArrayBuffer]);
    const third = spare.copy(bytes(90, 3));
    expect(third.buffer).toBe(first.buffer);
    expect([...third]).toEqual([...bytes(90, 3)]);
  });

  it('are not used for what needs more room, or far less', () => {
    const spare = new SpareBuffers();
    const kept = spare.copy(bytes(100, 1));
    spare.giveBack([kept.buffer as ArrayBuffer]);
    expect(spare.copy(bytes(101, 2)).buffer).not.toBe(kept.buffer);
    expect(spare.copy(bytes(24, 3)).buffer).not.toBe(kept.buffer);
    expect(spare.copy(bytes(25, 4)).buffer).toBe(kept.buffer);
  });

  it('are kept only so many', () => {
    const spare = new SpareBuffers();
    const given = Array.from({ length: 100 }, () => new ArrayBuffer(8));
    spare.giveBack(given);
    const used = Array.from({ length: 100 }, () => spare.copy(bytes(8, 0)).buffer as ArrayBuffer);
    expect(used.filter((buffer) => given.includes(buffer))).toHaveLength(16);
  });
});
