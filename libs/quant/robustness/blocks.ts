import type { TrialTable } from './trial-table';

/** Looked up once: in a VM context (jest) every access to a global is slow. */
const { floor, imul } = Math;

/** Trials of a grid by blocks of neighbouring points. */
export interface Blocks {
  axes: readonly BlockAxis[];
  /** The block of each trial; blocks next to each other along an axis are its `stride` apart. */
  numberOf: Float64Array;
  /** The first trial of a chain that holds those of the block, and perhaps of others; `NONE` where there is none. */
  first(block: number): number;
  /** The next trial of a chain. Of trials at one point only the first is in any. */
  next: Int32Array;
}

/** An ordered parameter, divided into blocks of `width` levels from the lowest one that was tried. */
export interface BlockAxis {
  column: Float64Array;
  low: number;
  high: number;
  width: number;
  stride: number;
}

export const NONE = -1;

/** Blocks are made narrower while a trial meets more others than this on average when it is put into one. */
const CROWD = 8;

/**
 * As many blocks as trials or up to twice as many, were these spread evenly; more and narrower ones where they are
 * crowded. Unordered parameters do not divide: all their values are next to each other.
 */
export function blocksOf(table: TrialTable): Blocks {
  const spans = spansOf(table);
  const narrowest = widthFor(spans, Number.MAX_SAFE_INTEGER);
  for (let width = widthFor(spans, 2 * table.count); ; width = floor(width / 2)) {
    const canNarrow = floor(width / 2) >= narrowest;
    const blocks = fillBlocks(table, axesOf(spans, width), canNarrow ? CROWD * table.count : Infinity);
    if (blocks !== null) return blocks;
  }
}

type Span = Pick<BlockAxis, 'column' | 'low' | 'high'>;

/** A width that divides the spans into no more blocks than this, and hardly wider than it must be. */
function widthFor(spans: readonly Span[], most: number): number {
  const blocksAt = (width: number) => spans.reduce((blocks, span) => blocks * blocksAlong(span, width), 1);
  let width = 1;
  while (blocksAt(width) > Math.max(1, most)) width = floor(1.1 * width) + 1;
  return width;
}

function blocksAlong({ low, high }: Span, width: number): number {
  return floor((high - low) / width) + 1;
}

function spansOf({ space, codes }: TrialTable): Span[] {
  return codes
    .filter((_, i) => space.parameters[i]?.ordered)
    .map((column) => {
      let [low, high] = [Infinity, 0];
      for (let trial = 0; trial < column.length; trial++) {
        const level = column[trial] ?? NaN;
        if (level < low) low = level;
        if (level > high) high = level;
      }
      return { column, low: low === Infinity ? 0 : low, high };
    });
}

function axesOf(spans: readonly Span[], width: number): BlockAxis[] {
  let stride = 1;
  return spans.map((span) => {
    const axis = { ...span, width, stride };
    stride *= blocksAlong(span, width);
    return axis;
  });
}

/** Null when trials met more others than allowed. */
function fillBlocks(table: TrialTable, axes: readonly BlockAxis[], mostMet: number): Blocks | null {
  const { count, codes } = table;
  const bits = Math.max(1, Math.ceil(Math.log2(2 * count + 1)));
  const heads = new Int32Array(2 ** bits).fill(NONE);
  const next = new Int32Array(count).fill(NONE);
  const numberOf = numbersOf(axes, count);
  const slotOf = (block: number): number =>
    imul(block ^ imul(floor(block / 2 ** 32), 0x85ebca6b), 0x9e3779b1) >>> (32 - bits);
  const isAtSamePoint = (trial: number, other: number): boolean => {
    for (let i = 0; i < codes.length; i++) if ((codes[i]?.[trial] || 0) !== (codes[i]?.[other] || 0)) return false;
    return true;
  };
  let met = 0;
  for (let trial = 0; trial < count; trial++) {
    const slot = slotOf(numberOf[trial] ?? 0);
    let other = heads[slot] ?? NONE;
    while (other !== NONE && !isAtSamePoint(trial, other)) {
      other = next[other] ?? NONE;
      met++;
    }
    if (met > mostMet) return null;
    if (other !== NONE) continue;
    next[trial] = heads[slot] ?? NONE;
    heads[slot] = trial;
  }
  return { axes, numberOf, next, first: (block) => heads[slotOf(block)] ?? NONE };
}

/** An inactive parameter counts as the lowest level. */
function numbersOf(axes: readonly BlockAxis[], count: number): Float64Array {
  const numbers = new Float64Array(count);
  for (const { column, low, width, stride } of axes) {
    for (let trial = 0; trial < count; trial++) {
      numbers[trial] = (numbers[trial] ?? 0) + floor(((column[trial] || low) - low) / width) * stride;
    }
  }
  return numbers;
}
