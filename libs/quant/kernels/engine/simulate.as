// Trades the orders of one trial, from trade to trade. Twin: EventSimulator and Protection of the backtest room.
import { hasBit, nextBit } from './bits';
import {
  at,
  bars,
  blockFall,
  blockHigh,
  blockLow,
  blockRise,
  close,
  firstReaching,
  high,
  highestClose,
  low,
  lowestClose,
  open,
} from './market';
import {
  bookedLater,
  entersOnStopBar,
  entryPrice,
  entryUnits,
  exitPrice,
  feeOf,
  initialBalance,
  livesOnEntryBar,
  nextOpen,
  openPosition,
  reverses,
  stopLossPercent,
  stopPrice,
  stopReference,
  takeProfitPercent,
  trailingStopPercent,
} from './settings';
import { addFee, addTrade, begin, finish } from './totals';

/** Orders of every close, as bits (`OrderBits`). */
export let opens: usize = 0;
export let opensLong: usize = 0;
export let leavesLong: usize = 0;
export let leavesShort: usize = 0;
export let exitsLong: usize = 0;
export let exitsShort: usize = 0;

/** Protective rules of the strategy: columns of prices and of percentages; 0 = none. */
let stopLoss: usize = 0;
let takeProfit: usize = 0;
let trailingStop: usize = 0;
let stopLossShare: usize = 0;
let takeProfitShare: usize = 0;
let trailingStopShare: usize = 0;

export function setOrders(buffers: usize, size: usize): void {
  opens = buffers;
  opensLong = buffers + size;
  leavesLong = buffers + 2 * size;
  leavesShort = buffers + 3 * size;
  exitsLong = buffers + 4 * size;
  exitsShort = buffers + 5 * size;
}

export function setStops(loss: usize, profit: usize, trail: usize, lossShare: usize, profitShare: usize, trailShare: usize): void {
  stopLoss = loss;
  takeProfit = profit;
  trailingStop = trail;
  stopLossShare = lossShare;
  takeProfitShare = profitShare;
  trailingStopShare = trailShare;
}

let balance: f64 = 0;
let ruinBar: i32 = 0;
let isProtected: bool = false;
let trails: bool = false;

let side: f64 = 1;
let size: f64 = 0;
let entryBar: i32 = 0;
let entered: f64 = 0;
let entryFee: f64 = 0;
let money: f64 = 0;
let markFrom: i32 = 0;
let stop: f64 = NaN;
let target: f64 = NaN;
let peak: f64 = NaN;
let trailPercent: f64 = NaN;
let testedFrom: i32 = 0;

const SIGNAL: i32 = 0;
const STOPPED: i32 = 1;
const RUINED: i32 = 2;
const ENDED: i32 = 3;
const STAYS: i32 = 4;

let leaveBar: i32 = 0;
let leaveMarkTo: i32 = 0;
let leaveReason: i32 = SIGNAL;
let leavePrice: f64 = 0;
/** Side that the order opens with the same fill; 0 = none. */
let leaveOpens: f64 = 0;

/** Trades from `firstBar` on and writes the totals. */
export function simulate(firstBar: i32, out: usize): void {
  const from = min<i32>(firstBar, bars);
  begin();
  balance = initialBalance;
  ruinBar = bars;
  isProtected =
    stopLossPercent == stopLossPercent ||
    takeProfitPercent == takeProfitPercent ||
    trailingStopPercent == trailingStopPercent ||
    (stopLoss | takeProfit | trailingStop | stopLossShare | takeProfitShare | trailingStopShare) != 0;
  trails = trailingStopPercent == trailingStopPercent || (trailingStop | trailingStopShare) != 0;
  for (let bar = nextBit(opens, from); bar < bars; bar = nextBit(opens, bar)) {
    const into: f64 = hasBit(opensLong, bar) ? 1 : -1;
    const fillBar = fillBarOf(bar);
    if (fillBar >= bars) break;
    bar = enter(into, fillPrice(fillBar), fillBar, bar) ? holdUntilFlat() : bar + 1;
  }
  finish(ruinBar, out);
}

@inline
function fillBarOf(signalBar: i32): i32 {
  if (nextOpen) return signalBar + 1;
  return bookedLater && signalBar >= bars - 1 ? bars : signalBar;
}

@inline
function fillPrice(bar: i32): f64 {
  return at(nextOpen ? open : close, bar);
}

