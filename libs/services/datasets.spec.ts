import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedClock } from '#kernel';
import { openInMemory } from '#platform';
import { openParamo, type Paramo } from '#services';
import { BUILT_IN_VOCABULARY, DEFAULT_EXECUTION_OPTIONS, type OptimizationSpec, readOptimizationSpec } from '#spec';

const directory = mkdtempSync(join(tmpdir(), 'paramo-datasets-'));
let paramo: Paramo;
beforeAll(async () => {
  const platform = openInMemory({ clock: fixedClock(Date.UTC(2026, 0, 2)), report: () => undefined });
  paramo = await openParamo(platform, { work: false });
});
afterAll(async () => {
  await paramo.close();
  rmSync(directory, { recursive: true });
});

const DAYS = 120;
const SLOWEST = { fast: 5, slow: 30 };

/** Daily candles around a level; from the day `splitAt` on, prices are a quarter of what they were. */
function csv(name: string, { level = 100, splitAt = DAYS } = {}): string {
  const rows = Array.from({ length: DAYS }, (_, day) => {
    const close = (level + 5 * Math.sin(day / 9)) / (day >= splitAt ? 4 : 1);
    const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
    return `${date},${close},${close * 1.01},${close * 0.99},${close},1000`;
  });
  const file = join(directory, name);
  writeFileSync(file, `Date,Open,High,Low,Close,Volume\n${rows.join('\n')}\n`);
  return file;
}

async function stored(name: string, options: { level?: number } = {}): Promise<string> {
  return paramo.importData(await paramo.checkData({ kind: 'csv', name: csv(name, options) }));
}

function specOver(data: unknown): OptimizationSpec {
  const read = readOptimizationSpec(
    { strategy: 'sma-crossover', data, parameters: { fast: [3, 5], slow: [20, 30] } },
    BUILT_IN_VOCABULARY,
  );
  if (!read.ok) throw new Error(read.issues.map(({ message }) => message).join('\n'));
  return read.spec;
}

/** An optimization over a stored dataset, called as a person calls it. */
function specOverStored(ref: string): OptimizationSpec {
  const spec = specOver({ source: 'dataset', hash: '0'.repeat(64) });
  return { ...spec, dataset: { ...spec.dataset, hash: null, source: { kind: 'dataset', hash: ref } } };
}

describe('a stored dataset', () => {
  let hash: string;
  beforeAll(async () => {
    hash = await stored('ONE_1d.csv');
    await stored('TWO_1d.csv', { level: 50 });
    await stored('TWO_again.csv', { level: 51 });
  });

  it('is found by its hash, by the beginning of it, and by its symbol', async () => {
    for (const ref of [hash, hash.slice(0, 8), 'ONE', 'one']) {
      expect(await paramo.dataset(ref)).toMatchObject({ _id: hash, symbol: 'ONE' });
    }
  });

  it('is not guessed: a short prefix and an unknown name find nothing', async () => {
    for (const ref of [hash.slice(0, 7), 'THREE', '']) {
      await expect(paramo.dataset(ref)).rejects.toMatchObject({ rejection: { code: 'dataset.not-found' } });
    }
  });

  it('with a symbol that two have is refused, and both are named', async () => {
    await expect(paramo.dataset('TWO')).rejects.toThrow(
      /^TWO names 2 datasets: [0-9a-f]{8} \(TWO 1d 2024-01-01…2024-04-29, TWO_1d\.csv\), [0-9a-f]{8} \(.*again\.csv\)\. Write the beginning of one hash\.$/,
    );
  });

  it('is recorded by its whole hash, however it was called', async () => {
    for (const ref of ['ONE', hash.slice(0, 12)]) {
      const { spec } = await paramo.backtest(specOverStored(ref), SLOWEST);
      expect(spec.dataset).toMatchObject({ hash, source: { kind: 'dataset', hash }, symbol: 'ONE' });
      expect(await paramo.specHash(specOverStored(ref))).toBe(await paramo.specHash(specOverStored(hash)));
    }
  });
});

describe('what is odd about the data', () => {
  it('comes with a backtest, with an estimate, and when it is asked for', async () => {
    const spec = specOver({ source: 'csv', path: csv('SPLIT_1d.csv', { splitAt: 60 }) });
    const remarks = await paramo.dataRemarks(spec);
    expect(remarks.quality.verdict).toBe('bad');
    expect((await paramo.backtest(spec, SLOWEST)).data).toEqual(remarks);
    expect((await paramo.estimate(spec)).data).toEqual(remarks);
  });

  it('is found in stored candles as well', async () => {
    expect(await paramo.dataRemarks(specOverStored('ONE'))).toMatchObject({ quality: { bars: DAYS }, notes: [] });
  });
});

describe('a rehearsed command', () => {
  it('is refused as the real one would be, and changes nothing otherwise', async () => {
    const { id, revision } = await paramo.submit(specOverStored('ONE'), DEFAULT_EXECUTION_OPTIONS);
    const head = await paramo.head();
    await paramo.pause(id, null, { rehearsal: true });
    await expect(paramo.pause(id, null, { rehearsal: true, expectedRevision: revision + 1 })).rejects.toMatchObject({
      rejection: { code: 'stream.revision-mismatch' },
    });
    expect(await paramo.head()).toBe(head);
    await paramo.cancel(id, null);
    await expect(paramo.pause(id, null, { rehearsal: true })).rejects.toMatchObject({
      rejection: { code: 'optimization.state-conflict' },
    });
  });
});
