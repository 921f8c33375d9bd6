import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';
import { createRng } from '#kernel';

/** Each question is a process of its own, on a machine that may be busy. */
jest.setTimeout(180_000);

/** `npm test` builds first: this is the program as it is installed. */
const root = join(__dirname, '..');
const bin = join(root, 'bin', 'paramo.js');
const work = mkdtempSync(join(tmpdir(), 'paramo-cli-'));
const data = join(work, 'data');
afterAll(() => rmSync(work, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): { child: ChildProcess; ended: Promise<Ended> } {
  const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: work,
    env: { ...inherited, PARAMO_DATA_DIR: data, ...env },
  });
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (text.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text.err += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, ...text })));
  return { child, ended };
}

const paramo = (...args: string[]): Promise<Ended> => start(args).ended;

/** The one document of `-o json`: anything else on stdout would not parse. */
async function json<T = Record<string, unknown>>(...args: string[]): Promise<T> {
  const { out, err, code } = await paramo(...args, '-o', 'json');
  if (code !== 0) throw new Error(`paramo ${args.join(' ')} ended with ${code}: ${err}`);
  return JSON.parse(out) as T;
}

interface Run {
  id: string;
  status: string;
  resultHash: string;
  trials: { total: number; evaluated: number; failed: number };
  pick: number;
  best: { number: number; parameters: Record<string, number>; metrics: Record<string, number | null> }[];
}

const SPEC = `name: small
strategy: sma-crossover
data: { source: embedded, name: sp500, start: 2015-01-01, end: 2018-12-31 }
parameters:
  fast: { min: 5, max: 24, step: 1 }
  slow: { min: 10, max: 60, step: 2 }
constraints: ['fast < slow']
objective: sharpe_ratio
`;
const file = join(work, 'small.yaml');
writeFileSync(file, SPEC);

