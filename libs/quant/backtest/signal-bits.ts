import { andBits, type Bitset, createBitset, nextBit } from '#quant/kernels';
import type { BacktestSettings, StopColumns } from './backtest.types';
import type { Side } from './cash';
import type { Said } from './orders';
import type { PositionTerms } from './position-terms';

/** Rule values at each close as bits. Null = no such rule. */
export interface SignalBits {
  enterLong: Bitset | null;
  exitLong: Bitset | null;
  enterShort: Bitset | null;
  exitShort: Bitset | null;
  /** First bar whose signals count. */
  firstBar: number;
  stops: StopColumns;
  /** Absent = the bits and levels say all. */
  terms?: PositionTerms;
}

/** What each close would order, decided for all bars at once: the rules of `Rules.decide` as word operations. */
export class OrderBits {
  /** Bars that open a position when nothing is held, and which of them open a long. */
  readonly open: Bitset;
  readonly openLong: Bitset;
  /** Bars that end a long, or a short, for whatever reason. */
  readonly leaveLong: Bitset;
  readonly leaveShort: Bitset;
  private readonly never: Bitset;
  /** What the rules say, sides that may not be entered left out. */
  private wantLong: Bitset;
  private wantShort: Bitset;
  private quitLong: Bitset;
  private quitShort: Bitset;
  /** Looked for once: a side may be left at another bar many times before. */
  private upcomingLong = -1;
  private upcomingShort = -1;

  /** @param mayOrder bars at whose close something may be ordered; null = all. */
  constructor(
    bars: number,
    private readonly settings: BacktestSettings,
    private readonly mayOrder: Bitset | null = null,
  ) {
    this.open = createBitset(bars);
    this.openLong = createBitset(bars);
    this.leaveLong = createBitset(bars);
    this.leaveShort = createBitset(bars);
    this.never = createBitset(bars);
    this.wantLong = this.wantShort = this.quitLong = this.quitShort = this.never;
  }

  /** The bits of the signals are read again by `said`. */
  read({ enterLong, exitLong, enterShort, exitShort }: SignalBits): void {
    const { never } = this;
    const { direction } = this.settings;
    this.wantLong = direction === 'short' ? never : (enterLong ?? never);
    this.wantShort = direction === 'long' ? never : (enterShort ?? never);
    this.quitLong = exitLong ?? never;
    this.quitShort = exitShort ?? never;
    this.upcomingLong = this.upcomingShort = -1;
    if (this.wantShort === never) this.readLong();
    else this.readBoth();
    if (this.mayOrder) andBits(this.open, this.mayOrder);
  }

  /** What the rules say at the close of `bar`. */
  said(bar: number): Said {
    const [word, bit] = [bar >>> 5, 1 << (bar & 31)];
    return {
      wantsLong: ((this.wantLong[word] ?? 0) & bit) !== 0,
      wantsShort: ((this.wantShort[word] ?? 0) & bit) !== 0,
      leavesLong: ((this.quitLong[word] ?? 0) & bit) !== 0,
      leavesShort: ((this.quitShort[word] ?? 0) & bit) !== 0,
    };
  }

  /** The first bar from `from` on that ends a position of that side; of each side bars are asked for in order. */
  nextLeave(side: Side, from: number): number {
    if (side > 0) {
      if (this.upcomingLong < from) this.upcomingLong = nextBit(this.leaveLong, from);
      return this.upcomingLong;
    }
    if (this.upcomingShort < from) this.upcomingShort = nextBit(this.leaveShort, from);
    return this.upcomingShort;
  }

  /** No short is ever opened: half the work. */
  private readLong(): void {
    const { wantLong: want, quitLong: quit, open, openLong, leaveLong } = this;
    const { signalConflict, sameDirectionEntry } = this.settings;
    const entryWins = signalConflict === 'entry' ? -1 : 0;
    const exitWins = signalConflict === 'exit' ? -1 : 0;
    const renews = sameDirectionEntry === 'renew' ? -1 : 0;
    for (let i = 0; i < open.length; i++) {
      const wants = want[i] ?? 0;
      const quits = quit[i] ?? 0;
      const enters = wants & (~quits | entryWins);
      const leaves = quits & (~wants | exitWins);
      open[i] = enters;
      openLong[i] = enters;
      leaveLong[i] = leaves | (enters & renews);
    }
  }

  private readBoth(): void {
    const { wantLong, wantShort, quitLong, quitShort, open, openLong, leaveLong, leaveShort } = this;
    const { signalConflict, reversal, sameDirectionEntry } = this.settings;
    const entryWins = signalConflict === 'entry' ? -1 : 0;
    const exitWins = signalConflict === 'exit' ? -1 : 0;
    const reverses = reversal ? -1 : 0;
    const renews = sameDirectionEntry === 'renew' ? -1 : 0;
    for (let i = 0; i < open.length; i++) {
      const wantsLong = wantLong[i] ?? 0;
      const wantsShort = wantShort[i] ?? 0;
      const quitsLong = quitLong[i] ?? 0;
      const quitsShort = quitShort[i] ?? 0;
      const long = wantsLong & (~quitsLong | entryWins);
      const short = wantsShort & (~quitsShort | entryWins);
      // Both sides at once is no direction at all.
      const onlyLong = long & ~short;
      const onlyShort = short & ~long;
      const leavesLong = quitsLong & (~wantsLong | exitWins);
      const leavesShort = quitsShort & (~wantsShort | exitWins);
      open[i] = onlyLong | onlyShort;
      openLong[i] = onlyLong;
      leaveLong[i] = leavesLong | (onlyShort & reverses) | (onlyLong & renews);
      leaveShort[i] = leavesShort | (onlyLong & reverses) | (onlyShort & renews);
    }
  }
}
