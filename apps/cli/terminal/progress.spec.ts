import { progressLine, type ProgressState, startProgress, Throughput } from './progress';
import { openTerminal } from './terminal';
import { Writable } from 'node:stream';

const state: ProgressState = {
  done: 300,
  total: 1000,
  failed: 4,
  best: 1.84,
  objective: 'sharpe_ratio',
  paused: false,
};

describe('the progress line', () => {
  it('tells how far, how fast, how long still, what failed, and the best so far', () => {
    expect(progressLine(state, { rate: 62.14, elapsedSeconds: 5 })).toBe(
      ` ${'▓'.repeat(9)}${'░'.repeat(21)}  300/1,000  62.1/s  ETA 00:11  failed 4  00:05  best 1.84 sharpe_ratio`,
    );
  });

  it('fits: the bar gets what room is left', () => {
    for (const width of [70, 79, 90, 139]) {
      expect(progressLine(state, { rate: 62.14, elapsedSeconds: 5 }, width).length).toBe(Math.min(width, 102));
    }
  });

  it('says how it ended instead of guessing', () => {
    expect(progressLine(state, { rate: 62.14, elapsedSeconds: 5, note: '✓ done' })).toContain(
      '62.1/s  ✓ done  failed 4',
    );
  });

  it('makes no guess of what is paused', () => {
    expect(progressLine({ ...state, paused: true }, { rate: 62.14, elapsedSeconds: 5 })).toContain(
      '62.1/s  paused  failed 4',
    );
  });

  it('makes no guess while it is too early, and shows no best value before there is one', () => {
    const line = progressLine({ ...state, done: 0, best: null }, { rate: null, elapsedSeconds: 1 });
    expect(line).toContain('0/1,000  —/s  ETA —  failed 4  00:01  best — sharpe_ratio');
  });
});

describe('throughput', () => {
  it('is unknown until 20 trials or 10 seconds', () => {
    const few = new Throughput(0, 0);
    few.add(1, 19);
    expect(few.rate(1)).toBeNull();
    expect(few.rate(10)).toBeCloseTo(1.9);
    few.add(2, 20);
    expect(few.rate(2)).toBe(10);
  });

  it('does not count what was done before, as when a run is resumed', () => {
    const resumed = new Throughput(0, 5000);
    resumed.add(0.1, 5000);
    expect(resumed.rate(0.1)).toBeNull();
    resumed.add(10, 5100);
    expect(resumed.rate(10)).toBe(10);
  });

  it('is that of the last minute', () => {
    const slowing = new Throughput(0, 0);
    slowing.add(10, 10_000);
    slowing.add(60, 10_050);
    slowing.add(80, 10_070);
    expect(slowing.rate(80)).toBeCloseTo(70 / 70);
  });
});

describe('progress that nobody watches', () => {
  it('is a plain line every five seconds and one at the end, without control characters', () => {
    const lines: string[] = [];
    const sink = new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) });
    let now = 0;
    const progress = startProgress(openTerminal(sink as NodeJS.WriteStream, true, {}), {
      now: () => now,
      doneBefore: 0,
    });
    for (; now <= 11_000; now += 1000) progress.update({ ...state, done: now / 100 });
    progress.finish('✓ done');
    expect(lines).toHaveLength(3);
    expect(lines.map((line) => line.split('  ')[1])).toEqual(['50/1,000', '100/1,000', '110/1,000']);
    expect(lines.join('')).not.toMatch(/[\r\u001b]/);
  });
});
