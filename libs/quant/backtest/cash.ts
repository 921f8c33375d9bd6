import type { BacktestSettings, Sizing } from './backtest.types';

/** +1 long or buying, −1 short or selling. */
export type Side = 1 | -1;

/** A share of a step that counts as rounding: 0.3 / 0.1 is three steps, not two. */
const STEP_SLACK = 1e-9;

/** A share of the equity that counts as rounding: after all was spent nothing is left. */
const CRUMB = 1e-9;

/** An entry whose price and stop are known, but not its size. */
export interface PlannedEntry {
  entryPrice: number;
  /** Money that one unit loses on the way to its first stop; without any, risk sizing enters nothing. */
  risk: number;
}

/**
 * What a fill costs and how much can be bought: the one place where prices become money. Every simulation tier uses it,
 * so trades and balances agree to the last bit.
 */
export interface CashFormula {
  /** Price of a market entry into `side`: spread, then slippage. */
  entryPrice(side: Side, price: number): number;
  /** Price of a limit entry into `side`: the spread, no slippage. */
  limitEntryPrice(side: Side, price: number): number;
  /** Price of a market exit out of `side`: slippage only, the spread was paid at entry. */
  exitPrice(side: Side, price: number): number;
  /** Price of a stop exit out of `side`; slips when the settings say so. */
  stopPrice(side: Side, price: number): number;
  /** Commission of one fill. */
  fee(units: number, price: number): number;
  /**
   * Units of an entry; 0 when the order is cancelled.
   * @param multiple of what the sizing gives without borrowing, 0 … leverage; usually all that it gives.
   * @param tied how much of the equity is the margin of what is held already.
   */
  entryUnits(equity: number, entry: PlannedEntry, multiple?: number, tied?: number): number;
  /** Units of a partial exit: this share of those held to the nearest unit step, halves to even, one step at least. */
  exitUnits(held: number, share: number): number;
}

export function createCashFormula(settings: BacktestSettings): CashFormula {
  const slippage = settings.slippagePercent / 100;
  const ticks = settings.slippageTicks * settings.tickSize;
  const spread = settings.spreadPercent / 100;
  const rate = settings.commissionPercent / 100;
  const { commissionPerUnit, commissionFixed, sizing, leverage, unitStep, insufficientFunds } = settings;

  const slipped = (direction: number, price: number) => price * (1 + direction * slippage) + direction * ticks;
  const affordable = (budget: number, price: number) =>
    wholeSteps((budget - commissionFixed) / (price * (1 + rate) + commissionPerUnit), unitStep);

  return {
    entryPrice: (side, price) => slipped(side, price * (1 + side * spread)),
    limitEntryPrice: (side, price) => price * (1 + side * spread),
    exitPrice: (side, price) => slipped(-side, price),
    stopPrice: (side, price) => (settings.slippageOnStops ? slipped(-side, price) : price),
    fee: (units, price) => commissionFixed + commissionPerUnit * units + units * price * rate,
    entryUnits(equity, { entryPrice, risk }, multiple, tied = 0) {
      const free = equity - tied;
      if (!(free > CRUMB * equity)) return 0;
      if (sizing.kind === 'all-in' || sizing.kind === 'fraction') {
        return affordable(free * shareOf(sizing) * (multiple ?? leverage), entryPrice);
      }
      const units = sizing.kind === 'units' ? sizing.units : unitsAtRisk(equity * (sizing.percent / 100), risk);
      const wanted = wholeSteps(units * (multiple ?? 1), unitStep);
      const limit = affordable(free * leverage, entryPrice);
      if (wanted <= limit) return wanted;
      return insufficientFunds === 'reduce' ? limit : 0;
    },
    exitUnits(held, share) {
      if (unitStep === 0) return Math.min(held, held * share);
      return Math.min(held, Math.max(1, roundHalfToEven((held * share) / unitStep)) * unitStep);
    },
  };
}

function shareOf(sizing: Extract<Sizing, { kind: 'all-in' | 'fraction' }>): number {
  return sizing.kind === 'all-in' ? 1 : sizing.fraction;
}

function unitsAtRisk(budget: number, risk: number): number {
  return risk > 0 ? budget / risk : 0;
}

function roundHalfToEven(value: number): number {
  const whole = Math.floor(value);
  const rest = value - whole;
  return rest > 0.5 || (rest === 0.5 && whole % 2 === 1) ? whole + 1 : whole;
}

/** The largest multiple of `step` that is not above `units`; any amount when step is 0; never negative. */
function wholeSteps(units: number, step: number): number {
  if (!(units > 0)) return 0;
  return step > 0 ? Math.floor(units / step + STEP_SLACK) * step : units;
}
