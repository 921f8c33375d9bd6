import picocolors from 'picocolors';
import { renderTable } from './table';
import { visibleWidth } from './text';

const plain = picocolors.createColors(false);
const columns = [
  { title: '#', keep: true },
  { title: 'score', align: 'right' as const },
  { title: 'trades', align: 'right' as const },
  { title: 'parameters', keep: true },
];
const rows = [
  ['3', '1.52', '188', 'rsi=15 entry=25'],
  ['12', '0.97', '96', 'rsi=16 entry=30'],
];

describe('a table', () => {
  it('aligns numbers at their right end and texts at their left', () => {
    expect(renderTable(columns, rows, { width: 100, paint: plain })).toBe(
      [
        '#   score  trades  parameters',
        '3    1.52     188  rsi=15 entry=25',
        '12   0.97      96  rsi=16 entry=30',
        '',
      ].join('\n'),
    );
  });

  it('drops columns from the right when there is no room, but not those that have to stay', () => {
    expect(renderTable(columns, rows, { width: 30, paint: plain })).toBe(
      ['#   score  parameters', '3    1.52  rsi=15 entry=25', '12   0.97  rsi=16 entry=30', ''].join('\n'),
    );
  });

  it('cuts the last column when even that is too wide', () => {
    const text = renderTable(columns, rows, { width: 16, paint: plain });
    expect(text).toBe(['#   parameters', '3   rsi=15 entr…', '12  rsi=16 entr…', ''].join('\n'));
  });

  it('gives what room is left to a column of remarks, and drops it where there is none', () => {
    const remarked = [...columns, { title: '', fill: true }];
    const lines = rows.map((row) => [...row, 'peak, but 0.37 next door']);
    const first = (width: number): string => renderTable(remarked, lines, { width, paint: plain }).split('\n')[1] ?? '';
    expect(first(100)).toBe('3    1.52     188  rsi=15 entry=25  peak, but 0.37 next door');
    expect(first(50)).toBe('3    1.52     188  rsi=15 entry=25  peak, but 0.37…'.slice(0, 49) + '…');
    expect(first(40)).toBe('3    1.52     188  rsi=15 entry=25');
  });

  it('measures painted cells by what is seen', () => {
    const colored = picocolors.createColors(true);
    const painted = [[colored.bold('3'), colored.green('1.52'), '188', 'x']];
    const [, line = ''] = renderTable(columns, painted, { width: 100, paint: colored }).split('\n');
    expect(visibleWidth(line)).toBe(visibleWidth('3   1.52     188  x'));
  });
});
