import type { Candles } from '#quant/candles';
import type { StrategyDefinition } from '#quant/strategies';
import type { BacktestSettings } from './backtest.types';
import type { CompiledStrategy, LiveFeature } from './compile-strategy';

/**
 * How a trial is simulated; the result is the same, the cost is not.
 * - `trades`: no protective orders; a trial costs what its trades cost.
 * - `stops`: the same, and a search for the first bar that touches a level.
 * - `held-bars`: money lies beside the position, or shorts are held: the equity of every held bar is looked at.
 * - `bar-loop`: every bar, by the plain loop. For borrowed money, several entries, prices and balances that are not positive,
 *   and for strategies of which more is decided while trading than an entry settles: rules that read the position, orders
 *   with a price, partial exits.
 */
export type Tier = 'trades' | 'stops' | 'held-bars' | 'bar-loop';

export function tierOf(
  { definition: strategy, live }: Pick<CompiledStrategy, 'definition' | 'live'>,
  candles: Candles,
  settings: BacktestSettings,
): Tier {
  const isOneLot = settings.leverage === 1 && settings.pyramiding === 1;
  if (!live.every(isSettledAtEntry) || !isOneLot || !isPlain(candles, settings)) return 'bar-loop';
  if (live.includes('size') || !isAllIn(settings) || mayShort(strategy, settings)) return 'held-bars';
  return hasStops(strategy, settings) ? 'stops' : 'trades';
}

const SETTLED: ReadonlySet<LiveFeature> = new Set(['exit-age', 'max-bars', 'size', 'session-ends', 'entry-levels']);

/** Whether the entry of a position settles it (`PositionTerms`), so that `EventSimulator` need not look at every bar. */
export function isSettledAtEntry(feature: LiveFeature): boolean {
  return SETTLED.has(feature);
}

/** Whether the engine module knows all that the strategy asks for: of what is decided while trading it knows nothing. */
export function isForKernel({ live }: Pick<CompiledStrategy, 'live'>, tier: Tier): boolean {
  return tier !== 'bar-loop' && live.length === 0;
}

/** What the fast tiers take for granted: prices, balance and costs that a market can have. */
function isPlain({ open, high, low, close }: Candles, settings: BacktestSettings): boolean {
  const { initialBalance, commissionPercent, commissionPerUnit, commissionFixed, slippagePercent, slippageTicks } =
    settings;
  const costs = [
    commissionPercent,
    commissionPerUnit,
    commissionFixed,
    slippagePercent,
    slippageTicks,
    settings.tickSize,
  ];
  if (!(initialBalance > 0 && initialBalance < Infinity) || !costs.every((cost) => cost >= 0)) return false;
  const cheapest = lowestOf([open, high, low, close]);
  return (
    cheapest * (1 - settings.spreadPercent / 100) * (1 - slippagePercent / 100) > slippageTicks * settings.tickSize
  );
}

/** The lowest price; NaN where one is not a number or is infinite. */
function lowestOf(columns: readonly Float64Array[]): number {
  let lowest = Infinity;
  for (const column of columns) {
    for (let bar = 0; bar < column.length; bar++) {
      const price = column[bar] ?? NaN;
      if (!(price < Infinity)) return NaN;
      if (price < lowest) lowest = price;
    }
  }
  return lowest;
}

function isAllIn({ sizing, unitStep }: BacktestSettings): boolean {
  const share = sizing.kind === 'all-in' ? 1 : sizing.kind === 'fraction' ? sizing.fraction : NaN;
  return share === 1 && unitStep === 0;
}

function mayShort({ direction }: StrategyDefinition, settings: BacktestSettings): boolean {
  return direction !== 'long' && settings.direction !== 'long';
}

function hasStops({ stops }: StrategyDefinition, settings: BacktestSettings): boolean {
  const { stopLossPercent, takeProfitPercent, trailingStopPercent } = settings;
  const own = Object.keys(stops ?? {}).some((stop) => stop !== 'maxBars');
  return own || [stopLossPercent, takeProfitPercent, trailingStopPercent].some((stop) => stop !== null);
}
