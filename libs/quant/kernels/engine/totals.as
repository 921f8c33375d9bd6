// Totals of one trial, trade by trade. Twin: LedgerTotals (ledger-totals.ts) and addTrade (run-totals.ts).
import { at, bars, close, closeExtremes, deepestFall, downsideSum, returnSums } from './market';
import { initialBalance } from './settings';

/** Share of the money that may lie beside a position that counts as all in: rounding, not cash. */
export const ALL_IN: f64 = 1e-14;
/**
 * Bytes of a suspect: marked bars (8), the lowest equity on them ÷ the highest (8); where equity is not proportional to the
 * close, signed size (0 = it is), money and entry price (24).
 */
export const SUSPECT: usize = 40;

let equity: f64 = 0;
let peak: f64 = 0;
let deepest: f64 = 1;
/** (Σ r, Σ r²) */
let sums: v128 = f64x2.splat(0);
/** Σ min(r, 0)² */
let downside: f64 = 0;
let flatFrom: i32 = 0;
let flatEquity: f64 = 0;
let nextHeld: i32 = 0;
let firstSuspects: usize = 0;
let secondSuspects: usize = 0;
let suspects: usize = 0;
let suspectEnd: usize = 0;

let fees: f64 = 0;
let trades: i32 = 0;
let wins: i32 = 0;
let losses: i32 = 0;
let won: f64 = 0;
let lost: f64 = 0;
let openTrades: i32 = 0;
let openProfit: f64 = 0;
let profit: f64 = 0;
let tradeReturns: f64 = 0;
let tradeBars: i32 = 0;
let bestReturn: f64 = 0;
let worstReturn: f64 = 0;
let barsHeld: i32 = 0;
let barsHeldClosed: i32 = 0;

/** Room for the suspects of the two trials of a pair. */
export function setSuspects(memory: usize, size: usize): void {
  firstSuspects = memory;
  secondSuspects = memory + size;
  suspects = memory;
}

@inline
export function suspectsOf(lane: i32): usize {
  return lane == 0 ? firstSuspects : secondSuspects;
}

export function begin(): void {
  suspects = firstSuspects;
  equity = initialBalance;
  peak = initialBalance;
  deepest = 1;
  sums = f64x2.splat(0);
  downside = 0;
  flatFrom = 0;
  flatEquity = initialBalance;
  nextHeld = 0;
  suspectEnd = suspects;
  fees = 0;
  trades = 0;
  wins = 0;
  losses = 0;
  won = 0;
  lost = 0;
  openTrades = 0;
  openProfit = 0;
  profit = 0;
  tradeReturns = 0;
  tradeBars = 0;
  bestReturn = -Infinity;
  worstReturn = Infinity;
  barsHeld = 0;
  barsHeldClosed = 0;
}

/** Goes on where a pair of trials left off: `count` closed trades, the last of which ended on `exitBar`. */
export function resume(
  lane: i32,
  last: f64,
  top: f64,
  fall: f64,
  returns: v128,
  losing: f64,
  markedTo: i32,
  balance: f64,
  exitBar: i32,
  suspectsTo: usize,
  paid: f64,
  count: i32,
  won_: i32,
  lost_: i32,
  gain: f64,
  loss: f64,
  net: f64,
  earned: f64,
  barsBetween: i32,
  best: f64,
  worst: f64,
): void {
  begin();
  equity = last;
  peak = top;
  deepest = fall;
  sums = returns;
  downside = losing;
  flatFrom = markedTo;
  flatEquity = balance;
  nextHeld = exitBar + 1;
  suspects = suspectsOf(lane);
  suspectEnd = suspectsTo;
  fees = paid;
  trades = count;
  wins = won_;
  losses = lost_;
  won = gain;
  lost = loss;
  profit = net;
  tradeReturns = earned;
  tradeBars = barsBetween;
  bestReturn = best;
  worstReturn = worst;
  barsHeld = barsBetween + count;
  barsHeldClosed = barsHeld;
}

@inline
export function addFee(fee: f64): void {
  fees += fee;
}

@inline
function addReturn(change: f64): void {
  sums = f64x2.add(sums, f64x2.replace_lane(f64x2.splat(change), 1, change * change));
  if (change < 0) downside += change * change;
}

