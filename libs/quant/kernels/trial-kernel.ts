import { type Bitset, wordsFor } from './bitset';
import { EngineMemory } from './engine-memory';
import type { MarketTables } from './market-tables';
import { encodeProgram, type Program } from './program';
import { type Resident, SlotPool } from './slot-pool';

/** How orders are filled and paid for, as the engine module reads it: in this order, one number each. */
export interface KernelSettings {
  initialBalance: number;
  nextOpen: boolean;
  /** Fills at a close are booked with the next bar. */
  bookedLater: boolean;
  commissionPerUnit: number;
  commissionFixed: number;
  /** Fractions of a price. */
  commissionRate: number;
  slippage: number;
  /** Money per unit. */
  slippageTicks: number;
  spread: number;
  slipsOnStops: boolean;
  /** Share of the balance that an entry takes; NaN where something else decides. */
  share: number;
  units: number;
  unitStep: number;
  reduces: boolean;
  reverses: boolean;
  renews: boolean;
  entryWins: boolean;
  exitWins: boolean;
  /** NaN = the strategy's own rule stays in force. */
  stopLossPercent: number;
  takeProfitPercent: number;
  trailingStopPercent: number;
  /** 0 fill, 1 close of the signal bar, 2 close of the entry bar. */
  stopReference: number;
  livesOnEntryBar: boolean;
  entersOnStopBar: boolean;
  /** 0 marked, 1 closed at the last open, 2 closed at the last close. */
  openPosition: number;
  tradesLong: boolean;
  tradesShort: boolean;
  /** All in, long only, no protective orders, no renewals. */
  isSimple: boolean;
  /** Share of the balance that an entry may lose on the way to its stop; NaN where the stop does not decide the size. */
  riskShare: number;
}

const SETTINGS_ORDER = [
  'initialBalance', 'nextOpen', 'bookedLater', 'commissionPerUnit', 'commissionFixed', 'commissionRate', 'slippage',
  'slippageTicks', 'spread', 'slipsOnStops', 'share', 'units', 'unitStep', 'reduces', 'reverses', 'renews', 'entryWins',
  'exitWins', 'stopLossPercent', 'takeProfitPercent', 'trailingStopPercent', 'stopReference', 'livesOnEntryBar',
  'entersOnStopBar', 'openPosition', 'tradesLong', 'tradesShort', 'isSimple', 'riskShare',
] as const satisfies readonly (keyof KernelSettings)[]; // prettier-ignore

/** Totals of a trial in the order in which the module writes them; their meaning is that of `RunTotals`. */
const TOTALS = [
  'finalEquity', 'fees', 'returnSum', 'squareSum', 'maxDrawdown', 'trades', 'wins', 'losses', 'won', 'lost', 'openTrades',
  'openProfit', 'profit', 'tradeReturns', 'tradeBars', 'bestReturn', 'worstReturn', 'barsHeld', 'barsHeldClosed',
  'downsideSum',
] as const; // prettier-ignore

export type KernelTotals = Record<(typeof TOTALS)[number], number>;

/** Reads those of the trial at `place` of a tile. Written out, because it runs for every trial. */
export function readTotals(tile: Float64Array, place: number, out: KernelTotals): void {
  const at = place * TOTALS.length;
  out.finalEquity = tile[at] ?? NaN;
  out.fees = tile[at + 1] ?? NaN;
  out.returnSum = tile[at + 2] ?? NaN;
  out.squareSum = tile[at + 3] ?? NaN;
  out.maxDrawdown = tile[at + 4] ?? NaN;
  out.trades = tile[at + 5] ?? NaN;
  out.wins = tile[at + 6] ?? NaN;
  out.losses = tile[at + 7] ?? NaN;
  out.won = tile[at + 8] ?? NaN;
  out.lost = tile[at + 9] ?? NaN;
  out.openTrades = tile[at + 10] ?? NaN;
  out.openProfit = tile[at + 11] ?? NaN;
  out.profit = tile[at + 12] ?? NaN;
  out.tradeReturns = tile[at + 13] ?? NaN;
  out.tradeBars = tile[at + 14] ?? NaN;
  out.bestReturn = tile[at + 15] ?? NaN;
  out.worstReturn = tile[at + 16] ?? NaN;
  out.barsHeld = tile[at + 17] ?? NaN;
  out.barsHeldClosed = tile[at + 18] ?? NaN;
  out.downsideSum = tile[at + 19] ?? NaN;
}

