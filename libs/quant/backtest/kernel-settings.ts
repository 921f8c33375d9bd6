import type { KernelSettings } from '#quant/kernels';
import type { BacktestSettings, Sizing } from './backtest.types';
import type { Tier } from './tier';

/** The settings as the engine module reads them; null for sizing by risk, which it does not know. */
export function kernelSettings(settings: BacktestSettings, tier: Tier): KernelSettings | null {
  const amount = amountOf(settings.sizing);
  if (amount === null) return null;
  const nextOpen = settings.fill === 'next-open';
  const tradesLong = settings.direction !== 'short';
  const renews = settings.sameDirectionEntry === 'renew';
  return {
    ...amount,
    initialBalance: settings.initialBalance,
    nextOpen,
    bookedLater: !nextOpen && settings.equityMark === 'before-fills',
    commissionPerUnit: settings.commissionPerUnit,
    commissionFixed: settings.commissionFixed,
    commissionRate: settings.commissionPercent / 100,
    slippage: settings.slippagePercent / 100,
    slippageTicks: settings.slippageTicks * settings.tickSize,
    spread: settings.spreadPercent / 100,
    slipsOnStops: settings.slippageOnStops,
    unitStep: settings.unitStep,
    reduces: settings.insufficientFunds === 'reduce',
    reverses: settings.reversal,
    renews,
    entryWins: settings.signalConflict === 'entry',
    exitWins: settings.signalConflict === 'exit',
    stopLossPercent: settings.stopLossPercent ?? NaN,
    takeProfitPercent: settings.takeProfitPercent ?? NaN,
    trailingStopPercent: settings.trailingStopPercent ?? NaN,
    stopReference: ['fill', 'signal-close', 'entry-close'].indexOf(settings.stopReference),
    livesOnEntryBar: nextOpen && settings.stopsFrom === 'entry-bar' && settings.stopReference !== 'entry-close',
    entersOnStopBar: settings.entryAfterStop === 'same-bar',
    openPosition: ['mark', 'close-at-open', 'close-at-close'].indexOf(settings.openPosition),
    tradesLong,
    tradesShort: settings.direction !== 'long',
    isSimple: tier === 'trades' && tradesLong && !renews,
  };
}

function amountOf(sizing: Sizing): Pick<KernelSettings, 'share' | 'units'> | null {
  switch (sizing.kind) {
    case 'all-in':
      return { share: 1, units: NaN };
    case 'fraction':
      return { share: sizing.fraction, units: NaN };
    case 'units':
      return { share: NaN, units: sizing.units };
    case 'risk':
      return null;
  }
}
