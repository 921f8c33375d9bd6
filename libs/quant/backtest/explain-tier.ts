import type { StrategyDefinition } from '#quant/strategies';
import type { BacktestSettings } from './backtest.types';
import type { CompiledStrategy, LiveFeature } from './compile-strategy';
import { isForKernel, isSettledAtEntry, type Tier } from './tier';

type Explained = Pick<CompiledStrategy, 'definition' | 'live'>;

/** Why a batch is simulated in this tier, in words. */
export function explainTier(tier: Tier, strategy: Explained, settings: BacktestSettings): string {
  const reason = reasonOf(tier, strategy, settings);
  if (tier === 'bar-loop' || isForKernel(strategy, tier)) return reason;
  return `${reason}; one trial after another (${words(strategy.live)}), not as a batch`;
}

function reasonOf(tier: Tier, { definition, live }: Explained, settings: BacktestSettings): string {
  switch (tier) {
    case 'trades':
      return 'long, all the money, no protective orders: a trial costs what its trades cost';
    case 'stops':
      return 'long, all the money, and protective orders, which are searched for from entry to exit';
    case 'held-bars':
      return `${heldReasons(definition, settings).join(', and ')}: every bar of a position is looked at`;
    case 'bar-loop': {
      const open = live.filter((feature) => !isSettledAtEntry(feature));
      if (open.length > 0) return `it is decided while trading (${words(open)}): every bar is looked at`;
      return `${moneyReason(settings)}: every bar is looked at`;
    }
  }
}

function moneyReason({ leverage, pyramiding }: BacktestSettings): string {
  if (leverage !== 1) return 'money is borrowed';
  return pyramiding !== 1 ? 'several entries may be open' : 'prices, balance or costs are not all numbers above zero';
}

function heldReasons({ direction, size }: StrategyDefinition, settings: BacktestSettings): string[] {
  const { sizing, unitStep } = settings;
  const isAll = sizing.kind === 'all-in' || (sizing.kind === 'fraction' && sizing.fraction === 1);
  const isPart = !isAll || unitStep !== 0 || size !== undefined;
  const mayShort = direction !== 'long' && settings.direction !== 'long';
  return [...(isPart ? ['money lies beside the position'] : []), ...(mayShort ? ['it may be short'] : [])];
}

function words(features: readonly LiveFeature[]): string {
  return features.map((feature) => WORDS[feature]).join(', ');
}

const WORDS: Record<LiveFeature, string> = {
  state: 'its rules read the position',
  'exit-age': 'exits after so many bars',
  'max-bars': 'a time limit',
  size: 'a size',
  'session-ends': 'flat at the end of a session',
  'entry-levels': 'levels that read the price of the entry',
  'order-prices': 'its orders have prices',
  reductions: 'partial exits',
};
