import * as fc from 'fast-check';

/**
 * Valid formulas over the parameters of `PARAMETER_NAMES`, with all that the language has: what compares, what looks back,
 * what is known before the run, and values that are NaN, infinite, −0 or equal.
 */
const INTERVALS = ['"1d"', '"1w"', '"1M"', '"4h"', 'tf'];
const COMPARISONS = ['<', '<=', '>', '>=', '==', '!='];

/** A number of bars from 1; with some parameters it is none, and the trial fails. */
const windows = fc.constantFrom('n', 'm', '2', '1', '3', 'n + m', '2 * n', 'max(1, floor(k))', '14', 'n - 2');
const delays = fc.constantFrom('1', 'j', '0', '2', 'n', '31', '32', '33', '63', '64', '65', 'm - n', '100', '128');
const numbers = fc.constantFrom(
  'k', '0', '100', '1', 'n', '-k', '98 + m', 'k / 10', '(1 + k / 100) * 100', 'if(on, k, 50)', '1 / (n - m)', '-0', '0 / 0',
  '1e-9', '1e9', '1e300', '1e-40', 'exp(100 + k)', 'round(k)', 'max(n, m, k)',
); // prettier-ignore

function text(pattern: string, ...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((values) => values.reduce((filled, part) => filled.replace('_', part), pattern));
}

const PRICES = ['close', 'open', 'high', 'low', 'hl2', 'hlc3', 'ohlc4'];
const plainSeries = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...PRICES) },
  { weight: 1, arbitrary: fc.constantFrom('volume', 'barIndex', 'hour()', 'dayOfWeek()', 'barOfSession()', 'obv()') },
);

/** Undefined now and then, not only in the beginning, or very large or small. */
const oddSeries = fc.constantFrom(
  '(close - low) / (high - low)',
  'if(close > open, close, 0 / 0)',
  'log(close - open[1])',
  'zscore(close, n)',
  'bb(close, n, k).pctB',
  'sqrt(close - 100)',
  'close / volume',
  // Beyond what single precision holds.
  'close * 1e60',
  '1e-60 * close',
  'exp(close)',
);

const movingAverage = fc.constantFrom('sma', 'ema');
/** Known before the run. */
const switches = fc.constantFrom('on', '(not on)', '(n < m)', '(maType == "sma")', '(k > 2)', '(n == m)');

const grammar = fc.letrec<{ series: string; condition: string }>((tie) => {
  const series = tie('series');
  const condition = tie('condition');
  const value = fc.oneof(series, series, numbers);
  const sign = fc.constantFrom('+', '-', '*', '/');
  return {
    series: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 3, arbitrary: plainSeries },
      { weight: 1, arbitrary: oddSeries },
      {
        weight: 5,
        arbitrary: text(
          '_(_, _)',
          fc.constantFrom('sma', 'ema', 'highest', 'lowest', 'sum', 'rsi', 'roc', 'stdev', 'zscore'),
          series,
          windows,
        ),
      },
      { weight: 2, arbitrary: text('_(_, _) * (1 + k / 100)', fc.constantFrom('sma', 'ema'), plainSeries, windows) },
      { weight: 2, arbitrary: text('bb(_, _, k)._', plainSeries, windows, fc.constantFrom('upper', 'lower', 'pctB')) },
      { weight: 2, arbitrary: text('donchian(_)._[_]', windows, fc.constantFrom('upper', 'mid', 'lower'), delays) },
      { weight: 1, arbitrary: text('stoch(_)._', windows, fc.constantFrom('k', 'd')) },
      { weight: 1, arbitrary: text('macd(n, m, 3)._', fc.constantFrom('macd', 'signal', 'hist')) },
      { weight: 1, arbitrary: text('supertrend(_, k)._', windows, fc.constantFrom('line', 'dir')) },
      { weight: 1, arbitrary: text('atr(_)', windows) },
      { weight: 2, arbitrary: text('((_) _ (_))', series, sign, value) },
      { weight: 1, arbitrary: text('(_ - _ * (_))', numbers, numbers, series) },
      { weight: 1, arbitrary: text('-(_)', series) },
      { weight: 2, arbitrary: text('(_)[_]', series, delays) },
      { weight: 1, arbitrary: text('if(_, _, _)', condition, value, series) },
      { weight: 1, arbitrary: text('change(_, _)', series, delays) },
      { weight: 1, arbitrary: text('_(_, _)', fc.constantFrom('max', 'min'), series, value) },
      {
        weight: 1,
        arbitrary: text('_(_)', fc.constantFrom('log', 'exp', 'sqrt', 'sign', 'round', 'abs', 'highestEver'), series),
      },
      { weight: 1, arbitrary: text('countTrue(_, _)', condition, windows) },
      { weight: 1, arbitrary: text('barsSince(_)', condition) },
      { weight: 1, arbitrary: text('valueWhen(_, _, _)', condition, value, delays) },
      { weight: 1, arbitrary: text('htf(_, _(close, _))', fc.constantFrom(...INTERVALS), movingAverage, windows) },
    ),
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 8, arbitrary: text('_ _ _', series, fc.constantFrom(...COMPARISONS), value) },
      { weight: 1, arbitrary: text('_ _ _', numbers, fc.constantFrom(...COMPARISONS), series) },
      { weight: 5, arbitrary: text('_(_, _)', fc.constantFrom('crossUp', 'crossDown'), series, value) },
      { weight: 1, arbitrary: text('_(_, _)', fc.constantFrom('crossUp', 'crossDown'), numbers, value) },
      { weight: 2, arbitrary: text('_(_, _)', fc.constantFrom('rising', 'falling'), series, windows) },
      {
        weight: 3,
        arbitrary: text('(_) _ (_)', condition, fc.constantFrom('and', 'or', 'and', '==', '!='), condition),
      },
      { weight: 2, arbitrary: text('not (_)', condition) },
      { weight: 2, arbitrary: text('(_)[_]', condition, delays) },
      { weight: 1, arbitrary: text('every(_, _)', condition, windows) },
      { weight: 2, arbitrary: text('_ _ (_)', switches, fc.constantFrom('and', 'or', '==', '!='), condition) },
      { weight: 1, arbitrary: text('(_) _ _', condition, fc.constantFrom('and', 'or', '==', '!='), switches) },
      {
        weight: 1,
        arbitrary: text('htf(_, close > _(close, _))', fc.constantFrom(...INTERVALS), movingAverage, windows),
      },
      { weight: 1, arbitrary: fc.constantFrom('insideBar()', 'insideBar()[j]', 'sessionOpen()', 'outsideBar()') },
      { weight: 1, arbitrary: text('if(maType == "sma", sma(close, _), ema(close, _)) > close', windows, windows) },
    ),
  };
});