describe('paramo run', () => {
  let first: Run;
  beforeAll(async () => {
    first = await json<Run>('run', file, '--max-concurrent', '2');
  });

  it('gives one document with the best trials', () => {
    expect(first.status).toBe('completed');
    expect(first.trials.evaluated).toBe(first.trials.total);
    expect(first.best).toHaveLength(10);
    expect(first.best.some(({ number }) => number === first.pick)).toBe(true);
  });

  it('finds the same to the last bit again, with one worker or two', async () => {
    const again = await Promise.all([
      json<Run>('run', file, '--max-concurrent', '1', '--data-dir', join(work, 'one')),
      json<Run>('run', '--config', file, '--max-concurrent', '2', '--data-dir', join(work, 'two')),
    ]);
    expect(again.map(({ resultHash }) => resultHash)).toEqual([first.resultHash, first.resultHash]);
  });

  it('resumes what has ended by showing it', async () => {
    expect(await json<Run>('run', '--resume', first.id)).toMatchObject({ resultHash: first.resultHash, timing: null });
    expect(await json<Run>('run', '--monitor', first.id)).toMatchObject({ resultHash: first.resultHash });
  });

  it('writes the answer to stdout, and everything else to stderr', async () => {
    const { out, err } = await paramo('run', '--resume', 'last');
    expect(out).toMatch(/^ {2}# +rank +plateau +score/);
    expect(out).toContain('VERDICT');
    expect(err).toContain('space  sma-crossover: fast 5–24 step 1 · slow 10–60 step 2');
    expect((await paramo('run', '--resume', 'last', '--quiet')).err).toBe('');
  });

  it('streams events and ends with the summary as ndjson', async () => {
    const { out } = await paramo('run', '--resume', 'last', '-o', 'ndjson');
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type?: string; resultHash?: string });
    expect(lines[0]).toMatchObject({ type: 'OptimizationRequested' });
    expect(lines.at(-2)).toMatchObject({ type: 'OptimizationCompleted' });
    expect(lines.at(-1)).toMatchObject({ resultHash: first.resultHash });
  });

  it('with --dry-run counts and records nothing', async () => {
    const before = await json<{ total: number }>('get', 'optimizations');
    const quote = await json('run', file, '--dry-run', '--set', 'parameters.slow.step=10');
    expect(quote).toMatchObject({ dryRun: true, combinations: '120', trials: 100 });
    expect((await json<{ total: number }>('get', 'optimizations')).total).toBe(before.total);
  });

  it('in the background returns at once; watch tells how it ended', async () => {
    const elsewhere = ['--data-dir', join(work, 'detached')];
    const { id } = await json<{ id: string }>('run', file, '--detach', ...elsewhere);
    expect(await json<Run>('watch', id, ...elsewhere)).toMatchObject({ id, resultHash: first.resultHash });
  });

  it('that finds no usable trial exits with 7', async () => {
    const never = join(work, 'never.yaml');
    const strategy = 'strategy: { rules: { enter_long: close < 0 * n }, parameters: { n: 1 } }';
    writeFileSync(
      never,
      `${strategy}\ndata: { source: embedded, name: sp500 }\nparameters: { n: [1, 2] }\nobjective: profit_factor\n`,
    );
    const { code, out } = await paramo('run', never, '--data-dir', join(work, 'never'), '-o', 'json');
    expect(code).toBe(7);
    expect(JSON.parse(out)).toMatchObject({ status: 'failed' });
  });

  describe('and what it left behind', () => {
    it('a plain backtest gives the metrics of the search', async () => {
      const [best] = first.best;
      const sets = Object.entries(best?.parameters ?? {}).flatMap(([name, value]) => ['-p', `${name}=${value}`]);
      const { metrics, trades, firstBar } = await json<{
        metrics: Record<string, number>;
        trades: { pnl: number; open: boolean; entryTime: string }[];
        firstBar: number;
      }>('backtest', file, ...sets);
      expect(metrics).toMatchObject(best?.metrics ?? {});
      expect(trades.filter(({ open }) => !open)).toHaveLength(metrics['trades'] ?? -1);
      expect(trades[0]?.entryTime).toMatch(/^201\d-\d\d-\d\dT00:00:00.000Z$/);
      expect(firstBar).toBeGreaterThanOrEqual(0);
    });

    it('a backtest without -p takes the defaults of the strategy, and says when no search would try it', async () => {
      expect(await json('backtest', file)).toMatchObject({ parameters: { fast: 10, slow: 50 } });
      expect((await paramo('backtest', file, '-p', 'fast=90')).err).toMatch(
        /warning: .* < slow does not hold for fast=90 slow=50/,
      );
    });

    it('verify recomputes every bit', async () => {
      const { code, out } = await paramo('verify', 'last', '--trial', '17', '--data-dir', data);
      expect(out).toMatch(/✓ trial 17 agrees: \d+ metrics to the last bit/);
      expect(code).toBe(0);
    });

    it('trial shows trades and equity', async () => {
      const trial = await json<{ trades: unknown[]; equity: { values: unknown[] }; data: { bars: number } }>(
        'trial',
        first.id,
        '3',
        '--trades',
        '--equity', // prettier-ignore
      );
      expect(trial.equity.values).toHaveLength(trial.data.bars);
      expect((await paramo('trial', first.id, '3', '--equity', '-o', 'csv')).out.split('\r\n')).toHaveLength(
        trial.data.bars + 2,
      );
    });

    it('best can be filtered, sorted and taken as CSV', async () => {
      const { out } = await paramo('best', first.id, '--filter', 'fast < 10', '--filter', 'slow > 40', '--sort', '-sharpe_ratio', '-o', 'csv', '--columns', 'number,fast,slow,sharpe_ratio'); // prettier-ignore
      const [head, ...rows] = out
        .trim()
        .split('\r\n')
        .map((line) => line.split(','));
      expect(head).toEqual(['number', 'fast', 'slow', 'sharpe_ratio']);
      expect(rows).toHaveLength(10);
      expect(rows.every(([, fast, slow]) => Number(fast) < 10 && Number(slow) > 40)).toBe(true);
      const sharpe = rows.map((row) => Number(row[3]));
      expect(sharpe).toEqual([...sharpe].sort((a, b) => b - a));
    });

    it('heatmap names its axes, its marks and what it aggregated', async () => {
      const map = await json<{ x: { name: string; values: number[] }; z: (number | null)[][]; state: string[][] }>(
        'heatmap',
        first.id,
        '-x',
        'slow',
        '-y',
        'fast',
      );
      expect([map.x.name, map.x.values.length, map.z.length]).toEqual(['slow', 26, 20]);
      expect(map.state[19]?.[0]).toBe('infeasible');
      const { out } = await paramo('heatmap', first.id, '-x', 'slow', '-y', 'fast');
      expect(out).toContain('slow →');
      expect(out).toContain('╱ infeasible');
    });

    it('events are sentences, or the log itself', async () => {
      expect((await paramo('events', first.id)).out).toMatch(/#0 {2}\d\d:\d\d:\d\d\.\d{3} {2}"small" asked for/);
      expect(
        (await paramo('events', first.id, '--type', 'OptimizationCompleted', '-o', 'name')).out.trim().split('\n'),
      ).toHaveLength(1);
    });

    it('rebuild makes the same documents from the log', async () => {
      const questions = [['get', 'optimizations'], ['get', 'datasets'], ['describe', first.id], ['get', 'trials', first.id, '--limit', '1000']]; // prettier-ignore
      const read = (): Promise<unknown[]> => Promise.all(questions.map((question) => json(...question)));
      const before = await read();
      expect((await paramo('rebuild')).code).toBe(0);
      expect(await read()).toEqual(before);
    });

    it('what has ended cannot be paused: 5', async () => {
      const { code, out } = await paramo('pause', first.id, '-o', 'json');
      expect([code, (JSON.parse(out) as { code: string }).code]).toEqual([5, 'optimization.state-conflict']);
    });

    it('waiting ends with the time limit, Ctrl-C or SIGTERM: 124, 130, 143', async () => {
      expect((await paramo('events', first.id, '--follow', '--timeout', '1s')).code).toBe(124);
      for (const [signal, code] of [
        ['SIGINT', 130],
        ['SIGTERM', 143],
      ] as const) {
        // prettier-ignore
        const { child, ended } = start(['events', first.id, '--follow']);
        child.stdout?.once('data', () => child.kill(signal));
        expect((await ended).code).toBe(code);
      }
    });

    it('colours go where they are wanted', async () => {
      const colored = await start(['best', first.id], { FORCE_COLOR: '3' }).ended;
      expect(colored.out).toContain('\u001b[');
      for (const env of [{}, { NO_COLOR: '1' }]) {
        expect((await start(['best', first.id], env).ended).out).not.toContain('\u001b[');
      }
      const { out } = await start(['best', first.id, '-o', 'json'], { FORCE_COLOR: '3' }).ended;
      expect(() => JSON.parse(out) as unknown).not.toThrow();
    });
  });
});

