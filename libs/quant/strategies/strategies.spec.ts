import * as fc from 'fast-check';
import { type Candles, sliceCandles, tradingCalendar } from '#quant/candles';
import {
  bindFormula,
  compileParameterExpression,
  createBarFormula,
  createEvaluator,
  type Formula,
  parseFormula,
  parseOrder,
  type PositionState,
  readsState,
  RULE_STATE,
  STOP_STATE,
} from '#quant/formula';
import { INDICATORS } from '#quant/indicators';
import type { ParameterSet, ParameterValue } from '#quant/space';
import { sp500Candles } from '#testing';
import { STRATEGIES } from './registry.generated';
import { ORDER_SIDES, STRATEGY_CATEGORIES, type StrategyDefinition, type StrategyParameter } from './strategy.types';

const DAYS_PER_YEAR = 252;
const BARS = 900;
const SAMPLE = sliceCandles(sp500Candles(), 0, BARS);
/** Known in advance, so it is the same for every prefix. */
const CALENDAR = tradingCalendar(SAMPLE);

const RULES = ['enterLong', 'exitLong', 'enterShort', 'exitShort'] as const;
const RULES_OF_DIRECTION = {
  long: ['enterLong', 'exitLong'],
  short: ['enterShort', 'exitShort'],
  reverse: ['enterLong', 'exitLong'],
  'long-short': RULES,
};

const kindOf = ({ kind, default: value }: StrategyParameter) => {
  if (kind !== 'categorical') return kind === 'boolean' ? 'boolean' : 'number';
  return typeof value === 'string' ? 'string' : typeof value === 'boolean' ? 'boolean' : 'number';
};

function mapParameters<T>(
  { parameters }: StrategyDefinition,
  of: (parameter: StrategyParameter) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, of(parameter)]));
}

function parse(strategy: StrategyDefinition, text: string, type: 'condition' | 'series'): Formula {
  const state = type === 'condition' ? RULE_STATE : STOP_STATE;
  const scope = { parameters: mapParameters(strategy, kindOf), indicators: INDICATORS, state };
  const result = parseFormula(text, scope, type);
  if (!result.ok) throw new Error(`${text}: ${result.issues.map(({ message }) => message).join('; ')}`);
  return result.formula;
}

function parseOrderPrice(strategy: StrategyDefinition, rule: (typeof RULES)[number]): Formula[] {
  const text = strategy[`${rule}Order`];
  if (text === undefined) return [];
  const scope = { parameters: mapParameters(strategy, kindOf), indicators: INDICATORS };
  const result = parseOrder(text, scope, ORDER_SIDES[rule]);
  if (!result.ok) throw new Error(`${text}: ${result.issues.map(({ message }) => message).join('; ')}`);
  return [result.order.price];
}

function formulasOf(strategy: StrategyDefinition): Formula[] {
  const rules = RULES.flatMap((rule) => strategy[rule] ?? []);
  const levels = [...Object.values(strategy.stops ?? {}), ...(strategy.size === undefined ? [] : [strategy.size])];
  return [
    ...rules.map((text) => parse(strategy, text, 'condition')),
    ...RULES.flatMap((rule) => parseOrderPrice(strategy, rule)),
    ...levels.map((text) => parse(strategy, text, 'series')),
  ];
}

function defaultsOf(strategy: StrategyDefinition): ParameterSet {
  return mapParameters(strategy, (parameter): ParameterValue => parameter.default);
}

/** Some state of a position: what a formula makes of it may depend on it, but not on later bars. */
function stateAt({ open, high, low, close }: Candles, bar: number): PositionState {
  const [entry = NaN, highest = NaN, lowest = NaN, last = NaN] = [open[bar], high[bar], low[bar], close[bar]];
  return {
    barsSinceEntry: bar % 12,
    entry,
    lastEntry: entry,
    positionSide: (bar % 3) - 1,
    openLots: bar % 3,
    reductions: bar % 2,
    highestSinceEntry: highest * 1.05,
    lowestSinceEntry: lowest / 1.05,
    highestCloseSinceEntry: last * 1.04,
    lowestCloseSinceEntry: last / 1.04,
    lastTrade: (bar % 5) - 2,
    nextOpen: last,
  };
}