/** A column of numbers or bits, or one number, that trials read. It is copied into the module when it is asked for. */
export interface KernelColumn extends Resident {
  readonly kind: 'series' | 'bits' | 'number';
  /** First bar on which it can be defined; and its series alone, without what looking back at conditions adds. */
  readonly first: number;
  readonly firstSeries: number;
}

/** Values of a column, found when they are needed. */
export interface ColumnSource<C extends KernelColumn> {
  series(column: C): Float64Array;
  bits(column: C): Bitset;
  number(column: C): number;
}

const COLUMN_BYTES = 32;
const TOTALS_BYTES = 8 * TOTALS.length;
/** Bytes for columns of numbers, at most, and for columns of bits. */
const SERIES_BYTES = 192 * 2 ** 20;
const BITS_BYTES = 16 * 2 ** 20;
const MOST_SERIES = 4096;
const MOST_BITS = 4096;
const MOST_NUMBERS = 4096;
/** Slots that even the largest columns get; a program that reads more of them is left to others. */
const LEAST_SLOTS = 16;
/** What 32-bit addresses reach. */
const MOST_BYTES = 2 ** 32;
/** Bars that a tile of trials covers: more would make a host on the same thread wait. */
const TILE_BARS = 2 ** 23;
const MOST_TRIALS = 1024;
const MOST_SLOTS = 64;
const MOST_BUFFERS = 96;
const MOST_INSTRUCTIONS = 512;

interface Candles {
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
}

/** Where things are in the module's memory. */
interface Places {
  market: number;
  settings: number;
  work: number;
  tables: readonly number[];
  program: number;
  trials: number;
  totals: number;
  columns: number;
  /** Columns by kind, and the bits of every bar and of none. */
  series: number;
  bits: number;
  number: number;
  every: number;
  none: number;
}

/**
 * The engine module (WebAssembly with SIMD128) on one market: it turns columns into signals, signals into trades and trades
 * into totals, a tile of trials at a time. All kernels of a thread share the module's memory: the one that is used takes it
 * over. Whatever the memory holds is a cache: nothing computed depends on it.
 */
export class TrialKernel<C extends KernelColumn> {
  /** Trials of one tile. */
  readonly tile: number;
  private readonly bars: number;
  private readonly words: number;
  private readonly tables: readonly Float64Array[];
  private readonly pools: Record<KernelColumn['kind'], SlotPool<C>>;
  /** Number of the first description of each kind. */
  private readonly firstSlot: Record<KernelColumn['kind'], number>;
  private readonly places: Places;
  /** Without columns of numbers. */
  private readonly bytes: number;
  private program: Program = { instructions: [], slots: 0, buffers: 0 };
  private count = 0;

  private constructor(
    private readonly memory: EngineMemory,
    candles: Candles,
    private readonly market: MarketTables,
    private readonly settings: KernelSettings,
    private readonly source: ColumnSource<C>,
  ) {
    const bars = candles.close.length;
    this.bars = bars;
    this.words = Math.max(4, 4 * Math.ceil(wordsFor(bars) / 8));
    this.tile = Math.max(16, Math.min(MOST_TRIALS, Math.floor(TILE_BARS / Math.max(1, bars))));
    this.tables = tablesOf(candles, market);
    const [series, bits] = [
      slotsFor(SERIES_BYTES, this.seriesBytes, MOST_SERIES),
      slotsFor(BITS_BYTES, this.bitsBytes, MOST_BITS),
    ];
    this.pools = { series: new SlotPool(series), bits: new SlotPool(bits), number: new SlotPool(MOST_NUMBERS) };
    this.firstSlot = { series: 0, bits: series, number: series + bits };
    const layout = new Layout();
    this.places = this.layOut(layout);
    // Room for columns of numbers is taken as it is needed.
    this.bytes = this.places.series;
  }

  /** Null where the host has no WebAssembly or no SIMD, or where the market is too long for the module's memory. */
  static create<C extends KernelColumn>(
    candles: Candles,
    market: MarketTables,
    settings: KernelSettings,
    source: ColumnSource<C>,
  ): TrialKernel<C> | null {
    const memory = EngineMemory.ofThread();
    const kernel = memory && new TrialKernel(memory, candles, market, settings, source);
    return kernel && kernel.bytesWith(kernel.seriesKept) <= MOST_BYTES ? kernel : null;
  }

