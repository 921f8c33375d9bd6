import picocolors from 'picocolors';
import { explainBatch } from '#quant/backtest';
import { BUILT_IN_VOCABULARY, evaluationTask, readOptimizationSpec } from '#spec';
import { flatMarket } from '#testing';
import type { Terminal } from '../terminal/terminal';
import { stripColors } from '../terminal/text';
import { explanationText } from './explanation';

const terminal = (columns: number): Terminal => ({
  write: () => undefined,
  interactive: true,
  columns,
  depth: 1,
  paint: picocolors.createColors(false),
});
const candles = flatMarket(...Array.from({ length: 100 }, (_, bar) => 100 + (bar % 13)));

function text(columns: number, changes: Record<string, unknown> = {}): string {
  const file = {
    name: 'small',
    strategy: 'sma-crossover',
    data: { source: 'embedded', symbol: 'sp500' },
    parameters: { fast: [3, 5], slow: [10, 20] },
    ...changes,
  };
  const read = readOptimizationSpec(file, BUILT_IN_VOCABULARY);
  if (!read.ok) throw new Error(read.issues.map(({ message }) => message).join('\n'));
  const dataset = { ...read.spec.dataset, hash: 'f'.repeat(64), bars: { from: 0, to: 100 } };
  const spec = { ...read.spec, dataset };
  const plan = { kind: 'range' as const, start: '0', end: '4', count: 4 };
  const quote = { combinations: '4', feasible: '4', trials: 4, batches: 1, batchSize: 16, note: null };
  const batch = explainBatch(evaluationTask(spec, plan), candles);
  const data = { quality: null as never, notes: [] };
  const power = { workers: 1, share: 1, cpuPercent: 50, memoryMb: null };
  return stripColors(explanationText({ spec, power, explained: { ...quote, batch, data } }, terminal(columns)));
}

describe('the explanation for people', () => {
  it('tells numbers, then the first trial as a tree in which shared nodes are marked', () => {
    const said = text(200);
    expect(said).toContain('evaluations  4 trials in 1 batch of at most 16\n');
    expect(said).toContain('graph        ');
    expect(said).toContain('1 worker (cap 50 % CPU)');
    expect(said).toContain(
      [
        'First trial: fast=3 slow=10',
        '',
        'enterLong',
        'crossUp ×2  bits',
        '├─ sma(close, 3) ×2',
        '│  └─ close',
        '└─ sma(close, 10) ×2',
        '   └─ close',
      ].join('\n'),
    );
    expect(said).toContain('├─ ↑ sma(close, 3)\n');
    expect(said).toContain('↑ = its parts are shown above');
  });

  it('breaks no line of a narrow terminal', () => {
    for (const line of text(60).split('\n')) expect(line.length).toBeLessThanOrEqual(60);
  });
});