/** Every formula of the strategy at its defaults, as columns. */
function columnsOf(strategy: StrategyDefinition, candles: Candles): (Float64Array | Uint8Array)[] {
  const evaluator = createEvaluator({ candles, periodsPerYear: DAYS_PER_YEAR, calendar: CALENDAR });
  return formulasOf(strategy).map((formula) => {
    const bound = bindFormula(formula, defaultsOf(strategy));
    if (readsState(bound.root)) {
      const valueAt = createBarFormula(bound, evaluator);
      return candles.close.map((_, bar) => valueAt(bar, stateAt(candles, bar)));
    }
    return bound.type === 'condition' ? evaluator.condition(bound) : evaluator.series(bound);
  });
}

/** Steps from the minimum, a whole number if the value lies on the grid. */
function steps(value: number, { min, step }: { min: number; step: number }): number {
  return Number(((value - min) / step).toFixed(9));
}

describe.each(STRATEGIES.map((strategy) => [strategy.name, strategy] as const))('%s', (name, strategy) => {
  it('has a stable id, a known category, a description and a source', () => {
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(STRATEGY_CATEGORIES).toContain(strategy.category);
    expect(strategy.description).toMatch(/\.$/);
    expect(strategy.source).toBeTruthy();
  });

  it('has the rules its direction asks for, and no others', () => {
    const present = RULES.filter((rule) => strategy[rule] !== undefined);
    expect(present).toEqual(RULES_OF_DIRECTION[strategy.direction]);
  });

  it('parses, and reads every parameter it has', () => {
    const read = new Set(formulasOf(strategy).flatMap(({ parameters }) => parameters));
    expect([...read].sort()).toEqual(Object.keys(strategy.parameters).sort());
  });

  it('has defaults that lie on their grid and satisfy its constraints', () => {
    for (const parameter of Object.values(strategy.parameters)) {
      if (parameter.kind !== 'integer' && parameter.kind !== 'float') continue;
      expect(Number.isInteger(steps(parameter.default, parameter))).toBe(true);
      expect(parameter.default).toBeGreaterThanOrEqual(parameter.min);
      expect(parameter.default).toBeLessThanOrEqual(parameter.max);
    }
    for (const text of strategy.constraints) {
      const result = compileParameterExpression(text, mapParameters(strategy, kindOf));
      expect(result.ok && result.expression.evaluate(defaultsOf(strategy))).toBe(true);
    }
  });

  it('has orders that belong to its rules', () => {
    const ordered = RULES.filter((rule) => strategy[`${rule}Order`] !== undefined);
    expect(ordered.filter((rule) => strategy[rule] === undefined)).toEqual([]);
  });

  it('can be bound at both ends of every range', () => {
    for (const [key, parameter] of Object.entries(strategy.parameters)) {
      if (parameter.kind !== 'integer' && parameter.kind !== 'float') continue;
      for (const end of [parameter.min, parameter.max]) {
        const values = { ...defaultsOf(strategy), [key]: end };
        expect(() => formulasOf(strategy).map((formula) => bindFormula(formula, values))).not.toThrow();
      }
    }
  });

  it('does not look ahead: on a prefix of the candles its formulas give the prefix of their values', () => {
    const whole = columnsOf(strategy, SAMPLE);
    fc.assert(
      fc.property(fc.noBias(fc.integer({ min: 1, max: BARS })), (bars) => {
        const part = columnsOf(strategy, sliceCandles(SAMPLE, 0, bars));
        expect(part).toEqual(whole.map((column) => column.slice(0, bars)));
      }),
      { numRuns: 4 },
    );
  });
});

it('has one strategy per name and per catalogue number', () => {
  for (const keys of [STRATEGIES.map(({ name }) => name), STRATEGIES.flatMap(({ catalogueId }) => catalogueId ?? [])]) {
    expect(new Set(keys).size).toBe(keys.length);
  }
});
