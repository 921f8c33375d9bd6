// How orders become money: the cash formula. Twin: cash.ts of the backtest room.

export let initialBalance: f64 = 0;
export let nextOpen: bool = false;
/** Fills at a close are booked with the next bar. */
export let bookedLater: bool = false;
export let commissionPerUnit: f64 = 0;
export let commissionFixed: f64 = 0;
export let rate: f64 = 0;
let slippage: f64 = 0;
let ticks: f64 = 0;
let spread: f64 = 0;
let slipsOnStops: bool = false;
/** Share of the balance that an entry takes; NaN for a number of units. */
let share: f64 = 1;
let wantedUnits: f64 = 0;
/** Share of the balance that an entry may lose on the way to its stop; NaN where the stop does not decide the size. */
let riskShare: f64 = NaN;
let unitStep: f64 = 0;
let reduces: bool = false;
export let reverses: bool = false;
export let renews: bool = false;
export let entryWins: bool = false;
export let exitWins: bool = false;
/** Percent; NaN = the strategy's own rule stays in force. */
export let stopLossPercent: f64 = NaN;
export let takeProfitPercent: f64 = NaN;
export let trailingStopPercent: f64 = NaN;
/** Where percent stops are measured from: 0 fill, 1 close of the signal bar, 2 close of the entry bar. */
export let stopReference: i32 = 0;
export let livesOnEntryBar: bool = false;
export let entersOnStopBar: bool = false;
/** After the last bar: 0 marked, 1 closed at its open, 2 closed at its close. */
export let openPosition: i32 = 0;
export let tradesLong: bool = true;
export let tradesShort: bool = true;
/** No protective orders, no shorts, everything in: trades follow one another like the signals. */
export let isSimple: bool = false;

export function setSettings(at: usize): void {
  initialBalance = load<f64>(at);
  nextOpen = load<f64>(at, 8) != 0;
  bookedLater = load<f64>(at, 16) != 0;
  commissionPerUnit = load<f64>(at, 24);
  commissionFixed = load<f64>(at, 32);
  rate = load<f64>(at, 40);
  slippage = load<f64>(at, 48);
  ticks = load<f64>(at, 56);
  spread = load<f64>(at, 64);
  slipsOnStops = load<f64>(at, 72) != 0;
  share = load<f64>(at, 80);
  wantedUnits = load<f64>(at, 88);
  unitStep = load<f64>(at, 96);
  reduces = load<f64>(at, 104) != 0;
  reverses = load<f64>(at, 112) != 0;
  renews = load<f64>(at, 120) != 0;
  entryWins = load<f64>(at, 128) != 0;
  exitWins = load<f64>(at, 136) != 0;
  stopLossPercent = load<f64>(at, 144);
  takeProfitPercent = load<f64>(at, 152);
  trailingStopPercent = load<f64>(at, 160);
  stopReference = <i32>load<f64>(at, 168);
  livesOnEntryBar = load<f64>(at, 176) != 0;
  entersOnStopBar = load<f64>(at, 184) != 0;
  openPosition = <i32>load<f64>(at, 192);
  tradesLong = load<f64>(at, 200) != 0;
  tradesShort = load<f64>(at, 208) != 0;
  isSimple = load<f64>(at, 216) != 0;
  riskShare = load<f64>(at, 224);
}

@inline
function slipped(direction: f64, price: f64): f64 {
  return price * (1 + direction * slippage) + direction * ticks;
}

@inline
export function entryPrice(side: f64, price: f64): f64 {
  return slipped(side, price * (1 + side * spread));
}

@inline
export function exitPrice(side: f64, price: f64): f64 {
  return slipped(-side, price);
}

@inline
export function stopPrice(side: f64, price: f64): f64 {
  return slipsOnStops ? slipped(-side, price) : price;
}

@inline
export function feeOf(units: f64, price: f64): f64 {
  return commissionFixed + commissionPerUnit * units + units * price * rate;
}

@inline
function wholeSteps(units: f64): f64 {
  if (!(units > 0)) return 0;
  return unitStep > 0 ? Math.floor(units / unitStep + 1e-9) * unitStep : units;
}

@inline
function affordable(budget: f64, price: f64): f64 {
  return wholeSteps((budget - commissionFixed) / (price * (1 + rate) + commissionPerUnit));
}

/** Units of an entry; 0 when the order is cancelled. `risk` = what one unit loses on the way to its first stop. */
@inline
export function entryUnits(balance: f64, price: f64, risk: f64): f64 {
  if (share == share) return affordable(balance * share, price);
  const units = riskShare != riskShare ? wantedUnits : risk > 0 ? (balance * riskShare) / risk : 0;
  const wanted = wholeSteps(units);
  const limit = affordable(balance, price);
  if (wanted <= limit) return wanted;
  return reduces ? limit : 0;
}
