import { Rejected } from '#kernel';
import { type BoundFormula, createBinder, type Formula, parseFormula, type ParameterKind } from '#quant/formula';
import type { IndicatorDefinition } from '#quant/indicators';
import type { ParameterSet } from '#quant/space';
import type { StopRules, StrategyDefinition, StrategyParameter } from '#quant/strategies';

const RULES = ['enterLong', 'exitLong', 'enterShort', 'exitShort'] as const;
const STOPS = [
  'stopLoss',
  'takeProfit',
  'trailingStop',
  'stopLossPercent',
  'takeProfitPercent',
  'trailingStopPercent',
] as const satisfies readonly (keyof StopRules)[];

/** A part of the strategy, as it is written there: `enterLong`, `stops.stopLoss`. */
export type RuleName = (typeof RULES)[number] | `stops.${keyof StopRules}` | 'direction';

export interface StrategyIssue {
  rule: RuleName;
  message: string;
  hint?: string;
  /** Place in the formula, 0-based, end exclusive; absent when the rule as a whole is meant. */
  start?: number;
  end?: number;
}

/** Rules with a value for every parameter they read. */
export interface BoundStrategy {
  rules: Record<(typeof RULES)[number], BoundFormula | null>;
  stops: Partial<Record<keyof StopRules, BoundFormula>>;
}

/** A strategy whose formulas are read and checked, once for all trials. */
export interface CompiledStrategy {
  readonly definition: StrategyDefinition;
  /** @throws FormulaError when the rules cannot be used with these values. */
  bind(parameters: ParameterSet): BoundStrategy;
}

export type CompileStrategyResult = { ok: true; strategy: CompiledStrategy } | { ok: false; issues: StrategyIssue[] };

/** Reads all rules of a strategy, or tells everything that is wrong with them. */
export function compileStrategy(
  definition: StrategyDefinition,
  indicators: readonly IndicatorDefinition[],
): CompileStrategyResult {
  const scope = { parameters: parameterKinds(definition.parameters), indicators };
  const issues: StrategyIssue[] = [...shapeIssues(definition), ...stopIssues(definition.stops ?? {})];
  const binders = new Map<string, Binder>();
  const read = (rule: RuleName, text: string | undefined, type: 'condition' | 'series'): Binder | null => {
    if (text === undefined) return null;
    const parsed = parseFormula(text, scope, type);
    if (parsed.ok) return shared(binders, `${type} ${text}`, parsed.formula);
    issues.push(...parsed.issues.map(({ message, hint, start, end }) => ({ rule, message, hint, start, end })));
    return null;
  };
  const texts = ruleTexts(definition);
  const rules = RULES.map((rule) => read(rule, texts[rule], 'condition'));
  const stops = STOPS.map((stop) => read(`stops.${stop}`, definition.stops?.[stop], 'series'));
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, strategy: { definition, bind: (parameters) => bindStrategy(rules, stops, parameters) } };
}

/** The same for a strategy that was checked before. @throws Rejected `strategy.invalid` with all issues. */
export function requireStrategy(
  definition: StrategyDefinition,
  indicators: readonly IndicatorDefinition[],
): CompiledStrategy {
  const result = compileStrategy(definition, indicators);
  if (result.ok) return result.strategy;
  const problems = result.issues.map(({ rule, message }) => `${rule}: ${message}`).join('; ');
  throw new Rejected({
    code: 'strategy.invalid',
    message: `The strategy ${definition.name} cannot be used. ${problems}`,
    details: { issues: result.issues },
  });
}

type Binder = ReturnType<typeof createBinder>;

/** One binder per text: a reversing strategy has each of its rules twice. */
function shared(binders: Map<string, Binder>, key: string, formula: Formula): Binder {
  const known = binders.get(key) ?? createBinder(formula);
  binders.set(key, known);
  return known;
}

function bindStrategy(
  rules: readonly (Binder | null)[],
  stops: readonly (Binder | null)[],
  parameters: ParameterSet,
): BoundStrategy {
  const bind = (binder: Binder | null | undefined) => binder?.(parameters) ?? null;
  const [enterLong, exitLong, enterShort, exitShort] = rules;
  const long = bind(enterLong);
  const away = bind(exitLong);
  const bound: BoundStrategy = {
    rules: {
      enterLong: long,
      exitLong: away,
      enterShort: enterShort === exitLong ? away : bind(enterShort),
      exitShort: exitShort === enterLong ? long : bind(exitShort),
    },
    stops: {},
  };
  STOPS.forEach((stop, i) => {
    const formula = bind(stops[i]);
    if (formula) bound.stops[stop] = formula;
  });
  return bound;
}

/** The rules that are traded: those of the strategy's direction, a reversing strategy's short side mirrored. */
function ruleTexts({ direction, enterLong, exitLong, enterShort, exitShort }: StrategyDefinition) {
  switch (direction) {
    case 'long':
      return { enterLong, exitLong };
    case 'short':
      return { enterShort, exitShort };
    case 'long-short':
      return { enterLong, exitLong, enterShort, exitShort };
    case 'reverse':
      return { enterLong, exitLong, enterShort: enterShort ?? exitLong, exitShort: exitShort ?? enterLong };
  }
}

function parameterKinds(parameters: Record<string, StrategyParameter>): Record<string, ParameterKind> {
  return Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, kindOf(parameter)]));
}

function kindOf({ default: value }: StrategyParameter): ParameterKind {
  return typeof value === 'string' ? 'string' : typeof value === 'boolean' ? 'boolean' : 'number';
}

function shapeIssues({ direction, ...definition }: StrategyDefinition): StrategyIssue[] {
  const needed = (
    { long: ['enterLong'], short: ['enterShort'], reverse: ['enterLong', 'exitLong'], 'long-short': [] } as const
  )[direction];
  const missing = needed.filter((rule) => definition[rule] === undefined);
  const foreign = foreignRules(direction).filter((rule) => definition[rule] !== undefined);
  const issues: StrategyIssue[] = [
    ...missing.map((rule) => ({ rule, message: `A strategy of direction "${direction}" needs the rule ${rule}.` })),
    ...foreign.map((rule) => ({
      rule,
      message: `A strategy of direction "${direction}" does not use the rule ${rule}.`,
      hint: 'Use the direction "long-short", or leave the rule out.',
    })),
  ];
  if (direction === 'long-short' && definition.enterLong === undefined && definition.enterShort === undefined) {
    issues.push({
      rule: 'direction',
      message: 'The strategy has neither enterLong nor enterShort: it would never trade.',
    });
  }
  return issues;
}

function foreignRules(direction: StrategyDefinition['direction']): readonly (typeof RULES)[number][] {
  if (direction === 'long') return ['enterShort', 'exitShort'];
  return direction === 'short' ? ['enterLong', 'exitLong'] : [];
}

function stopIssues(stops: StopRules): StrategyIssue[] {
  return (['stopLoss', 'takeProfit', 'trailingStop'] as const)
    .filter((stop) => stops[stop] !== undefined && stops[`${stop}Percent`] !== undefined)
    .map((stop) => ({
      rule: `stops.${stop}` as const,
      message: `${stop} is given as a price and as a percentage.`,
      hint: `Keep either ${stop} or ${stop}Percent.`,
    }));
}
