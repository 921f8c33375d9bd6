import fc from 'fast-check';
import { fixedClock } from '#kernel';
import { manualTimers } from '#testing';
import { DutyCycle } from './duty-cycle';

function cycle(share: number) {
  const timers = manualTimers();
  const clock = fixedClock(0);
  const duty = new DutyCycle({ share, timers, now: clock.now });
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await timers.advance(ms);
  };
  return { duty, clock, timers, pass };
}

describe('a duty cycle', () => {
  it.each([
    [0.5, 100, 100],
    [0.25, 100, 300],
    [0.8, 1000, 250],
  ])('of %d rests after %d ms of work for %d ms', async (share, workMs, restMs) => {
    const { duty, pass } = cycle(share);
    let rested = false;
    const end = duty.begin();
    await pass(workMs);
    end(() => (rested = true));
    await pass(restMs - 1);
    expect(rested).toBe(false);
    await pass(1);
    expect(rested).toBe(true);
  });

  it('of 1 does not rest', async () => {
    const { duty, pass, timers } = cycle(1);
    let rested = false;
    const end = duty.begin();
    await pass(100);
    end(() => (rested = true));
    expect(rested).toBe(true);
    expect(timers.pending()).toBe(0);
  });

  it('keeps work to its share of the time, however long the pieces are', async () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(pieces, fc.double({ min: 0.01, max: 1, noNaN: true }), async (works, share) => {
        const { duty, clock, pass } = cycle(share);
        for (const workMs of works) {
          let rested = false;
          const end = duty.begin();
          await pass(workMs);
          end(() => (rested = true));
          while (!rested) await pass(workMs / share / 16);
        }
        const worked = works.reduce((sum, workMs) => sum + workMs, 0);
        expect(worked / clock.now()).toBeLessThanOrEqual(share * (1 + 1e-9));
      }),
      { numRuns: 20 },
    );
  });

  it('calls nobody back once it is closed', async () => {
    const { duty, pass, timers } = cycle(0.5);
    const end = duty.begin();
    await pass(10);
    end(() => {
      throw new Error('called back');
    });
    duty.close();
    expect(timers.pending()).toBe(0);
  });

  it.each([0, -1, 1.1, NaN])('of %d is none', (share) => {
    expect(() => cycle(share)).toThrow(`share is ${share}, expected above 0 and at most 1.`);
  });
});
