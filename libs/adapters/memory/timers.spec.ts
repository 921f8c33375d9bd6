import { systemTimers } from './timers';

describe('the system timers', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('call back once, after the time', () => {
    const calls: number[] = [];
    systemTimers.after(100, () => calls.push(1));
    jest.advanceTimersByTime(99);
    expect(calls).toEqual([]);
    jest.advanceTimersByTime(1000);
    expect(calls).toEqual([1]);
  });

  it('can be called off', () => {
    const cancel = systemTimers.after(100, () => {
      throw new Error('called back');
    });
    cancel();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('do not fire at once when the wait is longer than setTimeout knows', () => {
    const calls: number[] = [];
    systemTimers.after(2 ** 40, () => calls.push(1));
    jest.advanceTimersByTime(1000);
    expect(calls).toEqual([]);
  });
});