/** Equity at the next close; bars that follow with the same equity add nothing. */
@inline
function mark(value: f64): void {
  addReturn(value / equity - 1);
  equity = value;
  if (value > peak) peak = value;
  else if (value < deepest * peak) deepest = value / peak;
}

@inline
function marked(side: f64, size: f64, entryPrice: f64, money: f64, price: f64): f64 {
  return money + size * (side > 0 ? price - entryPrice : entryPrice - price);
}

/** One trade: its equity on the bars [markFrom, markTo), then what it earned. `isOpen` = it was never closed. */
@inline
export function addTrade(
  side: f64,
  size: f64,
  entryPrice: f64,
  money: f64,
  markFrom: i32,
  markTo: i32,
  entryBar: i32,
  exitBar: i32,
  pnl: f64,
  after: f64,
  isOpen: bool,
): void {
  if (markFrom > flatFrom) mark(flatEquity);
  if (markTo > markFrom) {
    if (side > 0 && Math.abs(money - size * entryPrice) <= ALL_IN * money) {
      markAllIn(size, entryPrice, money, markFrom, markTo);
    } else {
      markBeside(side * size, entryPrice, money, markFrom, markTo);
    }
  }
  flatFrom = markTo;
  flatEquity = after;

  const held = max<i32>(0, exitBar + 1 - max<i32>(entryBar, nextHeld));
  if (held > 0) nextHeld = exitBar + 1;
  barsHeld += held;
  if (isOpen) {
    openTrades++;
    openProfit = pnl;
    return;
  }
  barsHeldClosed += held;
  trades++;
  if (pnl > 0) {
    wins++;
    won += pnl;
  } else {
    if (pnl < 0) losses++;
    lost -= pnl;
  }
  const earned = pnl / (size * entryPrice);
  profit += pnl;
  tradeReturns += earned;
  tradeBars += exitBar - entryBar;
  if (earned > bestReturn) bestReturn = earned;
  if (earned < worstReturn) worstReturn = earned;
}

/** Equity is proportional to the close: the tables of the market answer for all bars at once. */
@inline
function markAllIn(size: f64, entryPrice: f64, money: f64, markFrom: i32, markTo: i32): void {
  const last = markTo - 1;
  const change = marked(1, size, entryPrice, money, at(close, markFrom)) / equity - 1;
  const first = f64x2.replace_lane(f64x2.splat(change), 1, change * change);
  sums = f64x2.add(sums, f64x2.add(first, returnSums(markFrom, last)));
  downside += (change < 0 ? change * change : 0) + downsideSum(markFrom, last);
  equity = marked(1, size, entryPrice, money, at(close, last));
  const found = closeExtremes(markFrom, markTo);
  const lowClose = f64x2.extract_lane(found, 0);
  const highClose = -f64x2.extract_lane(found, 1);
  const lowest = marked(1, size, entryPrice, money, lowClose);
  const highest = marked(1, size, entryPrice, money, highClose);
  if (lowest < deepest * peak) deepest = lowest / peak;
  if (highest > peak) peak = highest;
  store<i32>(suspectEnd, markFrom);
  store<i32>(suspectEnd, markTo, 4);
  store<f64>(suspectEnd, lowClose / highClose, 8);
  store<f64>(suspectEnd, 0, 16);
  suspectEnd += <usize>(lowClose < deepest * highClose) * SUSPECT;
}

@inline
function loss(change: v128): v128 {
  const losing = f64x2.pmin(change, f64x2.splat(0));
  return f64x2.mul(losing, losing);
}

