// The commonest way to trade, all in and long without protective orders. Two trials are traded at once, one in each lane of a
// vector; every lane gives the numbers of `simulate`.
import { words } from './bits';
import { at, bars, close, closeExtremes, downsideSum, lowestClose, open, returnSums } from './market';
import {
  bookedLater,
  commissionFixed,
  commissionPerUnit,
  entryPrice,
  entryUnits,
  entryWins,
  exitPrice,
  exitWins,
  feeOf,
  initialBalance,
  nextOpen,
  openPosition,
  rate,
} from './settings';
import { addFee, addTrade, ALL_IN, finish, resume, SUSPECT, suspectsOf } from './totals';

/** Bars of the signals that change what is held, in turns an entry and an exit, for each lane. */
let changes0: usize = 0;
let changes1: usize = 0;
/** Bar by bar: price of an entry that fills there, and what a unit costs with its fee; price of an exit. */
let entries: usize = 0;
let exits: usize = 0;

export function setTrades(changes: usize, size: usize, prices: usize): void {
  changes0 = changes;
  changes1 = changes + size;
  entries = prices;
  exits = prices + (<usize>bars << 4);
  const fills = nextOpen ? open : close;
  for (let bar = 0; bar < bars; bar++) {
    const price = at(fills, bar);
    const entered = entryPrice(1, price);
    store<f64>(entries + (<usize>bar << 4), entered);
    store<f64>(entries + (<usize>bar << 4), entered * (1 + rate) + commissionPerUnit, 8);
    store<f64>(exits + (<usize>bar << 3), exitPrice(1, price));
  }
}

@inline
function changesOf(lane: i32): usize {
  return lane == 0 ? changes0 : changes1;
}

/**
 * Reads the changes of position from the signals, 64 bars at a time: adding a bit to a run of ones carries it to the end of
 * the run, so an entry floods the bars up to the next exit. Returns their number.
 */
export function readChanges(lane: i32, enterLong: usize, exitLong: usize, firstBar: i32): i32 {
  if (enterLong == 0) return 0;
  const entry: u64 = entryWins ? ~(<u64>0) : 0;
  const exit: u64 = exitWins ? ~(<u64>0) : 0;
  const from = min<i32>(firstBar, bars);
  let mask = ~(<u64>0) << <u64>(from & 63);
  let carry: u64 = 0;
  const start = changesOf(lane);
  let end = start;
  for (let word = <usize>(from >> 6); word < words; word++) {
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
    if (changed == 0) continue;
    // Four at once without asking whether they are there: mispredicted branches cost more than stores.
    const count = <usize>popcnt<u64>(changed);
    let to = end;
    do {
      store<i32>(to, base + <i32>ctz<u64>(changed));
      changed &= changed - 1;
      store<i32>(to, base + <i32>ctz<u64>(changed), 4);
      changed &= changed - 1;
      store<i32>(to, base + <i32>ctz<u64>(changed), 8);
      changed &= changed - 1;
      store<i32>(to, base + <i32>ctz<u64>(changed), 12);
      changed &= changed - 1;
      to += 16;
    } while (changed != 0);
    end += count << 2;
  }
  return <i32>((end - start) >> 2);
}

/** How many trades of a lane are closed by a rule before the data ends. */
@inline
function closedTrades(lane: i32, count: i32, lastFill: i32): i32 {
  const closed = count >> 1;
  if (closed == 0) return 0;
  const lastExit = load<i32>(changesOf(lane) + (<usize>(2 * closed - 1) << 2)) + (nextOpen ? 1 : 0);
  return lastExit > lastFill ? closed - 1 : closed;
}

@inline
function lanes(column: usize, bar0: i32, bar1: i32): v128 {
  return v128.load64_lane(column + (<usize>bar1 << 3), v128.load64_zero(column + (<usize>bar0 << 3)), 1);
}

@inline
function firsts(a: v128, b: v128): v128 {
  return v128.shuffle<i64>(a, b, 0, 2);
}

@inline
function seconds(a: v128, b: v128): v128 {
  return v128.shuffle<i64>(a, b, 1, 3);
}

@inline
function select(mask: v128, a: v128, b: v128): v128 {
  return v128.bitselect(a, b, mask);
}

/**
 * Trades two trials; the second may be a copy of the first. Bits of the result name the lanes in which something rare
 * happened (ruin, an order that is not filled) that only `simulate` knows: nothing is valid there.
 */