  /** Columns of numbers that stay in the module. */
  get seriesKept(): number {
    return this.pools.series.size;
  }

  /** Bytes of the module's memory with so many columns of numbers. */
  bytesWith(columns: number): number {
    return this.bytes + this.seriesBytes * Math.min(columns, this.seriesKept);
  }

  /** Begins with trials of this program. False when it is too large. */
  load(program: Program): boolean {
    const { slots, buffers, instructions } = program;
    const most = Math.min(MOST_SLOTS, this.pools.series.size, this.pools.bits.size);
    if (slots > most || buffers > MOST_BUFFERS || instructions.length >= MOST_INSTRUCTIONS) return false;
    this.program = program;
    this.memory.release(this);
    this.restart();
    return true;
  }

  /** Adds a trial with a column for each slot of the program. False when there is no room for it: `run` first. */
  add(columns: readonly C[]): boolean {
    if (this.count === this.tile) return false;
    if (this.count === 0) this.own();
    const { trials } = this.places;
    const from = trials / 4 + this.count * this.program.slots;
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i];
      if (!column) break;
      const slot = column.slot < 0 ? this.place(column) : column.slot;
      if (slot < 0) return false;
      this.pools[column.kind].touch(slot);
      this.memory.int32[from + i] = this.firstSlot[column.kind] + slot;
    }
    this.count++;
    return true;
  }

  /** Evaluates the trials that were added: see `readTotals`, valid until the next run. */
  run(): Float64Array {
    const { places, count } = this;
    const { slots } = this.program;
    this.memory.engine.run(places.program, places.trials, slots, count, places.columns, places.totals);
    this.restart();
    return this.memory.float64.subarray(places.totals / 8, places.totals / 8 + count * TOTALS.length);
  }

  private restart(): void {
    this.count = 0;
    for (const pool of Object.values(this.pools)) pool.release();
  }

  /** Makes the memory this kernel's, with its market and its program. */
  private own(): void {
    const { memory, places } = this;
    if (memory.owner === this) return;
    const isNew = memory.take(this, this.bytes);
    if (isNew) {
      for (const pool of Object.values(this.pools)) pool.clear();
      this.tables.forEach((table, i) => void memory.float64.set(table, (places.tables[i] ?? 0) / 8));
      memory.float64.set(marketNumbers(this.bars, places.tables, this.market), places.market / 8);
      memory.float64.set(
        SETTINGS_ORDER.map((name) => Number(this.settings[name])),
        places.settings / 8,
      );
      memory.int32.fill(-1, places.every / 4, places.every / 4 + 2 * this.words);
      memory.int32.fill(0, places.none / 4, places.none / 4 + 2 * this.words);
      memory.int32.fill(0, places.bits / 4, (places.bits + this.bitsBytes * this.pools.bits.size) / 4);
      memory.engine.setUp(places.market, places.settings, places.work);
    }
    memory.int32.set(encodeProgram(this.program), places.program / 4);
  }

  private layOut(layout: Layout): Places {
    const { bars, words, pools } = this;
    const descriptions = this.firstSlot.number + MOST_NUMBERS;
    return {
      tables: this.tables.map(({ byteLength }) => layout.take(byteLength)),
      market: layout.take(128),
      settings: layout.take(8 * SETTINGS_ORDER.length),
      program: layout.take(16 * MOST_INSTRUCTIONS),
      trials: layout.take(4 * MOST_SLOTS * this.tile),
      totals: layout.take(TOTALS_BYTES * this.tile),
      work: layout.take((6 + MOST_BUFFERS) * (8 * words + 64) + 112 * (bars + 64)),
      every: layout.take(8 * words),
      none: layout.take(8 * words),
      columns: layout.take(COLUMN_BYTES * descriptions),
      number: layout.take(8 * MOST_NUMBERS),
      bits: layout.take(this.bitsBytes * pools.bits.size),
      series: layout.take(this.seriesBytes * pools.series.size),
    };
  }

  /** Values, codes in 32 and in 16 bits, defined bars. */
  private get seriesBytes(): number {
    return (512 + 256 + 128 + 8) * this.words;
  }

  private get bitsBytes(): number {
    return 8 * this.words;
  }

  private place(column: C): number {
    const { kind, first, firstSeries } = column;
    const data = this.read(column);
    const slot = this.pools[kind].take(column);
    if (slot < 0) return slot;
    const description = this.places.columns + COLUMN_BYTES * (this.firstSlot[kind] + slot);
    const addresses = this.write(kind, data, slot);
    const { int32, engine } = this.memory;
    int32.set(addresses, description / 4);
    int32[description / 4 + 5] = first;
    int32[description / 4 + 6] = firstSeries;
    if (kind === 'series') engine.describeColumn(description);
    return slot;
  }

  private read(column: C): Float64Array | Bitset {
    switch (column.kind) {
      case 'number':
        return Float64Array.of(this.source.number(column));
      case 'bits':
        return this.source.bits(column);
      case 'series':
        return this.source.series(column);
    }
  }

  /** Gives the addresses of values, codes, short codes, (room for a mark), and defined bars. */
  private write(kind: KernelColumn['kind'], data: Float64Array | Bitset, slot: number): number[] {
    const { words, places, memory } = this;
    switch (kind) {
      case 'number': {
        const at = places.number + 8 * slot;
        memory.float64.set(data, at / 8);
        return [at, 0, 0, 0, Number.isNaN(data[0]) ? places.none : places.every];
      }
      case 'bits': {
        const at = places.bits + this.bitsBytes * slot;
        memory.int32.set(data, at / 4);
        return [0, 0, 0, 0, at];
      }
      case 'series': {
        const at = places.series + this.seriesBytes * slot;
        memory.grow(at + this.seriesBytes);
        memory.float64.set(data, at / 8);
        memory.float64.fill(NaN, at / 8 + data.length, at / 8 + 64 * words);
        const codes = at + 512 * words;
        const shortCodes = codes + 256 * words;
        return [at, codes, shortCodes, 0, shortCodes + 128 * words];
      }
    }
  }
}

