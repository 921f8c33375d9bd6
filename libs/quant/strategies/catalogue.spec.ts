import { Rejected } from '#kernel';
import { findStrategy, strategyNames } from './catalogue';

function rejectionOf(nameOrId: string) {
  try {
    findStrategy(nameOrId);
  } catch (error) {
    if (error instanceof Rejected) return error.rejection;
  }
  return undefined;
}

describe('the catalogue of strategies', () => {
  it('finds a strategy by name and by catalogue number, in any case', () => {
    for (const key of ['sma-crossover', 'SMA-Crossover', 'T01', 't01'])
      expect(findStrategy(key).title).toBe('SMA crossover');
  });

  it('offers the nearest name for a slip of the pen', () => {
    expect(rejectionOf('sma-crosover')).toEqual({
      code: 'strategy.unknown',
      message: 'There is no strategy "sma-crosover". Did you mean "sma-crossover"?',
      details: { name: 'sma-crosover', suggestion: 'sma-crossover' },
    });
  });

  it('offers nothing when no name is near', () => {
    expect(rejectionOf('something-else-entirely')?.details).toEqual({ name: 'something-else-entirely' });
    expect(rejectionOf('x'.repeat(100_000))?.code).toBe('strategy.unknown');
  });

  it('lists all names in order', () => {
    expect(strategyNames()).toContain('sma-crossover');
    expect(strategyNames()).toEqual([...strategyNames()].sort());
  });
});