export function tradePair(count0: i32, count1: i32, out0: usize, out1: usize): i32 {
  const fillsAfter = nextOpen ? 1 : 0;
  const marksAfter = bookedLater ? 1 : 0;
  const lastFill = bars - 1 - marksAfter;
  const pairs = min<i32>(closedTrades(0, count0, lastFill), closedTrades(1, count1, lastFill));
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const fixed = f64x2.splat(commissionFixed);
  const perUnit = f64x2.splat(commissionPerUnit);
  const rates = f64x2.splat(rate);
  const bottom = f64x2.splat(lowestClose);
  const allIn = f64x2.splat(ALL_IN);
  const hasFixed = commissionFixed != 0;
  let balance = f64x2.splat(initialBalance);
  let equity = balance;
  let peak = balance;
  let deepest = one;
  let sums0 = zero;
  let sums1 = zero;
  let downside = zero;
  let fees = zero;
  let won = zero;
  let lost = zero;
  let wins = zero;
  let losses = zero;
  let profit = zero;
  let tradeReturns = zero;
  let best = f64x2.splat(-Infinity);
  let worst = f64x2.splat(Infinity);
  let rare = zero;
  let tradeBars0 = 0;
  let tradeBars1 = 0;
  let suspect0 = suspectsOf(0);
  let suspect1 = suspectsOf(1);
  let change0 = changes0;
  let change1 = changes1;
  for (let t = 0; t < pairs; t++) {
    const entry0 = load<i32>(change0) + fillsAfter;
    const exit0 = load<i32>(change0, 4) + fillsAfter;
    const entry1 = load<i32>(change1) + fillsAfter;
    const exit1 = load<i32>(change1, 4) + fillsAfter;
    change0 += 8;
    change1 += 8;
    tradeBars0 += exit0 - entry0;
    tradeBars1 += exit1 - entry1;
    const fill0 = v128.load(entries + (<usize>entry0 << 4));
    const fill1 = v128.load(entries + (<usize>entry1 << 4));
    const entered = firsts(fill0, fill1);
    const left = lanes(exits, exit0, exit1);

    const size = f64x2.div(hasFixed ? f64x2.sub(balance, fixed) : balance, seconds(fill0, fill1));
    const orders = f64x2.add(fixed, f64x2.mul(perUnit, size));
    const paid = f64x2.mul(size, entered);
    const entryFee = f64x2.add(orders, f64x2.mul(paid, rates));
    const exitFee = f64x2.add(orders, f64x2.mul(f64x2.mul(size, left), rates));
    const money = f64x2.sub(balance, entryFee);
    const gained = f64x2.mul(size, f64x2.sub(left, entered));
    const after = f64x2.sub(f64x2.add(money, gained), exitFee);
    fees = f64x2.add(f64x2.add(fees, entryFee), exitFee);
    const pnl = f64x2.sub(f64x2.sub(gained, entryFee), exitFee);
    const fine = v128.and(
      v128.and(f64x2.gt(size, zero), f64x2.gt(after, zero)),
      v128.and(
        f64x2.gt(f64x2.add(money, f64x2.mul(size, f64x2.sub(bottom, entered))), zero),
        f64x2.le(f64x2.abs(f64x2.sub(money, paid)), f64x2.mul(allIn, money)),
      ),
    );
    rare = v128.or(rare, v128.not(fine));

    // The first flat bar after the last trade, then the bars of this one.
    const flatChange = f64x2.sub(f64x2.div(balance, equity), one);
    const flatSquare = f64x2.mul(flatChange, flatChange);
    deepest = select(f64x2.lt(balance, f64x2.mul(deepest, peak)), f64x2.div(balance, peak), deepest);
    peak = f64x2.pmax(peak, balance);
    const from0 = entry0 + marksAfter;
    const from1 = entry1 + marksAfter;
    const to0 = exit0 + marksAfter;
    const to1 = exit1 + marksAfter;
    const firstMark = f64x2.add(money, f64x2.mul(size, f64x2.sub(lanes(close, from0, from1), entered)));
    const change = f64x2.sub(f64x2.div(firstMark, balance), one);
    const square = f64x2.mul(change, change);
    sums0 = f64x2.add(
      f64x2.add(sums0, firsts(flatChange, flatSquare)),
      f64x2.add(firsts(change, square), returnSums(from0, to0 - 1)),
    );
    sums1 = f64x2.add(
      f64x2.add(sums1, seconds(flatChange, flatSquare)),
      f64x2.add(seconds(change, square), returnSums(from1, to1 - 1)),
    );
    const flatLoss = f64x2.pmin(flatChange, zero);
    const loss = f64x2.pmin(change, zero);
    const heldLoss = f64x2.replace_lane(f64x2.splat(downsideSum(from0, to0 - 1)), 1, downsideSum(from1, to1 - 1));
    downside = f64x2.add(
      f64x2.add(downside, f64x2.mul(flatLoss, flatLoss)),
      f64x2.add(f64x2.mul(loss, loss), heldLoss),
    );
    equity = f64x2.add(money, f64x2.mul(size, f64x2.sub(lanes(close, to0 - 1, to1 - 1), entered)));
    const extremes0 = closeExtremes(from0, to0);
    const extremes1 = closeExtremes(from1, to1);
    const lowClose = firsts(extremes0, extremes1);
    const highClose = f64x2.neg(seconds(extremes0, extremes1));
    const lowest = f64x2.add(money, f64x2.mul(size, f64x2.sub(lowClose, entered)));
    const highest = f64x2.add(money, f64x2.mul(size, f64x2.sub(highClose, entered)));
    deepest = select(f64x2.lt(lowest, f64x2.mul(deepest, peak)), f64x2.div(lowest, peak), deepest);
    peak = f64x2.pmax(peak, highest);
    const suspicious = i64x2.bitmask(f64x2.lt(lowClose, f64x2.mul(deepest, highClose)));
    const ratio = f64x2.div(lowClose, highClose);
    store<i32>(suspect0, from0);
    store<i32>(suspect0, to0, 4);
    v128.store64_lane(suspect0, ratio, 0, 8);
    store<f64>(suspect0, 0, 16);
    suspect0 += <usize>(suspicious & 1) * SUSPECT;
    store<i32>(suspect1, from1);
    store<i32>(suspect1, to1, 4);
    v128.store64_lane(suspect1, ratio, 1, 8);
    store<f64>(suspect1, 0, 16);
    suspect1 += <usize>(suspicious >> 1) * SUSPECT;

    const wins_ = f64x2.gt(pnl, zero);
    won = f64x2.add(won, v128.and(pnl, wins_));
    lost = f64x2.sub(lost, v128.andnot(pnl, wins_));
    wins = i64x2.sub(wins, wins_);
    losses = i64x2.sub(losses, f64x2.lt(pnl, zero));
    const earned = f64x2.div(pnl, paid);
    profit = f64x2.add(profit, pnl);
    tradeReturns = f64x2.add(tradeReturns, earned);
    best = f64x2.pmax(best, earned);
    worst = f64x2.pmin(worst, earned);
    balance = after;
  }
  const bad = i64x2.bitmask(rare);
  const exit0 = pairs > 0 ? load<i32>(change0 - 4) + fillsAfter : -1;
  const exit1 = pairs > 0 ? load<i32>(change1 - 4) + fillsAfter : -1;
  const flat0 = pairs > 0 ? exit0 + marksAfter : 0;
  const flat1 = pairs > 0 ? exit1 + marksAfter : 0;
  let failed = bad;
  if ((bad & 1) == 0) {
    const money = f64x2.extract_lane(balance, 0);
    resume(
      0, f64x2.extract_lane(equity, 0), f64x2.extract_lane(peak, 0), f64x2.extract_lane(deepest, 0), sums0,
      f64x2.extract_lane(downside, 0), flat0, money, exit0,
      suspect0, f64x2.extract_lane(fees, 0), pairs, <i32>i64x2.extract_lane(wins, 0), <i32>i64x2.extract_lane(losses, 0),
      f64x2.extract_lane(won, 0), f64x2.extract_lane(lost, 0), f64x2.extract_lane(profit, 0),
      f64x2.extract_lane(tradeReturns, 0), tradeBars0, f64x2.extract_lane(best, 0), f64x2.extract_lane(worst, 0),
    );
    if (!tradeOn(0, pairs, count0, money, lastFill, out0)) failed |= 1;
  }
  if ((bad & 2) == 0 && out1 != 0) {
    const money = f64x2.extract_lane(balance, 1);
    resume(
      1, f64x2.extract_lane(equity, 1), f64x2.extract_lane(peak, 1), f64x2.extract_lane(deepest, 1), sums1,
      f64x2.extract_lane(downside, 1), flat1, money, exit1,
      suspect1, f64x2.extract_lane(fees, 1), pairs, <i32>i64x2.extract_lane(wins, 1), <i32>i64x2.extract_lane(losses, 1),
      f64x2.extract_lane(won, 1), f64x2.extract_lane(lost, 1), f64x2.extract_lane(profit, 1),
      f64x2.extract_lane(tradeReturns, 1), tradeBars1, f64x2.extract_lane(best, 1), f64x2.extract_lane(worst, 1),
    );
    if (!tradeOn(1, pairs, count1, money, lastFill, out1)) failed |= 2;
  }
  return failed;
}

/** The trades of a lane after the first `done`. False when something rare happened. */
function tradeOn(lane: i32, done: i32, count: i32, start: f64, lastFill: i32, out: usize): bool {
  const fillsAfter = nextOpen ? 1 : 0;
  const marksAfter = bookedLater ? 1 : 0;
  const changes = changesOf(lane);
  let balance = start;
  for (let i = 2 * done; i < count; i += 2) {
    const entryBar = load<i32>(changes + (<usize>i << 2)) + fillsAfter;
    if (entryBar > lastFill) break;
    const entered = load<f64>(entries + (<usize>entryBar << 4));
    const size = entryUnits(balance, entered, NaN);
    if (size == 0) return false;
    const entryFee = feeOf(size, entered);
    addFee(entryFee);
    const money = balance - entryFee;
    if (!(money + size * (lowestClose - entered) > 0)) return false;
    const markFrom = entryBar + marksAfter;
    const exitBar = i + 1 < count ? load<i32>(changes + (<usize>i << 2), 4) + fillsAfter : bars;
    if (exitBar > lastFill) return stayOpen(size, entered, entryFee, money, markFrom, entryBar, out);
    const left = load<f64>(exits + (<usize>exitBar << 3));
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
