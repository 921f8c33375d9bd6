import { sliceCandles } from '#quant/candles';
import type { ParameterSet, ParameterValue } from '#quant/space';
import { STRATEGIES, type StrategyDefinition } from '#quant/strategies';
import { sp500Candles } from '#testing';
import { backtest } from './backtest';
import { DEFAULT_BACKTEST_SETTINGS } from './default-settings';

const BARS = 900;
const CANDLES = sliceCandles(sp500Candles(), 0, BARS);
/** The last bars of these are no month's end, whose holidays fewer bars could not show. */
const PREFIXES = [1, 70, 436, 811];

const defaultsOf = ({ parameters }: StrategyDefinition): ParameterSet =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, { default: value }]): [string, ParameterValue] => [name, value]),
  );

function run(strategy: StrategyDefinition, bars: number) {
  const { simulation } = backtest(
    strategy,
    defaultsOf(strategy),
    sliceCandles(CANDLES, 0, bars),
    DEFAULT_BACKTEST_SETTINGS,
  );
  return { equity: simulation.equity, closed: simulation.trades.filter(({ reason }) => reason !== 'open') };
}

describe.each(STRATEGIES.map((strategy) => [strategy.name, strategy] as const))('%s', (_name, strategy) => {
  it('trades without looking ahead: fewer bars give the same trades and equity up to their end', () => {
    const whole = run(strategy, BARS);
    for (const bars of PREFIXES) {
      const part = run(strategy, bars);
      expect(part.equity).toEqual(whole.equity.slice(0, bars));
      expect(part.closed).toEqual(whole.closed.slice(0, part.closed.length));
      expect(whole.closed.slice(part.closed.length).every(({ exitBar }) => exitBar >= bars)).toBe(true);
    }
  });
});
