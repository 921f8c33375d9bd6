import { clock, compact, count, counted, decimal, duration, instant, money, percent } from './numbers';

describe('numbers for people', () => {
  it('separates thousands', () => {
    expect(count(5105)).toBe('5,105');
    expect(count('123456789012345678901')).toBe('123,456,789,012,345,678,901');
    expect(money(1234567.891)).toBe('1,234,567.89');
    expect(money(-1234.5)).toBe('-1,234.50');
  });

  it('counts things in words that agree', () => {
    expect([0, 1, 5105].map((value) => counted(value, 'trial'))).toEqual(['0 trials', '1 trial', '5,105 trials']);
    expect([counted(1, 'batch', 'batches'), counted(3, 'batch', 'batches')]).toEqual(['1 batch', '3 batches']);
  });

  it('shows a dash, never a sentinel, where there is no value', () => {
    for (const missing of [null, undefined, Number.NaN, Infinity]) {
      expect([decimal(missing), percent(missing), money(missing), compact(missing)]).toEqual(['—', '—', '—', '—']);
    }
  });

  it('keeps as many digits as are needed to tell neighbours apart', () => {
    expect([1.8412, 0.00421, 12345.6, 144, -0.5].map((value) => compact(value))).toEqual([
      '1.84',
      '0.0042',
      '12,346',
      '144',
      '-0.50',
    ]);
  });

  it('tells times', () => {
    expect([clock(4), clock(725), clock(3725)]).toEqual(['00:04', '12:05', '1:02:05']);
    expect([0.42, 12, 200, 7500].map(duration)).toEqual(['0.4 s', '12 s', '3 min 20 s', '2 h 5 min']);
    expect(instant(Date.UTC(2000, 0, 3))).toBe('2000-01-03');
    expect(instant(Date.UTC(2000, 0, 3, 9, 30))).toBe('2000-01-03 09:30');
  });
});
