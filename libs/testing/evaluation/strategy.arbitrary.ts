import * as fc from 'fast-check';
import type { StrategyDefinition } from '#quant/strategies';
import {
  agedExit,
  buyingOrder,
  liveLevel,
  liveRule,
  sellingOrder,
  someLevel,
  somePercent,
  someRule,
  someShare,
} from './rule.arbitrary';

/**
 * What a strategy must have; see `Tier` of the engine. `terms` are decided while trading, but settled when a position is
 * entered; `live` is everything that is decided while trading.
 */
export type Need = 'trades' | 'stops' | 'anything' | 'terms' | 'live';

/** Written so that some sides are missing: an entry without an exit, an exit without an entry. */
type Sides = Pick<StrategyDefinition, 'direction' | 'enterLong' | 'exitLong' | 'enterShort' | 'exitShort'>;

const often = fc.option(someRule, { nil: undefined, freq: 5 });
const longSides: fc.Arbitrary<Sides> = fc.oneof(
  fc.record({ direction: fc.constant('long' as const), enterLong: someRule, exitLong: often }),
  fc.record({
    direction: fc.constant('reverse' as const),
    enterLong: someRule,
    exitLong: someRule,
    exitShort: rarely(someRule),
  }),
  fc.record({
    direction: fc.constant('long-short' as const),
    enterLong: someRule,
    exitLong: often,
    enterShort: often,
    exitShort: often,
  }),
);
const anySides: fc.Arbitrary<Sides> = fc.oneof(
  { weight: 3, arbitrary: longSides },
  {
    weight: 1,
    arbitrary: fc.record({ direction: fc.constant('short' as const), enterShort: someRule, exitShort: often }),
  },
);

function rarely<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

type Stops = NonNullable<StrategyDefinition['stops']>;

const someStops: fc.Arbitrary<Stops> = fc
  .record({
    stopLoss: rarely(someLevel),
    stopLossPercent: rarely(somePercent),
    takeProfit: rarely(someLevel),
    takeProfitPercent: rarely(somePercent),
    trailingStop: rarely(someLevel),
    trailingStopPercent: rarely(somePercent),
  })
  .map(oneFormOfEach);

/** A stop is a price or a percentage. */
function oneFormOfEach(stops: Stops): Stops {
  const pairs = [
    ['stopLoss', 'stopLossPercent'],
    ['takeProfit', 'takeProfitPercent'],
    ['trailingStop', 'trailingStopPercent'],
  ] as const;
  const doubled = pairs.flatMap(([price, percent]) => (stops[price] === undefined ? [] : [percent]));
  return withoutAbsent({ ...stops, ...Object.fromEntries(doubled.map((form) => [form, undefined])) });
}

/** What makes a strategy one that is decided bar by bar; often nothing does. */
const liveParts = fc.record({
  rule: rarely(liveRule),
  exitLong: rarely(agedExit),
  exitShort: rarely(agedExit),
  size: rarely(someShare),
  maxBars: fc.option(fc.constantFrom('n', '1', 'j', '3', 'k'), { nil: undefined, freq: 1 }),
  level: rarely(liveLevel),
  flatAtSessionEnd: fc.option(fc.constant(true), { nil: undefined, freq: 1 }),
  buys: rarely(buyingOrder),
  sells: rarely(sellingOrder),
});

type LiveParts = typeof liveParts extends fc.Arbitrary<infer T> ? T : never;

function halfTheTime<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 1 });
}

const terms: fc.Arbitrary<Partial<LiveParts>> = fc.record({
  exitLong: halfTheTime(agedExit),
  exitShort: halfTheTime(agedExit),
  size: rarely(someShare),
  maxBars: halfTheTime(fc.constantFrom('n', '1', 'j', '3', 'k', 'n / (m - m)')),
  level: halfTheTime(liveLevel),
  flatAtSessionEnd: rarely(fc.constant(true)),
});

const parameters: StrategyDefinition['parameters'] = {
  n: { kind: 'integer', default: 3, min: -1000, max: 1000, step: 1 },
  m: { kind: 'integer', default: 8, min: -1000, max: 1000, step: 1 },
  j: { kind: 'integer', default: 1, min: -1000, max: 1000, step: 1 },
  k: { kind: 'float', default: 2, min: -1000, max: 1000, step: 0.1 },
  on: { kind: 'boolean', default: true },
  maType: { kind: 'categorical', default: 'sma', values: ['sma', 'ema'] },
  tf: { kind: 'categorical', default: '1w', values: ['1d', '1w', '1M', '4h'] },
};

export function strategies(need: Need): fc.Arbitrary<StrategyDefinition> {
  const stops = need === 'stops' ? fc.option(someStops, { freq: 3 }) : rarely(someStops);
  return fc
    .record({ rules: need === 'trades' || need === 'stops' ? longSides : anySides, stops, live: liveOf(need) })
    .map(({ rules, stops, live }) => strategyOf(rules, need === 'trades' ? null : stops, live));
}

function liveOf(need: Need): fc.Arbitrary<Partial<LiveParts> | null> {
  return need === 'live' ? liveParts : need === 'terms' ? terms : fc.constant(null);
}

function strategyOf(rules: Sides, stops: Stops | null | undefined, live: Partial<LiveParts> | null) {
  const definition: StrategyDefinition = {
    name: 'random', title: 'Random', category: 'custom', version: 1, parameters, constraints: [], ...rules,
    ...(stops && { stops }),
  }; // prettier-ignore
  return withoutAbsent(live ? { ...definition, ...livePartsOf(definition, live) } : definition);
}

function livePartsOf(
  { enterLong, exitLong, enterShort, exitShort, stops }: StrategyDefinition,
  {
    rule,
    exitLong: agedLong,
    exitShort: agedShort,
    size,
    maxBars,
    level,
    flatAtSessionEnd,
    buys,
    sells,
  }: Partial<LiveParts>,
): Partial<StrategyDefinition> {
  return {
    size,
    flatAtSessionEnd,
    exitLong: exitLong && (rule ?? agedLong ?? exitLong),
    exitShort: exitShort && (agedShort ?? exitShort),
    enterLongOrder: enterLong === undefined ? undefined : buys,
    enterShortOrder: enterShort === undefined ? undefined : sells,
    exitLongOrder: exitLong === undefined ? undefined : sells,
    ...(maxBars !== undefined || level !== undefined || stops
      ? { stops: withoutAbsent({ ...stops, maxBars, ...(level && { stopLoss: level, stopLossPercent: undefined }) }) }
      : {}),
  };
}

function withoutAbsent<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}
