import type { StrategyDefinition } from '#quant/strategies';
import type { BacktestSettings } from './backtest.types';

/** Why settings that are each possible cannot be used together, or not with a strategy. */
export interface SettingsProblem {
  setting: keyof BacktestSettings;
  message: string;
  hint: string;
}

/** What is wrong with the settings of a strategy's backtest as a whole; empty when nothing is. */
export function settingsProblems(strategy: StrategyDefinition, settings: BacktestSettings): SettingsProblem[] {
  const { sizing, pyramiding, sameDirectionEntry } = settings;
  const problems = sizing.kind === 'risk' ? riskProblems(strategy, settings) : [];
  if (pyramiding === 1 || sameDirectionEntry === 'ignore') return problems;
  const message = 'adds to a position that same_direction_entry: renew closes and opens again';
  return [...problems, { setting: 'pyramiding', message, hint: 'keep one of the two' }];
}

/** Sizing by risk needs to know, when an entry fills, where its stop is. */
function riskProblems(strategy: StrategyDefinition, settings: BacktestSettings): SettingsProblem[] {
  if (!hasFirstStop(strategy, settings)) {
    return [
      {
        setting: 'sizing',
        message: `sizes by the distance to the stop, and ${strategy.name} is backtested without one`,
        hint: 'set stop_loss_percent or trailing_stop_percent, or give the strategy a stop_loss (a trailing_stop price is not known at entry)',
      },
    ];
  }
  const { stopReference, fill } = settings;
  const entersInside = strategy.enterLongOrder !== undefined || strategy.enterShortOrder !== undefined;
  if (stopReference !== 'entry-close' || (fill === 'close' && !entersInside)) return [];
  const when = fill === 'close' ? 'inside its bar' : 'at its open';
  return [
    {
      setting: 'sizing',
      message: `sizes by the distance to the stop, which lies at the close of the entry bar: an entry ${when} does not know it`,
      hint: 'set stop_reference to fill or signal_close',
    },
  ];
}

/** Whether a position can have a stop when it is opened; a trailing stop written as a price begins at the next close. */
function hasFirstStop({ stops = {} }: StrategyDefinition, settings: BacktestSettings): boolean {
  const { stopLossPercent, trailingStopPercent } = settings;
  const rules = [stops.stopLoss, stops.stopLossPercent, stops.trailingStopPercent];
  return stopLossPercent !== null || trailingStopPercent !== null || rules.some((rule) => rule !== undefined);
}
