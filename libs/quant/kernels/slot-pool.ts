/** Something that lives in a slot while there is room. */
export interface Resident {
  /** Slot it lives in; negative = none. */
  slot: number;
}

/**
 * A fixed number of slots for more residents than fit. Who came first goes first, but nobody who was asked for since the
 * last `release`.
 */
export class SlotPool<R extends Resident> {
  private readonly residents: (R | null)[];
  /** Round in which the resident was asked for last. */
  private readonly asked: Uint32Array;
  private round = 1;
  private next = 0;

  constructor(readonly size: number) {
    this.residents = Array.from({ length: size }, () => null);
    this.asked = new Uint32Array(size);
  }

  /** Marks a resident as needed until the next `release`. */
  touch(slot: number): void {
    this.asked[slot] = this.round;
  }

  /** A slot for a newcomer, whose former resident loses it; −1 when all are needed. */
  take(newcomer: R): number {
    for (let steps = 0; steps < this.size; steps++) {
      const slot = this.next;
      this.next = slot + 1 === this.size ? 0 : slot + 1;
      if (this.asked[slot] === this.round) continue;
      const former = this.residents[slot];
      if (former) former.slot = -1;
      this.residents[slot] = newcomer;
      this.asked[slot] = this.round;
      newcomer.slot = slot;
      return slot;
    }
    return -1;
  }

  /** Everybody has to go. */
  clear(): void {
    this.residents.forEach((resident, slot) => {
      if (resident) resident.slot = -1;
      this.residents[slot] = null;
    });
    this.release();
  }

  /** Nobody is needed any more. */
  release(): void {
    this.round++;
  }
}
