import { DEFAULT_BACKTEST_SETTINGS } from '#quant/backtest';
import { BUILT_IN_VOCABULARY, readOptimizationSpec } from '#spec';
import { asOptimizationSpec } from './recorded-spec';

describe('a recorded specification', () => {
  const file = { strategy: 'sma-crossover', data: 'sp500', parameters: { fast: [10] } };
  const recorded = () => {
    const result = readOptimizationSpec({ ...file, backtest: { fill: 'close' } }, BUILT_IN_VOCABULARY);
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    return result.spec;
  };

  it('is what was recorded', () => expect(asOptimizationSpec(recorded())).toEqual(recorded()));

  it('has the default of a setting that did not exist when it was recorded', () => {
    const { backtest, ...rest } = recorded();
    const { leverage: _, ...then } = backtest;
    const read = asOptimizationSpec({ ...rest, backtest: then });
    expect(read.backtest).toEqual({ ...DEFAULT_BACKTEST_SETTINGS, fill: 'close', leverage: 1 });
  });
});
