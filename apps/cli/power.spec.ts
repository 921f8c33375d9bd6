import { Command } from 'commander';
import { LEAST_MEMORY_MB } from '#spec';
import { type Limits, type PowerFlags, powerFlags, powerFor, powerText, withFlags } from './power';

const NONE: Limits = { maxConcurrent: null, cpuPercent: 100, memoryMb: null };

describe('the power of evaluation', () => {
  it.each([
    [2, 100, 2, 1],
    [2, 50, 1, 1],
    [2, 25, 1, 0.5],
    [1, 10, 1, 0.1],
    [8, 80, 6, 1],
    [3, 50, 1, 1],
    [64, 1, 1, 0.64],
  ])('of %d cores, %d percent of them, is %d threads busy for %d of the time', (cores, cpuPercent, workers, share) => {
    expect(powerFor({ ...NONE, cpuPercent }, cores)).toMatchObject({ workers, share });
  });

  it('shares the percentage among the threads that were asked for', () => {
    expect(powerFor({ ...NONE, maxConcurrent: 4, cpuPercent: 50 }, 2)).toMatchObject({ workers: 4, share: 0.25 });
    expect(powerFor({ ...NONE, maxConcurrent: 2, cpuPercent: 75 }, 2)).toMatchObject({ workers: 2, share: 0.75 });
    expect(powerFor({ ...NONE, maxConcurrent: 1, cpuPercent: 75 }, 2)).toMatchObject({ workers: 1, share: 1 });
  });

  it('never uses more of the cores than the percentage', () => {
    for (let cores = 1; cores <= 64; cores++) {
      for (let cpuPercent = 1; cpuPercent <= 100; cpuPercent++) {
        const { workers, share } = powerFor({ ...NONE, cpuPercent }, cores);
        expect(workers * share).toBeLessThanOrEqual((cores * cpuPercent) / 100 + 1e-12);
      }
    }
  });

  it('is told with its limits', () => {
    expect(powerText(powerFor(NONE, 2))).toBe('2 workers');
    expect(powerText(powerFor({ ...NONE, cpuPercent: 50, memoryMb: 512 }, 2))).toBe(
      '1 worker (cap 50 % CPU, 512 MB each)',
    );
  });
});

describe('the flags of the power', () => {
  const parse = (...args: string[]): PowerFlags => {
    const command = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
    for (const flag of powerFlags()) command.addOption(flag);
    return command.parse(args, { from: 'user' }).opts();
  };

  it('win over the file', () => {
    const file = { maxConcurrent: 3, cpuPercent: 80, memoryMb: 256 };
    expect(withFlags(file, parse())).toEqual(file);
    expect(withFlags(file, parse('--cpu-percent', '12.5%', '--max-memory', '2GB', '--max-concurrent', '1'))).toEqual({
      maxConcurrent: 1,
      cpuPercent: 12.5,
      memoryMb: 2048,
    });
  });

  it.each([
    [['--cpu-percent', '0'], 'percentage, 1 to 100'],
    [['--cpu-percent', '101'], 'percentage, 1 to 100'],
    [['--cpu-percent', 'half'], 'percentage, 1 to 100'],
    [['--max-memory', '95'], `at least ${LEAST_MEMORY_MB}`],
    [['--max-memory', '-5'], `at least ${LEAST_MEMORY_MB}`],
    [['--max-memory', '1TB'], `at least ${LEAST_MEMORY_MB}`],
    [['--max-concurrent', '0'], '1 to 1024'],
    [['--max-concurrent', '1025'], '1 to 1024'],
  ])('%j is refused', (args, expected) => {
    expect(() => parse(...args)).toThrow(expected);
  });
});
