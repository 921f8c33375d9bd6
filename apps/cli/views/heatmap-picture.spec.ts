import picocolors from 'picocolors';
import type { HeatmapAnswer } from '#read-models';
import { heatmapText } from './heatmap-picture';

const terminal = (columns: number) => ({
  columns,
  depth: 1 as const,
  interactive: true,
  paint: picocolors.createColors(false),
  write: () => undefined,
});

/** Values rise along x; `width` × `height` cells. */
function ramp(width: number, height: number): HeatmapAnswer {
  const grid = <T>(cell: (x: number, y: number) => T): T[][] =>
    Array.from({ length: height }, (_, y) => Array.from({ length: width }, (__, x) => cell(x, y)));
  return {
    x: { name: 'slow', values: Array.from({ length: width }, (_, x) => x) },
    y: { name: 'fast', values: Array.from({ length: height }, (_, y) => y) },
    z: grid((x) => x),
    count: grid(() => 1),
    plateau: grid(() => null),
    state: grid(() => 'ok'),
    peak: { trial: 7, x: width - 1, y: 0 },
    pick: { trial: 3, x: 0, y: height - 1 },
    region: [],
    note: 'best over stop (11 values)',
    metric: 'sharpe_ratio',
    aggregate: 'best',
    direction: 'maximize',
  };
}

describe('a heatmap on a terminal', () => {
  it('that is too narrow draws neighbouring cells as one, keeps the marks, and says so', () => {
    const text = heatmapText(ramp(200, 100), terminal(60));
    const lines = text.split('\n');
    expect(Math.max(...lines.slice(0, -2).map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(lines.filter((line) => line.includes('┤'))).toHaveLength(34);
    expect(text).toContain('each cell is the best of 4 × 3, named by its first');
    expect(text.match(/[◆●]/g)).toHaveLength(4);
  });

  it('that is wide enough draws every cell, and tells what was aggregated', () => {
    const text = heatmapText(ramp(8, 4), terminal(60));
    expect(text.split('\n').filter((line) => line.includes('┤'))).toHaveLength(4);
    expect(text.trimEnd().split('\n').at(-1)).toBe(' best over stop (11 values)');
  });

  it('names what it counts, and the place of trials without the parameter', () => {
    const map = { ...ramp(8, 4), aggregate: 'count' as const };
    const text = heatmapText({ ...map, y: { name: 'fast', values: [1, 2, 3, null] } }, terminal(60));
    expect(text).toContain(' 7 trials');
    expect(text).toContain(' off ┤');
  });

  it('is bars when there is one parameter only', () => {
    const line = { ...ramp(3, 1), y: null };
    expect(heatmapText(line, terminal(60))).toContain(' 2 ┤███');
  });
});