/** Money lies beside the position, or it is a short: returns are walked through two bars at a time, extremes are looked up. */
function markBeside(signed: f64, entryPrice: f64, money: f64, markFrom: i32, markTo: i32): void {
  const first = money + signed * (at(close, markFrom) - entryPrice);
  addReturn(first / equity - 1);
  const sizes = f64x2.splat(signed);
  const prices = f64x2.splat(entryPrice);
  const beside = f64x2.splat(money);
  const one = f64x2.splat(1);
  let changes = f64x2.splat(0);
  let squares = f64x2.splat(0);
  let losses_ = f64x2.splat(0);
  let bar = markFrom + 1;
  let last = first;
  for (; bar + 1 < markTo; bar += 2) {
    const now = v128.load(close + (<usize>bar << 3));
    const value = f64x2.add(beside, f64x2.mul(sizes, f64x2.sub(now, prices)));
    const before = v128.shuffle<i64>(f64x2.splat(last), value, 0, 2);
    const change = f64x2.sub(f64x2.div(value, before), one);
    changes = f64x2.add(changes, change);
    squares = f64x2.add(squares, f64x2.mul(change, change));
    losses_ = f64x2.add(losses_, loss(change));
    last = f64x2.extract_lane(value, 1);
  }
  if (bar < markTo) {
    const value = money + signed * (at(close, bar) - entryPrice);
    const change = f64x2.replace_lane(f64x2.splat(0), 0, value / last - 1);
    changes = f64x2.add(changes, change);
    squares = f64x2.add(squares, f64x2.mul(change, change));
    losses_ = f64x2.add(losses_, loss(change));
    last = value;
  }
  const returns = f64x2.extract_lane(changes, 0) + f64x2.extract_lane(changes, 1);
  const square = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
  sums = f64x2.add(sums, f64x2.replace_lane(f64x2.splat(returns), 1, square));
  downside += f64x2.extract_lane(losses_, 0) + f64x2.extract_lane(losses_, 1);
  equity = last;

  const found = closeExtremes(markFrom, markTo);
  const atLow = money + signed * (f64x2.extract_lane(found, 0) - entryPrice);
  const atHigh = money + signed * (-f64x2.extract_lane(found, 1) - entryPrice);
  const lowest = signed > 0 ? atLow : atHigh;
  const highest = signed > 0 ? atHigh : atLow;
  if (lowest < deepest * peak) deepest = lowest / peak;
  if (highest > peak) peak = highest;
  if (!(lowest < deepest * highest)) return;
  store<i32>(suspectEnd, markFrom);
  store<i32>(suspectEnd, markTo, 4);
  store<f64>(suspectEnd, lowest / highest, 8);
  store<f64>(suspectEnd, signed, 16);
  store<f64>(suspectEnd, money, 24);
  store<f64>(suspectEnd, entryPrice, 32);
  suspectEnd += SUSPECT;
}

/** As `deepestFall`, of the equity of a suspect that is not proportional to the close. */
function deepestFallBeside(suspect: usize, known: f64): f64 {
  const markTo = load<i32>(suspect, 4);
  const signed = load<f64>(suspect, 16);
  const money = load<f64>(suspect, 24);
  const entryPrice = load<f64>(suspect, 32);
  let found = known;
  let top: f64 = 0;
  for (let bar = load<i32>(suspect); bar < markTo; bar++) {
    const value = money + signed * (at(close, bar) - entryPrice);
    if (value > top) top = value;
    else if (value < found * top) found = value / top;
  }
  return found;
}

/** Writes the totals. `ruinBar` = first bar on which everything is lost. */
export function finish(ruinBar: i32, out: usize): void {
  if (ruinBar < bars) mark(0);
  else if (flatFrom < bars) mark(flatEquity);
  for (let suspect = suspects; suspect < suspectEnd; suspect += SUSPECT) {
    if (!(load<f64>(suspect, 8) < deepest)) continue;
    deepest =
      load<f64>(suspect, 16) == 0
        ? deepestFall(load<i32>(suspect), load<i32>(suspect, 4), deepest)
        : deepestFallBeside(suspect, deepest);
  }
  store<f64>(out, equity);
  store<f64>(out, fees, 8);
  v128.store(out, sums, 16);
  store<f64>(out, 1 - deepest, 32);
  store<f64>(out, <f64>trades, 40);
  store<f64>(out, <f64>wins, 48);
  store<f64>(out, <f64>losses, 56);
  store<f64>(out, won, 64);
  store<f64>(out, lost, 72);
  store<f64>(out, <f64>openTrades, 80);
  store<f64>(out, openProfit, 88);
  store<f64>(out, profit, 96);
  store<f64>(out, tradeReturns, 104);
  store<f64>(out, <f64>tradeBars, 112);
  store<f64>(out, bestReturn, 120);
  store<f64>(out, worstReturn, 128);
  store<f64>(out, <f64>barsHeld, 136);
  store<f64>(out, <f64>barsHeldClosed, 144);
  store<f64>(out, downside, 152);
}