function enter(into: f64, price: f64, bar: i32, signalBar: i32): bool {
  side = into;
  entryBar = bar;
  entered = entryPrice(into, price);
  stop = NaN;
  target = NaN;
  testedFrom = bar;
  let risk: f64 = NaN;
  if (isProtected) {
    place(signalBar);
    // The close of the bar is not known to a fill at its open.
    if (stopReference != 2 || !nextOpen) risk = side * (entered - stop);
  }
  size = entryUnits(balance, entered, risk);
  if (size == 0) return false;
  entryFee = pay(size, entered);
  return true;
}

@inline
function pay(units: f64, price: f64): f64 {
  const fee = feeOf(units, price);
  balance -= fee;
  addFee(fee);
  return fee;
}

@inline
function percentOf(setting: f64, column: usize, bar: i32): f64 {
  const percent = setting == setting ? setting : column != 0 ? at(column, bar) : NaN;
  return percent > 0 ? percent : NaN;
}

/** A level of a column written for longs; for shorts it lies as far on the other side of the close. */
@inline
function levelOf(column: usize, bar: i32): f64 {
  if (column == 0) return NaN;
  const price = at(column, bar);
  return side > 0 ? price : 2 * at(close, bar) - price;
}

/** Moves the stop to `level` if that is nearer to the market. */
@inline
function tighten(level: f64): void {
  if (level == level && (stop != stop || side * level > side * stop)) stop = level;
}

function place(signalBar: i32): void {
  const reference = stopReference == 0 ? entered : at(close, stopReference == 1 ? signalBar : entryBar);
  const loss = percentOf(stopLossPercent, stopLossShare, signalBar);
  const gain = percentOf(takeProfitPercent, takeProfitShare, signalBar);
  trailPercent = percentOf(trailingStopPercent, trailingStopShare, signalBar);
  peak = reference;
  testedFrom = entryBar + (livesOnEntryBar ? 0 : 1);
  tighten(reference * (1 - (side * loss) / 100));
  if (stopLossPercent != stopLossPercent) tighten(levelOf(stopLoss, signalBar));
  tighten(reference * (1 - (side * trailPercent) / 100));
  const level = levelOf(takeProfit, signalBar);
  target =
    takeProfitPercent != takeProfitPercent && level == level ? level : reference * (1 + (side * gain) / 100);
}

/** Holds the open position and those its exits open; gives the next bar on which the rules may open one. */
function holdUntilFlat(): i32 {
  for (;;) {
    findExit();
    leave();
    if (leaveBar >= bars || ruinBar < bars) return bars;
    if (leaveOpens != 0) {
      const signalBar = nextOpen ? leaveBar - 1 : leaveBar;
      if (enter(leaveOpens, fillPrice(leaveBar), leaveBar, signalBar)) continue;
    }
    if (leaveReason == SIGNAL) return nextOpen ? leaveBar : leaveBar + 1;
    return entersOnStopBar ? leaveBar : leaveBar + 1;
  }
}

@inline
function leaving(bar: i32, markTo: i32, reason: i32, price: f64, into: f64): void {
  leaveBar = bar;
  leaveMarkTo = markTo;
  leaveReason = reason;
  leavePrice = price;
  leaveOpens = into;
}

/** The first of: ruin, stop or target, the order of a rule, the end of the data. */
function findExit(): void {
  const signalBar = nextBit(side > 0 ? leavesLong : leavesShort, nextOpen ? entryBar : entryBar + 1);
  const fillBar = signalBar < bars ? fillBarOf(signalBar) : bars;
  const heldTo = nextOpen ? fillBar : min<i32>(fillBar + 1, bars);
  money = balance;
  markFrom = entryBar + (bookedLater ? 1 : 0);
  const ruin = findRuin(heldTo);
  const ruined = ruin < heldTo;
  if (isProtected && findTouch(ruined ? ruin + 1 : heldTo, ruined ? ruin : fillBar)) return;
  if (ruined) leaving(ruin, ruin, RUINED, at(close, ruin), 0);
  else if (fillBar < bars) obey(signalBar, fillBar);
  else stay();
}

@inline
function equityAt(price: f64): f64 {
  return money + size * (side > 0 ? price - entered : entered - price);
}

/** First bar before `heldTo` whose close leaves nothing; `heldTo` without one. */
function findRuin(heldTo: i32): i32 {
  if (equityAt(side > 0 ? lowestClose : highestClose) > 0) return heldTo;
  let bar = markFrom;
  while (bar < heldTo && equityAt(at(close, bar)) > 0) bar++;
  return bar;
}