describe('wrong input', () => {
  const bad = join(work, 'bad.yaml');
  writeFileSync(bad, SPEC.replace('step: 2', 'step: 0').replace('objective: sharpe_ratio', 'objective: sharp_ratio'));

  it('in a file is shown with line and column, and exits with 2', async () => {
    const { code, err } = await paramo('lint', bad);
    expect(code).toBe(2);
    expect(err).toContain('error[E2104]: parameters.slow.step');
    expect(err).toContain('--> 6:35');
    expect(err).toContain('^');
    expect(err).toMatch(/sharpe_ratio/);
  });

  it('is a problem document for programs', async () => {
    const { code, out } = await paramo('run', bad, '-o', 'json');
    const problem = JSON.parse(out) as { code: string; errors: { code: string; position: object }[] };
    expect(code).toBe(2);
    expect(problem.code).toBe('optimization.invalid');
    expect(problem.errors.map((error) => error.code)).toEqual(['E2104', 'E2401']);
    expect(problem.errors[0]?.position).toMatchObject({ line: 6, column: 35 });
  });

  it.each([
    [2, ['run']],
    [2, ['best', 'last', '--limit', 'x']],
    [2, ['rnu']],
    [2, ['get', 'optimisms']],
    [2, ['run', file, '--set', 'parameters']],
    [2, ['strategy', 'ls', '--category', 'magic']],
    [2, ['run', file, '--set', 'data.start=2030-01-01']],
    [3, ['run', 'nowhere.yaml']],
    [3, ['describe', 'opt_nothing']],
    [3, ['strategy', 'show', 'sma-crosover']],
    [3, ['get', 'datasets', 'ffffffffff']],
    [3, ['data', 'check', 'nowhere.csv']],
    [2, ['data', 'check', '.']],
    [2, ['up', '--dry-run']],
    [2, ['estimate', file, '--filter', 'trades > 1']],
    [2, ['events', 'last', '--filter', 'trades > 1']],
    [2, ['run', file, '--config', file]],
    [2, ['run', file, '--resume']],
    [2, ['backtest', file, '-p', 'fats=3']],
    [2, ['doctor', '--sort', 'bogus']],
  ])('exits with %i: paramo %j', async (expected, args) => {
    const { code, out, err } = await paramo(...args, '--data-dir', join(work, 'wrong'));
    expect(code).toBe(expected);
    expect(out).toBe('');
    expect(err).toMatch(/^error\[/m);
  });

  it('in candles is told line by line, and nothing is stored', async () => {
    const csv = join(work, 'bad.csv');
    writeFileSync(csv, 'Date,Open,High,Low,Close\n2020-01-02,10,11,9,10\n2020-01-03,10,x,9,10\n');
    const { code, err } = await paramo('data', 'import', csv, '--column', 'time=Date');
    expect(code).toBe(2);
    expect(err).toMatch(/line 3/);
  });
});

describe('a run in which no trial meets the criteria', () => {
  it('exits with 7 and says so, also when it is quiet', async () => {
    const { code, err } = await paramo('run', file, '--set', 'criteria.min_trades=100000', '-q', '--data-dir', join(work, 'nopick')); // prettier-ignore
    expect(code).toBe(7);
    expect(err).toMatch(/^warning: no trial is usable: none of \d+/m);
  });
});

describe('--dry-run', () => {
  const elsewhere = ['--data-dir', join(work, 'dry')];
  const recorded = async (): Promise<number> =>
    (await json<{ events: number }>('rebuild', '--dry-run', ...elsewhere)).events;

  it('says what would happen, with the exit code of the real call, and records nothing', async () => {
    await json('run', file, ...elsewhere);
    const before = await recorded();
    expect(await json('demo', '--dry-run', ...elsewhere)).toMatchObject({ dryRun: true });
    expect(await json('estimate', file, '--dry-run', ...elsewhere)).toMatchObject({ dryRun: true });
    expect(await json('run', '--resume', '--dry-run', ...elsewhere)).toMatchObject({ status: 'completed', left: 0 });
    expect((await paramo('pause', 'last', '--dry-run', ...elsewhere)).code).toBe(5);
    expect(await recorded()).toBe(before);
  });
});

describe('damaged read models', () => {
  it('are named as such, and rebuild mends them', async () => {
    const folder = join(work, 'damaged');
    const elsewhere = ['--data-dir', folder];
    const { resultHash } = await json<Run>('run', file, ...elsewhere);
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `views.db${suffix}`), { force: true });
    writeFileSync(join(folder, 'views.db'), 'x'.repeat(4096));
    const { code, err } = await paramo('get', 'optimizations', ...elsewhere);
    expect(code).toBe(1);
    expect(err).toMatch(/error\[storage\.damaged\][^]*paramo rebuild/);
    expect((await paramo('rebuild', ...elsewhere)).code).toBe(0);
    expect(await json('get', 'optimizations', 'last', ...elsewhere)).toMatchObject({ resultHash });
  });
});

