import { colorDepth } from './terminal';
import { onViridis, viridis } from './palette';

describe('how many colours are used', () => {
  it('none where nobody looks, or on a terminal that can do nothing', () => {
    expect(colorDepth(false, { TERM: 'xterm-256color' })).toBe(1);
    expect(colorDepth(true, { TERM: 'dumb' })).toBe(1);
  });

  it('none with NO_COLOR or FORCE_COLOR=0', () => {
    expect(colorDepth(true, { TERM: 'xterm-256color', NO_COLOR: '1' })).toBe(1);
    expect(colorDepth(true, { TERM: 'xterm-256color', FORCE_COLOR: '0' })).toBe(1);
  });

  it('what the terminal can', () => {
    expect(colorDepth(true, { TERM: 'xterm-256color' })).toBe(8);
    expect(colorDepth(true, { TERM: 'xterm', COLORTERM: 'truecolor' })).toBe(24);
  });

  it('what FORCE_COLOR asks for, even without a terminal and against NO_COLOR', () => {
    expect(colorDepth(false, { FORCE_COLOR: '3' })).toBe(24);
    expect(colorDepth(false, { FORCE_COLOR: '2', NO_COLOR: '1' })).toBe(8);
  });
});

describe('viridis', () => {
  it('runs from dark violet to bright yellow and does not leave its ends', () => {
    expect([viridis(0), viridis(1), viridis(-1), viridis(2)]).toEqual([
      [68, 1, 84],
      [253, 231, 37],
      [68, 1, 84],
      [253, 231, 37],
    ]);
  });

  it('writes dark on bright and bright on dark', () => {
    expect(onViridis('x', 1, 24)).toBe('\u001b[38;5;16;48;2;253;231;37mx\u001b[0m');
    expect(onViridis('x', 0, 8)).toBe('\u001b[38;5;231;48;5;53mx\u001b[0m');
  });
});
