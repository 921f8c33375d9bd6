import { inFlags } from './data-advice';

describe('advice about candles', () => {
  it.each([
    [
      'complete the line, or say on_problem: repair to leave it out',
      'complete the line, or say --repair to leave it out',
    ],
    ['name it explicitly, e.g. columns: { low: "<its name>" }', 'name it explicitly, e.g. --column low="<its name>"'],
    ['say interval: 1h, or leave it out', 'say --interval 1h, or leave it out'],
    ['check the disk', 'check the disk'],
  ])('on the command line speaks in flags: %s', (hint, advice) => {
    const rejection = { code: 'data.invalid', message: 'bad', details: { problems: [{ message: 'm', hint }] } };
    expect(inFlags(rejection)).toMatchObject({ details: { problems: [{ message: 'm', hint: advice }] } });
  });
});
