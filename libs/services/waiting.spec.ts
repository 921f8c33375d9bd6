import { manualTimers } from '#testing';
import { InterruptedError, persist } from './persist';
import type { Platform } from './platform.port';
import { every, wait } from './timers';

describe('waiting', () => {
  it('ends with its time, or when it is aborted, and leaves no timer behind', async () => {
    const timers = manualTimers();
    const stop = new AbortController();
    const seen: string[] = [];
    void wait(timers, 10, stop.signal).then(() => seen.push('short'));
    void wait(timers, 1_000, stop.signal).then(() => seen.push('long'));
    await timers.advance(10);
    expect(seen).toEqual(['short']);
    stop.abort();
    await timers.advance(0);
    expect(seen).toEqual(['short', 'long']);
    expect(timers.pending()).toBe(0);
  });

  it('between repetitions begins when the last one is done: slow work does not pile up', async () => {
    const timers = manualTimers();
    const finish: (() => void)[] = [];
    const stop = every(timers, 5, () => new Promise<void>((done) => finish.push(done)));
    await timers.advance(100);
    expect(finish).toHaveLength(1);
    finish[0]?.();
    await timers.advance(5);
    expect(finish).toHaveLength(2);
    stop();
    finish[1]?.();
    await timers.advance(100);
    expect(finish).toHaveLength(2);
    expect(timers.pending()).toBe(0);
  });
});

describe('persisting', () => {
  const setUp = () => {
    const timers = manualTimers();
    const faults: unknown[] = [];
    const platform = { timers, report: (fault: unknown) => faults.push(fault) } as unknown as Platform;
    return { timers, faults, platform, stop: new AbortController() };
  };

  it('tries until it succeeds, and reports a row of faults once', async () => {
    const { timers, faults, platform, stop } = setUp();
    let tried = 0;
    const work = async (): Promise<string> => {
      if (++tried < 4) throw new Error('disk full');
      return 'done';
    };
    const outcome = persist(platform, { during: 'it' }, [stop.signal], work);
    await timers.advance(200 + 400 + 800);
    expect(await outcome).toBe('done');
    expect(faults).toHaveLength(1);
  });

  it('gives up when it is told to', async () => {
    const { timers, platform, stop } = setUp();
    const outcome = persist(platform, { during: 'it' }, [stop.signal], () => Promise.reject(new Error('disk full')));
    const refused = expect(outcome).rejects.toThrow(InterruptedError);
    await timers.advance(100_000);
    stop.abort();
    await refused;
    expect(timers.pending()).toBe(0);
  });
});