describe('candles of one’s own', () => {
  it('that are not to be trusted say so wherever they are used', async () => {
    const closes = Array.from({ length: 200 }, (_, day) => (100 + Math.sin(day / 9)) / (day < 100 ? 1 : 4));
    const rows = closes.map((close, day) => {
      const date = new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10);
      return `${date},${close},${close * 1.001},${close * 0.999},${close},1000`;
    });
    const csv = join(work, 'split_1d.csv');
    writeFileSync(csv, `Date,Open,High,Low,Close,Volume\n${rows.join('\n')}\n`);
    const spec = join(work, 'split.yaml');
    writeFileSync(spec, `strategy: sma-crossover\ndata: ${csv}\nparameters: { fast: [3, 5], slow: [20, 30] }\n`);
    const elsewhere = ['--data-dir', join(work, 'split')];
    for (const verb of ['run', 'backtest', 'estimate', 'lint']) {
      const { err } = await paramo(verb, spec, '-o', 'json', ...elsewhere);
      expect(err).toMatch(/warning: .*do not trust results over these candles/);
    }
    const { data } = await json<{ data: { quality: { verdict: string }; notes: string[] } }>('estimate', spec, ...elsewhere); // prettier-ignore
    expect(data).toMatchObject({ quality: { verdict: 'bad' }, notes: expect.any(Array) as unknown });
  });

  it('are checked, stored once, and can be run by their hash', async () => {
    const csv = join(work, 'walk_1d.csv');
    const closes = Array.from({ length: 300 }, (_, day) => 100 + 10 * Math.sin(day / 15) + day / 50);
    const rows = closes.map((close, day) => {
      const date = new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10);
      return `${date},${close},${close + 1},${close - 1},${close},1000`;
    });
    writeFileSync(csv, `Date,Open,High,Low,Close,Volume\n${rows.join('\n')}\n`);
    const elsewhere = ['--data-dir', join(work, 'own')];
    const checked = await json('data', 'check', csv, '--symbol', 'WALK', ...elsewhere);
    expect(checked).toMatchObject({ stored: false, symbol: 'WALK', interval: '1d', bars: 300 });
    const stored = await json<{ hash: string }>('data', 'import', csv, '--symbol', 'WALK', ...elsewhere);
    await json('data', 'import', csv, '--symbol', 'WALK', ...elsewhere);
    expect(await json('data', 'ls', ...elsewhere)).toMatchObject({ total: 1, items: [{ hash: stored.hash }] });
    const spec = join(work, 'own.yaml');
    writeFileSync(
      spec,
      `strategy: sma-crossover\ndata: { source: dataset, hash: ${stored.hash} }\nparameters: { fast: [3, 5], slow: [20, 30] }\n`,
    );
    expect(await json<Run>('run', spec, ...elsewhere)).toMatchObject({ status: 'completed', trials: { evaluated: 4 } });
    for (const ref of ['walk', stored.hash.slice(0, 8)]) {
      expect(await json('get', 'datasets', ref, ...elsewhere)).toMatchObject({ hash: stored.hash });
    }
    expect((await paramo('data', 'ls', '-o', 'wide', ...elsewhere)).out).toContain(stored.hash);
  });
});

