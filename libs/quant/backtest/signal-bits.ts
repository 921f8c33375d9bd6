import { type Bitset, createBitset } from '#quant/kernels';
import type { BacktestSettings, StopColumns } from './backtest.types';

/** Rule values at each close as bits. Null = no such rule. */
export interface SignalBits {
  enterLong: Bitset | null;
  exitLong: Bitset | null;
  enterShort: Bitset | null;
  exitShort: Bitset | null;
  /** First bar whose signals count. */
  firstBar: number;
  stops: StopColumns;
}

/** What each close would order, decided for all bars at once: the rules of `Rules.decide` as word operations. */
export class OrderBits {
  /** Bars that open a position when nothing is held, and those of them that open a long. */
  readonly open: Bitset;
  readonly openLong: Bitset;
  /** Bars that end a long, or a short, for whatever reason. */
  readonly leaveLong: Bitset;
  readonly leaveShort: Bitset;
  /** Bars whose exit rule ends a long, or a short, unless a reversal comes first. */
  readonly exitLong: Bitset;
  readonly exitShort: Bitset;
  private readonly never: Bitset;

  constructor(
    bars: number,
    private readonly settings: BacktestSettings,
  ) {
    this.open = createBitset(bars);
    this.openLong = createBitset(bars);
    this.leaveLong = createBitset(bars);
    this.leaveShort = createBitset(bars);
    this.exitLong = createBitset(bars);
    this.exitShort = createBitset(bars);
    this.never = createBitset(bars);
  }

  read(signals: SignalBits): void {
    if (this.settings.direction === 'long' || signals.enterShort === null) this.readLong(signals);
    else this.readBoth(signals);
  }

  /** No short is ever opened: half the work. */
  private readLong(signals: SignalBits): void {
    const { never, open, openLong, leaveLong, exitLong } = this;
    const { direction, signalConflict, sameDirectionEntry } = this.settings;
    const want = direction === 'short' ? never : (signals.enterLong ?? never);
    const quit = signals.exitLong ?? never;
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
      exitLong[i] = leaves;
      leaveLong[i] = leaves | (enters & renews);
    }
  }

  private readBoth(signals: SignalBits): void {
    const { never, open, openLong, leaveLong, leaveShort, exitLong, exitShort } = this;
    const { direction, signalConflict, reversal, sameDirectionEntry } = this.settings;
    const wantLong = direction === 'short' ? never : (signals.enterLong ?? never);
    const wantShort = direction === 'long' ? never : (signals.enterShort ?? never);
    const quitLong = signals.exitLong ?? never;
    const quitShort = signals.exitShort ?? never;
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
      exitLong[i] = leavesLong;
      exitShort[i] = leavesShort;
      leaveLong[i] = leavesLong | (onlyShort & reverses) | (onlyLong & renews);
      leaveShort[i] = leavesShort | (onlyLong & reverses) | (onlyShort & renews);
    }
  }
}
