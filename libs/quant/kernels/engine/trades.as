// The commonest way to trade, all in and long without protective orders, as one tight loop; the same numbers as `simulate`.
import { words } from './bits';
import { at, bars, close, lowestClose, open } from './market';
import {
  bookedLater,
  entryPrice,
  entryUnits,
  entryWins,
  exitPrice,
  exitWins,
  feeOf,
  initialBalance,
  nextOpen,
  openPosition,
} from './settings';
import { addFee, addTrade, begin, finish } from './totals';

/** Bars of the signals that change what is held, in turns an entry and an exit. */
let changes: usize = 0;

export function setChanges(memory: usize): void {
  changes = memory;
}

/**
 * Reads the changes of position from the signals, 64 bars at a time: adding a bit to a run of ones carries it to the end of
 * the run, so an entry floods the bars up to the next exit. Returns their number.
 */
function readChanges(enterLong: usize, exitLong: usize, firstBar: i32): i32 {
  const entry: u64 = entryWins ? ~(<u64>0) : 0;
  const exit: u64 = exitWins ? ~(<u64>0) : 0;
  let mask = ~(<u64>0) << <u64>(firstBar & 63);
  let carry: u64 = 0;
  let end = changes;
  for (let word = <usize>(firstBar >> 6); word < words; word++) {
    const offset = word << 3;
    const wants = load<u64>(enterLong + offset) & mask;
    const quits = exitLong == 0 ? 0 : load<u64>(exitLong + offset);
    mask = ~(<u64>0);
    const enters = wants & (~quits | entry);
    const stays = ~(quits & (~wants | exit));
    const begins = enters | (carry & stays);
    const held = (((stays + begins) ^ stays) & stays) | begins;
    let changed = held ^ ((held << 1) | carry);
    carry = held >> 63;
    const base = <i32>(word << 6);
    while (changed != 0) {
      store<i32>(end, base + <i32>ctz<u64>(changed));
      changed &= changed - 1;
      end += 4;
    }
  }
  return <i32>((end - changes) >> 2);
}

/** False when something rare happened that only `simulate` knows: nothing was written then. */
export function tradeAllIn(enterLong: usize, exitLong: usize, firstBar: i32, out: usize): bool {
  if (enterLong == 0) return false;
  const count = readChanges(enterLong, exitLong, min<i32>(firstBar, bars));
  const prices = nextOpen ? open : close;
  const fillsAfter = nextOpen ? 1 : 0;
  const marksAfter = bookedLater ? 1 : 0;
  const lastFill = bars - 1 - marksAfter;
  let balance = initialBalance;
  begin();
  for (let i = 0; i < count; i += 2) {
    const entryBar = load<i32>(changes + (<usize>i << 2)) + fillsAfter;
    if (entryBar > lastFill) break;
    const entered = entryPrice(1, at(prices, entryBar));
    const size = entryUnits(balance, entered);
    if (size == 0) return false;
    const entryFee = feeOf(size, entered);
    addFee(entryFee);
    const money = balance - entryFee;
    if (!(money + size * (lowestClose - entered) > 0)) return false;
    const markFrom = entryBar + marksAfter;
    const exitBar = i + 1 < count ? load<i32>(changes + (<usize>i << 2), 4) + fillsAfter : bars;
    if (exitBar > lastFill) return stayOpen(size, entered, entryFee, money, markFrom, entryBar, out);
    const left = exitPrice(1, at(prices, exitBar));
    const gained = size * (left - entered);
    const exitFee = feeOf(size, left);
    addFee(exitFee);
    balance = money + gained - exitFee;
    if (!(balance > 0)) return false;
    const pnl = gained - entryFee - exitFee;
    addTrade(1, size, entered, money, markFrom, exitBar + marksAfter, entryBar, exitBar, pnl, balance, false);
  }
  finish(bars, out);
  return true;
}

/** The last trade, when no exit comes any more. */
function stayOpen(size: f64, entered: f64, entryFee: f64, money: f64, markFrom: i32, entryBar: i32, out: usize): bool {
  const last = bars - 1;
  if (openPosition == 0) {
    const gained = size * (at(close, last) - entered);
    addTrade(1, size, entered, money, markFrom, bars, entryBar, last, gained - entryFee - 0, money, true);
  } else {
    const openedAtThisClose = !nextOpen && entryBar == last;
    const left = exitPrice(1, openPosition == 1 && !openedAtThisClose ? at(open, last) : at(close, last));
    const gained = size * (left - entered);
    const exitFee = feeOf(size, left);
    addFee(exitFee);
    const balance = money + gained - exitFee;
    if (!(balance > 0)) return false;
    addTrade(1, size, entered, money, markFrom, last, entryBar, last, gained - entryFee - exitFee, balance, false);
  }
  finish(bars, out);
  return true;
}