/** The order of a rule: a reversal comes before an exit, an exit before a renewal. */
function obey(signalBar: i32, fillBar: i32): void {
  const markTo = bookedLater ? fillBar + 1 : fillBar;
  const price = exitPrice(side, fillPrice(fillBar));
  const entersLong = hasBit(opensLong, signalBar);
  const entersOther = side > 0 ? !entersLong && hasBit(opens, signalBar) : entersLong;
  if (entersOther && reverses) leaving(fillBar, markTo, SIGNAL, price, -side);
  else if (hasBit(side > 0 ? exitsLong : exitsShort, signalBar)) leaving(fillBar, markTo, SIGNAL, price, 0);
  else leaving(fillBar, markTo, SIGNAL, price, side);
}

function stay(): void {
  const last = bars - 1;
  if (openPosition == 0) return leaving(bars, bars, STAYS, at(close, last), 0);
  const openedAtThisClose = !nextOpen && entryBar == last;
  const raw = openPosition == 1 && !openedAtThisClose ? at(open, last) : at(close, last);
  leaving(bars, last, ENDED, exitPrice(side, raw), 0);
}

let touchesTarget: bool = false;
let touchPrice: f64 = 0;

/** Whether a level is touched inside bar `bar`: the stop before the target, a gap at the open. */
@inline
function touches(bar: i32): bool {
  if (bar < testedFrom || (stop != stop && target != target)) return false;
  const worst = at(side > 0 ? low : high, bar);
  const best = at(side > 0 ? high : low, bar);
  if (side * worst <= side * stop) {
    const first = at(open, bar);
    touchesTarget = false;
    touchPrice = side * first <= side * stop ? first : stop;
    return true;
  }
  if (side * best >= side * target) {
    const first = at(open, bar);
    touchesTarget = true;
    touchPrice = side * first >= side * target ? first : target;
    return true;
  }
  return false;
}

/** The first stop or target touched on a bar before `testTo`; trailing stops follow the closes before `followTo`. */
function findTouch(testTo: i32, followTo: i32): bool {
  const bar = trails
    ? followTrail(testTo, followTo)
    : side > 0
      ? firstReaching(stop, target, testedFrom, testTo)
      : firstReaching(target, stop, testedFrom, testTo);
  if (bar >= testTo || !touches(bar)) return false;
  leaving(bar, bar, STOPPED, touchesTarget ? touchPrice : stopPrice(side, touchPrice), 0);
  return true;
}

/** Blocks of 16 bars that cannot touch a level, however far the stop follows inside them, are passed at once. */
function followTrail(testTo: i32, followTo: i32): i32 {
  const byBlocks = trailingStop == 0 || trailingStopPercent == trailingStopPercent;
  let bar = entryBar;
  while (bar < testTo) {
    if (byBlocks && (bar & 15) == 0 && bar >= testedFrom && bar + 16 <= min<i32>(testTo, followTo) && passes(bar)) {
      const best = side > 0 ? blockHigh(bar) : blockLow(bar);
      if (side * best > side * peak) peak = best;
      tighten(peak * (1 - (side * trailPercent) / 100));
      bar += 16;
    } else {
      if (touches(bar)) return bar;
      if (bar < followTo) followClose(bar);
      bar++;
    }
  }
  return testTo;
}

/** Distance by which a block must stay clear of a level: more than what rounding can do. */
const CLEAR: f64 = 1e-9;

@inline
function passes(bar: i32): bool {
  if (side > 0) {
    const fall = (1 - trailPercent / 100) * (1 + CLEAR);
    return !(blockLow(bar) <= stop) && !(blockHigh(bar) >= target) && !(blockFall(bar) <= fall);
  }
  const rise = (1 + trailPercent / 100) * (1 - CLEAR);
  return !(blockHigh(bar) >= stop) && !(blockLow(bar) <= target) && !(blockRise(bar) >= rise);
}

function followClose(bar: i32): void {
  if (trailPercent == trailPercent && bar >= testedFrom) {
    const best = at(side > 0 ? high : low, bar);
    if (side * best > side * peak) peak = best;
    tighten(peak * (1 - (side * trailPercent) / 100));
  }
  if (trailingStopPercent != trailingStopPercent) tighten(levelOf(trailingStop, bar));
}

function leave(): void {
  const gained = size * (side > 0 ? leavePrice - entered : entered - leavePrice);
  const isOpen = leaveReason == STAYS;
  if (!isOpen) balance += gained;
  const exitFee = isOpen ? 0 : pay(size, leavePrice);
  const pnl = gained - entryFee - exitFee;
  if (leaveReason == RUINED || (!isOpen && !(balance > 0))) ruinBar = leaveMarkTo;
  const exitBar = min<i32>(leaveBar, bars - 1);
  addTrade(side, size, entered, money, markFrom, leaveMarkTo, entryBar, exitBar, pnl, balance, isOpen);
}
