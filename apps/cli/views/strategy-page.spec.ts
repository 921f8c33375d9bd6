import picocolors from 'picocolors';
import { STRATEGIES } from '#quant/strategies';
import { BUILT_IN_VOCABULARY, readYamlSpec } from '#spec';
import { strategyText } from './strategy-page';

const terminal = {
  columns: 80,
  depth: 1 as const,
  interactive: false,
  paint: picocolors.createColors(false),
  write: () => undefined,
};

describe('the page of a strategy', () => {
  it.each(STRATEGIES.map((strategy) => [strategy.name, strategy] as const))(
    '%s ends with a file that runs',
    (_, strategy) => {
      const page = strategyText(strategy, terminal);
      const file = page.slice(page.indexOf('# save this'));
      expect(readYamlSpec(file, BUILT_IN_VOCABULARY)).toMatchObject({ ok: true, issues: [] });
    },
  );

  it('shows orders with their rules, and what closes a position', () => {
    const textOf = (id: string) => {
      const [strategy] = STRATEGIES.filter(({ catalogueId }) => catalogueId === id);
      return strategy && strategyText(strategy, terminal);
    };
    expect(textOf('B09')).toContain('enterLong   nr(k), by buyStop(high)\n');
    expect(textOf('M09')).toContain('maxBars     hold\n');
    expect(textOf('O12')).toContain('sessions    closed at the end of each\n');
    expect(textOf('V01')).toContain('size        min(cap, tgt / hv(n))\n');
  });

  it('shows the rules', () => {
    const [crossover] = STRATEGIES.filter(({ name }) => name === 'sma-crossover');
    expect(crossover && strategyText(crossover, terminal)).toContain(
      'enterLong   crossUp(sma(close, fast), sma(close, slow))\n',
    );
  });
});