/** Rules as people write them: they trade often. */
const usualRules = fc.oneof(
  text('_(sma(close, n), sma(close, m))', fc.constantFrom('crossUp', 'crossDown')),
  text('_(close, _)', fc.constantFrom('crossUp', 'crossDown'), fc.constantFrom('ema(close, n)', '98 + m', 'close[j]')),
  text('close _ sma(close, n)', fc.constantFrom(...COMPARISONS)),
  text('close _ donchian(n)._[1]', fc.constantFrom('>', '<', '>=', '<='), fc.constantFrom('upper', 'mid', 'lower')),
  text(
    '_(_, _)',
    fc.constantFrom('crossUp', 'crossDown'),
    oddSeries,
    fc.constantFrom('0.5', 'k', 'close', '1', 'open * 1e60', '1e-60 * open', 'exp(open)'),
  ),
  text('_ _ _', oddSeries, fc.constantFrom(...COMPARISONS), fc.constantFrom('0.5', 'k', 'close', '1')),
  text('_ _ close', fc.constantFrom('98 + m', '100', 'k', '96 + 2 * n'), fc.constantFrom(...COMPARISONS)),
  text('rsi(close, n) _ _', fc.constantFrom('<', '>'), fc.constantFrom('50', '10 * k', '30')),
  text('on and close _ open or _', fc.constantFrom('<', '>'), fc.constantFrom('high < high[1]', 'rising(close, 2)')),
  fc.constantFrom('close > open', 'close < open', 'true', 'false', 'close == close', 'close != close', 'n < m'),
);

export const someRule: fc.Arbitrary<string> = fc.oneof(
  { withCrossShrink: true },
  { weight: 3, arbitrary: usualRules },
  { weight: 2, arbitrary: grammar.condition },
);

/** Exits that read the age of the position, and nothing else of it. */
export const agedExit: fc.Arbitrary<string> = fc.oneof(
  text('barsSinceEntry >= _', fc.constantFrom('n', 'k', '2', 'n + m', 'n / (m - m)')),
  text(
    '(_) or barsSinceEntry >= _ or _',
    someRule.map((rule) => `(${rule})`),
    fc.constantFrom('n', 'm', '3'),
    fc.constantFrom('on', 'close < low[1]', 'barsSinceEntry >= 5'),
  ),
);

/** Rules that read the state of the position: only the bar loop trades them. */
export const liveRule: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('barsSinceEntry >= n', 'close > entry * (1 + k / 100)', 'lastTrade < 0', 'entry > close or on'),
  text(
    '_ _ highestSinceEntry - close > k',
    someRule.map((rule) => `(${rule})`),
    fc.constantFrom('and', 'or'),
  ),
);

/** Levels of stops, targets and trailing stops; some lie beyond the price, some are not defined. */
export const someLevel: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'close * (1 - k / 100)',
    'close * (1 + k / 100)',
    'lowest(low, n)',
    'close - k',
    'high + k / 10',
    'if(on, close - k * atr(n), 0 / 0)',
    'htf("1w", low)',
    'low',
  ),
  grammar.series,
);
export const somePercent: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('k', '5', 'n / 2', 'if(on, k, 0)', '-k', 'natr(n)', '100'),
  grammar.series,
);
export const liveLevel: fc.Arbitrary<string> = fc.constantFrom('entry - k', 'entry * 1.03', 'min(entry, close) - 1');
export const someShare: fc.Arbitrary<string> = fc.constantFrom(
  '0.5',
  'k / 10',
  'if(close > open, 1, 0.2)',
  'n',
  '0 / 0',
);
export const buyingOrder: fc.Arbitrary<string> = text(
  '_(_)',
  fc.constantFrom('buyStop', 'buyLimit'),
  fc.constantFrom('high', 'close - k / 10', 'nextOpen + 1', 'close', 'highest(high, n)'),
);
export const sellingOrder: fc.Arbitrary<string> = buyingOrder.map((order) => order.replace('buy', 'sell'));
