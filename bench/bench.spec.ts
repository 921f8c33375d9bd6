import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Processes of their own, on a machine that may be busy. `npm test` builds first. */
jest.setTimeout(180_000);

interface EngineRow {
  grid: string;
  variant: string;
  tier: string;
  trials: number;
  gap: number;
}

interface Results {
  engine: { trials: EngineRow[]; memory: { name: string; trials: number }[] };
  pipeline: { runs: { trials: number; events: number; log: number; agrees: boolean }[] };
  strategies: { name: string; tier: string; combinations: number; failures: number }[];
  peers: { peer: string; compared: boolean; rows: unknown[] }[];
}

/** Sections with few trials and bars: what they find, not how fast. */
async function bench(...args: string[]): Promise<Results> {
  const driver = join(__dirname, 'index.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [driver, ...args, '--small', '--json']);
  return JSON.parse(stdout) as Results;
}

describe('npm run bench', () => {
  it('compares what is equal: engine, twin and bar loop find the same on every grid with every setting', async () => {
    const { engine } = await bench('engine');
    const tiers = { plain: 'trades', 'stop + target': 'stops', trailing: 'stops', 'half sizing': 'held-bars', 'whole units': 'held-bars', reverse: 'held-bars' }; // prettier-ignore
    const wanted = ['sma', 'rsi', 'sma-100k'].flatMap((grid) =>
      Object.entries(tiers).map(([variant, tier]) => ({ grid, variant, tier, trials: grid === 'rsi' ? 120 : 55 })),
    );
    expect(engine.trials.map(({ grid, variant, tier, trials }) => ({ grid, variant, tier, trials }))).toEqual(wanted);
    expect(engine.trials.filter(({ gap }) => !(gap < 1e-8))).toEqual([]);
    expect(engine.memory.map(({ trials }) => trials)).toEqual([0, 55, 120, 55]);
  });

  it('evaluates the same trials in `paramo run` and in the bare engine', async () => {
    const { pipeline } = await bench('pipeline');
    expect(pipeline.runs).toMatchObject([{ trials: 1000, agrees: true }]);
  });

  it('gives every strategy a grid of its own parameters that it can evaluate', async () => {
    const { strategies } = await bench('strategies');
    expect(strategies).toHaveLength(146);
    expect(strategies.filter(({ combinations, failures }) => combinations < 2 || failures > 0)).toEqual([]);
    expect(new Set(strategies.map(({ tier }) => tier))).toEqual(new Set(['trades', 'stops', 'held-bars', 'bar-loop']));
  });

  it('goes without peers that are not there', async () => {
    const { peers } = await bench('peers', '--python', 'no-such-python');
    expect(peers).toEqual([
      { peer: 'vectorbt', compared: false, rows: [] },
      { peer: 'backtesting.py', compared: false, rows: [] },
    ]);
  });

  it('says what it was not asked', async () => {
    await expect(bench('speed')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('"speed"') as string,
    });
    await expect(bench('engine', '--grid', 'ema')).rejects.toMatchObject({ code: 1 });
  });
});