function slotsFor(bytes: number, each: number, most: number): number {
  return Math.max(LEAST_SLOTS, Math.min(most, Math.floor(bytes / each)));
}

/** Hands out addresses one after the other, 64-byte aligned; the module keeps its own data in the first page. */
class Layout {
  end = 65_536;

  take(bytes: number): number {
    const at = this.end;
    this.end = at + 64 * Math.ceil(bytes / 64);
    return at;
  }
}

/** In the order in which `setMarket` of engine/market.as reads their addresses. */
function tablesOf({ open, high, low, close }: Candles, market: MarketTables): Float64Array[] {
  const extremes = new Float64Array(2 * close.length * market.closes.levels.length);
  market.closes.levels.forEach((level, k) => {
    const from = 2 * close.length * k;
    for (let i = 0; i < level.length; i++) extremes[from + i] = i % 2 === 0 ? (level[i] ?? NaN) : -(level[i] ?? NaN);
  });
  const { ranges } = market;
  return [
    open,
    high,
    low,
    close,
    market.sums,
    extremes,
    market.closes.blocks,
    ranges.blocks,
    ranges.trails(),
    scalesOf(high, low),
    market.downside,
  ];
}

/** What `setMarket` reads: numbers, then the addresses of the tables. */
function marketNumbers(bars: number, places: readonly number[], { closes }: MarketTables): number[] {
  return [bars, closes.levels.length, closes.lowest, closes.highest, ...places];
}

/** Bars before a word whose prices its columns may still be made of. */
const LOOK_BACK = 256;
/** Half the range of 16 bits. */
const SHORT_RANGE = 32_767;

/** Word by word the middle of the prices around it, and the factor that spreads their range over 16 bits. */
function scalesOf(high: Float64Array, low: Float64Array): Float64Array {
  const words = 4 * Math.ceil(wordsFor(high.length) / 8);
  const scales = new Float64Array(2 * words);
  for (let word = 0; word < words; word++) {
    let [bottom, top] = [Infinity, -Infinity];
    const end = Math.min(64 * (word + 1), high.length);
    for (let bar = Math.max(0, 64 * word - LOOK_BACK); bar < end; bar++) {
      bottom = Math.min(bottom, low[bar] ?? NaN);
      top = Math.max(top, high[bar] ?? NaN);
    }
    const half = (top - bottom) / 2;
    scales[2 * word] = bottom + half;
    scales[2 * word + 1] = half > 0 ? SHORT_RANGE / half : 0;
  }
  return scales;
}
