import type { StrategyDefinition } from '#quant/strategies';
import type { ReferenceCase } from './reference-cases';

type Rules = Pick<
  StrategyDefinition,
  'enterLong' | 'enterLongOrder' | 'exitLong' | 'enterShort' | 'exitShort' | 'reduceLong' | 'stops'
>;

/** backtesting.py's crossover: strictly below on the bar before, strictly above now. */
const crossover = (a: string, b: string) => `(${a} > ${b}) and (${a} < ${b})[1]`;
const crossRules = (a: string, b: string): Rules => ({ enterLong: crossover(a, b), exitLong: crossover(b, a) });
/** vectorbt's crossed_above remembers through exact ties that it was below. */
const crossedAbove = (a: string, b: string) => `crossUp(${a}, ${b}) and barsSince(${a} < ${b}) > 0`;

const DONCHIAN: Rules = {
  enterLong: 'close > highest(high, n)[1]',
  exitLong: 'close < lowest(low, m)[1]',
  enterShort: 'close < lowest(low, n)[1]',
  exitShort: 'close > highest(high, m)[1]',
};
const BRACKET = { stopLossPercent: '100 * sl', takeProfitPercent: '100 * tp' };

const BACKTESTING_PY_RULES: Record<string, Rules> = {
  sma: crossRules('sma(close, n1)', 'sma(close, n2)'),
  rsi: { enterLong: 'rsi(close, n) < lo', exitLong: 'rsi(close, n) > hi' },
  bb: {
    enterLong: 'close > bb(close, n, k).upper',
    exitLong: 'close < bb(close, n, k).mid',
    enterShort: 'close < bb(close, n, k).lower',
    exitShort: 'close > bb(close, n, k).mid',
  },
  donchian: DONCHIAN,
  macd: crossRules('macd(f, s, g).macd', 'macd(f, s, g).signal'),
  macdFirst: crossRules(
    '(emaFirst(close, f) - emaFirst(close, s))',
    'emaFirst(emaFirst(close, f) - emaFirst(close, s), g)',
  ),
  ema: { ...crossRules('ema(close, n1)', 'ema(close, n2)'), stops: BRACKET },
  chandelier: {
    enterLong: crossover('close', 'sma(close, n)'),
    stops: { trailingStop: 'close - k * atr(na)' },
  },
  session: {
    enterLong: 'hour() == h_in and close > sma(close, n)',
    enterShort: 'hour() == h_in and close <= sma(close, n)',
    exitLong: 'hour() >= h_out or hour() < h_in',
    exitShort: 'hour() >= h_out or hour() < h_in',
  },
  limitdip: {
    enterLong: 'true',
    enterLongOrder: 'buyLimit(close * (1 - d))',
    exitLong: 'barsSinceEntry > hold',
  },
  scalein: { enterLong: 'rsi(close, n) < lo', exitLong: 'rsi(close, n) > hi' },
  partialexit: {
    ...crossRules('sma(close, n1)', 'sma(close, n2)'),
    reduceLong: 'reductions == 0 and close >= entry * (1 + gain)',
  },
  stopentry: {
    enterLong: 'highest(high, n) > close',
    enterLongOrder: 'buyStop(highest(high, n))',
    exitLong: 'close < lowest(low, m)[1]',
    stops: { stopLoss: 'highest(high, n) * (1 - sl)' },
  },
  buyhold: { enterLong: 'barIndex == 1' },
};

/** The strategy of a backtesting.py case in our formulas. */
export function backtestingPyStrategy({ id, parameters }: ReferenceCase): StrategyDefinition {
  const family = id.split('_')[1] ?? '';
  const rules = BACKTESTING_PY_RULES[parameters['seed'] === 'first' ? 'macdFirst' : family];
  if (!rules) throw new Error(`No rules for ${id}`);
  const numbers = Object.entries(parameters).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  const both = rules.enterShort !== undefined;
  const ordered = rules.enterLongOrder !== undefined;
  const longFamily = ordered || family === 'scalein' || family === 'partialexit';
  const longOnly = parameters['mode'] === 'long_only' || rules.exitLong === undefined || longFamily;
  const { enterLong, enterLongOrder, exitLong, reduceLong, stops } = rules;
  const longRules = { enterLong, enterLongOrder, exitLong, reduceLong, stops };
  return longOnly
    ? strategyOf(Object.fromEntries(numbers), { direction: 'long', ...longRules })
    : strategyOf(Object.fromEntries(numbers), { direction: both ? 'long-short' : 'reverse', ...rules });
}

/** The moving-average crossing of all vectorbt cases, over parameters of these names. */
export function vectorbtStrategy(fast: string, slow: string, parameters: Record<string, number>): StrategyDefinition {
  const [a, b] = [`sma(close, ${fast})`, `sma(close, ${slow})`];
  return strategyOf(parameters, { direction: 'reverse', enterLong: crossedAbove(a, b), exitLong: crossedAbove(b, a) });
}

/** A strategy with the case's numbers as parameters. */
function strategyOf(
  numbers: Record<string, number>,
  rules: Rules & Pick<StrategyDefinition, 'direction'>,
): StrategyDefinition {
  const parameters = Object.entries(numbers).map(
    ([name, value]) => [name, { kind: 'float', default: value, min: 0, max: 1000, step: 0.001 }] as const,
  );
  return {
    name: 'reference',
    title: 'Reference',
    category: 'custom',
    version: 1,
    parameters: Object.fromEntries(parameters),
    constraints: [],
    ...rules,
  };
}
