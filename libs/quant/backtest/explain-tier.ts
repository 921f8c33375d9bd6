import type { StrategyDefinition } from '#quant/strategies';
import type { BacktestSettings } from './backtest.types';
import { type CompiledStrategy, RULES } from './compile-strategy';
import type { Tier } from './tier';

/** Why a batch is simulated in this tier, in words. */
export function explainTier(
  tier: Tier,
  { definition, live }: Pick<CompiledStrategy, 'definition' | 'live'>,
  settings: BacktestSettings,
): string {
  switch (tier) {
    case 'trades':
      return 'long, all the money, no protective orders: a trial costs what its trades cost';
    case 'stops':
      return 'long, all the money, and protective orders, which are searched for from entry to exit';
    case 'held-bars':
      return `${heldReasons(definition, settings).join(', and ')}: every bar of a position is looked at`;
    case 'bar-loop':
      return live
        ? `it is decided while trading (${liveReasons(definition).join(', ')}): every bar is looked at`
        : 'prices, balance or costs are not all numbers above zero: every bar is looked at';
  }
}

function heldReasons({ direction }: StrategyDefinition, settings: BacktestSettings): string[] {
  const { sizing, unitStep } = settings;
  const isPart = sizing.kind === 'units' || (sizing.kind === 'fraction' && sizing.fraction !== 1) || unitStep !== 0;
  const mayShort = direction !== 'long' && settings.direction !== 'long';
  return [...(isPart ? ['money lies beside the position'] : []), ...(mayShort ? ['it may be short'] : [])];
}

function liveReasons(definition: StrategyDefinition): string[] {
  const { flatAtSessionEnd, size, stops } = definition;
  const reasons = [
    ...(RULES.some((rule) => definition[`${rule}Order`] !== undefined) ? ['its orders have prices'] : []),
    ...(stops?.maxBars === undefined ? [] : ['a time limit']),
    ...(size === undefined ? [] : ['a size']),
    ...(flatAtSessionEnd ? ['flat at the end of a session'] : []),
  ];
  return reasons.length > 0 ? reasons : ['its rules or stops read the position'];
}
