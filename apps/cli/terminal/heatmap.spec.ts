import picocolors from 'picocolors';
import { type Picture, type PictureCell, renderBars, renderHeatmap } from './heatmap';
import type { ColorDepth } from './terminal';
import { stripColors } from './text';

const terminal = (columns = 80, depth: ColorDepth = 1) => ({
  columns,
  depth,
  paint: picocolors.createColors(depth > 1),
});
const ok = (value: number, facts: Partial<PictureCell> = {}): PictureCell => ({ state: 'ok', value, ...facts });
const none = (state: PictureCell['state']): PictureCell => ({ state, value: null });

const picture: Picture = {
  x: { name: 'slow', labels: ['20', '50', '80', '110'] },
  y: { name: 'fast', labels: ['5', '10', '15'] },
  rows: [
    [ok(0), ok(0.3), ok(0.6, { region: true }), ok(0.7, { region: true, pick: true })],
    [none('infeasible'), ok(0.4), ok(1, { peak: true }), { state: 'criteria', value: 0.2 }],
    [none('infeasible'), none('infeasible'), none('not-run'), none('failed')],
  ],
  metric: 'sharpe_ratio',
  minimize: false,
};

describe('a heatmap', () => {
  it('shows every state, peak, pick and plateau without any colour', () => {
    expect(renderHeatmap(picture, terminal())).toBe(
      [
        ' fast',
        ' 15 ┤╱ ╱ ▫ ✗',
        ' 10 ┤╱ ▒▒◆█·',
        '  5 ┤░░▒▒[▓●]',
        '    └────────',
        '     20  80',
        '     slow →',
        '',
        ' 0 ░░░░░░▒▒▒▒▒▒▓▓▓▓▓▓██████ 1 sharpe_ratio',
        ' ◆ peak   ● pick   [ ] plateau   · criteria not met   ╱ infeasible   ▫ not run   ✗ failed',
        '',
      ].join('\n'),
    );
  });

  it('tells an account that was lost and a missing score from a failure', () => {
    const states = {
      ...picture,
      rows: [[{ state: 'ruined', value: 3 }, none('no-score'), none('failed'), ok(1)] as const],
    };
    const text = renderHeatmap(states, terminal());
    expect(text).toContain('† ? ✗ ');
    expect(text).toContain('† account lost   ? no score   ✗ failed');
  });

  it('draws cells one character wide where there is no room for two', () => {
    const [, top, , bottom] = renderHeatmap(picture, terminal(12)).split('\n');
    expect([top, bottom]).toEqual([' 15 ┤╱╱▫✗', '  5 ┤░▒▓●']);
  });

  it('says the same with colours', () => {
    for (const depth of [8, 24] as const) {
      const colored = renderHeatmap(picture, terminal(80, depth));
      expect(colored).toContain(depth === 24 ? ';48;2;253;231;37m◆' : ';48;5;220m◆');
      const marks = [...stripColors(colored)].filter((mark) => '◆●╱▫✗·'.includes(mark)).join('');
      expect(marks).toBe('╱╱▫✗╱◆·●◆●·╱▫✗');
    }
  });

  it('gives the bright end of the scale to the smaller value when smaller is better', () => {
    const [, , line] = renderHeatmap({ ...picture, minimize: true }, terminal()).split('\n');
    expect(line).toBe(' 10 ┤╱ ▓▓◆░·');
    expect(renderHeatmap({ ...picture, minimize: true }, terminal())).toContain(
      '1 ░░░░░░▒▒▒▒▒▒▓▓▓▓▓▓██████ 0 sharpe_ratio',
    );
  });

  it('does not divide by the height of a flat landscape', () => {
    const flat = { ...picture, rows: [[ok(1), ok(1), ok(1), ok(1)]], y: { name: 'fast', labels: ['5'] } };
    expect(renderHeatmap(flat, terminal())).toContain(' 5 ┤▓▓▓▓▓▓▓▓');
  });
});

describe('bars for a single parameter', () => {
  it('are as long as the value is good, each with its number', () => {
    const line: Picture = {
      ...picture,
      x: { name: 'length', labels: ['5', '10', '15'] },
      y: { name: '', labels: [''] },
      rows: [[ok(0), ok(1, { peak: true, pick: true }), none('failed')]],
    };
    expect(renderBars(line, terminal(28))).toBe(
      [
        ' length → sharpe_ratio',
        '  5 ┤█ 0',
        ' 10 ┤██████████ 1 ◆●',
        ' 15 ┤✗',
        '',
        ' ◆ peak   ● pick   ✗ failed',
        '',
      ].join('\n'),
    );
  });
});
