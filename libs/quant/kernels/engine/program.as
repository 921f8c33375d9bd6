// Runs the rules of many trials: a program of word operations, and for every trial the columns it reads.
import {
  andBits,
  bothDefined,
  clearBefore,
  Column,
  copyBits,
  delayBits,
  describe,
  fillBits,
  invertBits,
  orBits,
  relate,
  relateToNumber,
  risingEdges,
  setBars,
  setScales,
  words,
  xorBits,
} from './bits';
import { bars, scales, setMarket } from './market';
import { readOrders } from './orders';
import { isSimple, setSettings } from './settings';
import { setOrders, setStops, simulate } from './simulate';
import { setSuspects, SUSPECT } from './totals';
import { readChanges, setTrades, tradePair } from './trades';

// Operations; the numbers are those of `Operation` (program.ts).
const END: i32 = 0;
const RELATE: i32 = 1;
const RELATE_NUMBER: i32 = 2;
const BITS: i32 = 3;
const DEFINED: i32 = 4;
const COPY: i32 = 5;
const AND: i32 = 6;
const OR: i32 = 7;
const XOR: i32 = 8;
const NOT: i32 = 9;
const DELAY: i32 = 10;
const EDGES: i32 = 11;
const CLEAR: i32 = 12;
const RULE: i32 = 13;
const FIRST: i32 = 14;
const STOP: i32 = 15;
const FILL: i32 = 16;
const WAIT: i32 = 17;

/** Bytes of one buffer of bits, and of the totals of one trial. */
let buffer: usize = 0;
const TOTALS: usize = 160;
let buffers: usize = 0;
const rules = memory.data(16);
const stops = memory.data(24);

/**
 * Prepares for a market. `work` is room for six buffers of orders, the changes and the suspects of two trials, the prices
 * of every bar, then the buffers of programs.
 */
export function setUp(market: usize, settings: usize, work: usize): void {
  setMarket(market);
  setSettings(settings);
  setBars(bars);
  setScales(scales);
  const room = <usize>bars + 64;
  buffer = (words << 3) + 64;
  setOrders(work, buffer);
  const suspects = work + 6 * buffer;
  setSuspects(suspects, room * SUSPECT);
  const prices = suspects + 2 * room * SUSPECT;
  const changes = prices + 24 * room;
  setTrades(changes, room << 2, prices);
  buffers = changes + (room << 3);
}

@inline
function bufferOf(index: i32): usize {
  return buffers + <usize>index * buffer;
}

@inline
function columnOf(columns: usize, trial: usize, slot: i32): Column {
  return changetype<Column>(columns + (<usize>load<i32>(trial + (<usize>slot << 2)) << 5));
}

/**
 * @param trials `slots` column numbers for each trial
 * @param columns descriptions of the columns, 32 bytes each
 */
export function run(program: usize, trials: usize, slots: i32, count: i32, columns: usize, out: usize): void {
  const size = <usize>slots << 2;
  let k: usize = 0;
  if (isSimple) {
    for (; k < <usize>count; k += 2) {
      const trial = trials + k * size;
      const totals = out + k * TOTALS;
      const isPair = k + 1 < <usize>count;
      runRules(program, trial, columns);
      const count0 = readChanges(0, ruleBits(0), ruleBits(1), firstBar);
      if (isPair) runRules(program, trial + size, columns);
      const count1 = readChanges(1, ruleBits(0), ruleBits(1), firstBar);
      const failed = tradePair(count0, count1, totals, isPair ? totals + TOTALS : 0);
      if ((failed & 1) != 0) runTrial(program, trial, columns, totals);
      if ((failed & 2) != 0 && isPair) runTrial(program, trial + size, columns, totals + TOTALS);
    }
  }
  for (; k < <usize>count; k++) runTrial(program, trials + k * size, columns, out + k * TOTALS);
}

/** The general way. */
function runTrial(program: usize, trial: usize, columns: usize, out: usize): void {
  runRules(program, trial, columns);
  setStops(stopColumn(0), stopColumn(1), stopColumn(2), stopColumn(3), stopColumn(4), stopColumn(5));
  readOrders(ruleBits(0), ruleBits(1), ruleBits(2), ruleBits(3));
  simulate(firstBar, out);
}

/** First bar whose signals count, of the trial whose rules were read last. */
let firstBar: i32 = 0;

function runRules(program: usize, trial: usize, columns: usize): void {
  firstBar = 0;
  store<u64>(rules, 0);
  store<u64>(rules, 0, 8);
  store<u64>(stops, 0);
  store<u64>(stops, 0, 8);
  store<u64>(stops, 0, 16);
  for (let at = program; ; at += 16) {
    const operation = load<i32>(at);
    const x = load<i32>(at, 4);
    const y = load<i32>(at, 8);
    const z = load<i32>(at, 12);
    if (operation == END) break;
    switch (operation) {
      case RELATE:
        relate(columnOf(columns, trial, x), columnOf(columns, trial, y), bufferOf(z), bufferOf(z + 1));
        break;
      case RELATE_NUMBER:
        relateToNumber(
          columnOf(columns, trial, x),
          load<f64>(columnOf(columns, trial, y).values),
          bufferOf(z),
          bufferOf(z + 1),
        );
        break;
      case BITS:
        copyBits(columnOf(columns, trial, x).defined, bufferOf(z));
        break;
      case DEFINED:
        bothDefined(columnOf(columns, trial, x).defined, columnOf(columns, trial, y).defined, bufferOf(z));
        break;
      case COPY:
        copyBits(bufferOf(x), bufferOf(z));
        break;
      case AND:
        andBits(bufferOf(z), bufferOf(x));
        break;
      case OR:
        orBits(bufferOf(z), bufferOf(x));
        break;
      case XOR:
        xorBits(bufferOf(z), bufferOf(x));
        break;
      case NOT:
        invertBits(bufferOf(z));
        break;
      case DELAY:
        delayBits(bufferOf(z), x);
        break;
      case EDGES:
        risingEdges(bufferOf(x), bufferOf(y), bufferOf(z));
        break;
      case CLEAR:
        // Clears before the first bar of slot x, y bars later.
        clearBefore(bufferOf(z), columnOf(columns, trial, x).first + y);
        break;
      case RULE:
        store<i32>(rules + (<usize>x << 2), z + 1);
        break;
      case FIRST:
        firstBar = max<i32>(firstBar, columnOf(columns, trial, x).firstSeries + 1);
        break;
      case FILL:
        fillBits(bufferOf(z), x != 0);
        break;
      case WAIT:
        firstBar = max<i32>(firstBar, 1);
        break;
      case STOP:
        store<i32>(stops + (<usize>y << 2), <i32>columnOf(columns, trial, x).values);
        break;
    }
  }
}

@inline
function ruleBits(rule: i32): usize {
  const index = load<i32>(rules + (<usize>rule << 2));
  return index == 0 ? 0 : bufferOf(index - 1);
}

@inline
function stopColumn(stop: i32): usize {
  return <usize>load<i32>(stops + (<usize>stop << 2));
}

/** Computes codes and defined bars of the column that is described at `at`. */
export function describeColumn(at: usize): void {
  describe(changetype<Column>(at));
}