describe('what can be looked up', () => {
  it('this machine is fit', async () => {
    const { ok, checks } = await json<{ ok: boolean; checks: { name: string }[] }>('doctor');
    expect(ok).toBe(true);
    expect(checks.map(({ name }) => name)).toEqual([
      'node',
      'sqlite',
      'data folder',
      'event log',
      'disk',
      'worker threads',
      'time',
    ]);
  });

  it('the file that strategy show prints is valid', async () => {
    const { out } = await paramo('strategy', 'show', 'T01');
    const page = join(work, 'shown.yaml');
    writeFileSync(page, out.slice(out.indexOf('# save this')));
    expect((await paramo('lint', page)).code).toBe(0);
  });

  it('the resolved file means the same', async () => {
    const resolved = join(work, 'resolved.yaml');
    writeFileSync(resolved, (await paramo('lint', file, '--resolved')).out);
    const again = await paramo('lint', resolved, '--resolved');
    expect(parse(again.out)).toEqual(parse(readFileSync(resolved, 'utf8')));
  });

  it('the examples are valid', async () => {
    expect((await paramo('lint', join(root, 'examples', 'demo.yaml'))).code).toBe(0);
  });
});

describe('kill -9', () => {
  const elsewhere = ['--data-dir', join(work, 'killed')];
  const MOMENTS = 10;

  /** Starts or resumes, and kills when that many events were seen. */
  async function killAfter(events: number, args: readonly string[]): Promise<void> {
    const { child, ended } = start([...args, '-o', 'ndjson', ...elsewhere]);
    let seen = 0;
    if (child.stdout) createInterface(child.stdout).on('line', () => ++seen === events && child.kill('SIGKILL'));
    await ended;
  }

  it('at ten moments loses nothing, doubles nothing, and changes nothing', async () => {
    const random = createRng(7, 'kill');
    await killAfter(1, ['run', file]);
    for (let moment = 1; moment < MOMENTS; moment++) {
      await killAfter(1 + Math.floor(random.uniform(moment, 0) * 60), ['run', '--resume']);
    }
    const finished = await json<Run>('run', '--resume', 'last', ...elsewhere);
    const whole = await json<Run>('get', 'optimizations', 'last');
    expect(finished.resultHash).toBe(whole.resultHash);

    const { items } = await json<{ items: { type: string; data: { batch: number; count?: number; plan?: { count: number } } }[] }>('events', 'last', ...elsewhere); // prettier-ignore
    const of = (type: string) => items.filter((event) => event.type === type).map(({ data: { batch } }) => batch);
    expect(of('BatchPlanned')).toEqual([...of('BatchPlanned').keys()]);
    expect(of('BatchEvaluated').sort((a, b) => a - b)).toEqual(of('BatchPlanned'));
    const trials = items
      .filter(({ type }) => type === 'BatchEvaluated')
      .reduce((sum, { data: { count = 0 } }) => sum + count, 0);
    expect(trials).toBe(finished.trials.total);
    expect(of('OptimizationCompleted')).toHaveLength(1);
    expect(of('ResultDiverged')).toEqual([]);
  });

  it('Ctrl-C finishes the batches under way and says how to go on', async () => {
    const wide = ['parameters.fast.max=204', 'parameters.slow.max=800', 'data.start=2002-01-01'];
    const long = [file, ...wide.flatMap((change) => ['--set', change])];
    const there = ['--data-dir', join(work, 'interrupted')];
    const { child, ended } = start(['run', ...long, '-o', 'ndjson', ...there]);
    // A second Ctrl-C would not let it finish.
    let interrupted = false;
    if (child.stdout) {
      createInterface(child.stdout).on('line', (line) => {
        if (interrupted || !line.includes('"BatchEvaluated"')) return;
        interrupted = child.kill('SIGINT');
      });
    }
    const { code, err } = await ended;
    const [, id = ''] = /paramo run --resume (\S+)/.exec(err) ?? [];
    expect(code).toBe(130);
    const [resumed, whole] = await Promise.all([
      json<Run>('run', '--resume', id, ...there),
      json<Run>('run', ...long, '--data-dir', join(work, 'uninterrupted')),
    ]);
    expect(resumed.resultHash).toBe(whole.resultHash);
  });
});
