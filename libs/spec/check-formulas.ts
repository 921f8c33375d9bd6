import { type FormulaScope, type ParseResult, parseFormula, parseOrder, RULE_STATE, STOP_STATE } from '#quant/formula';
import { ORDER_SIDES, type StrategyDefinition } from '#quant/strategies';
import { parameterKinds, reportFormula } from './bind-conditions';
import type { IssueList, Path } from './issues';
import type { ReadSpace } from './read-space';
import type { SpecVocabulary } from './vocabulary';

const RULES = ['enterLong', 'exitLong', 'enterShort', 'exitShort'] as const;
const REDUCTIONS = ['reduceLong', 'reduceShort'] as const;

/** Parses every rule, order and stop of a user's own strategy, and finds parameters that no formula reads. */
export function checkFormulas(
  { strategy, added }: ReadSpace,
  { rulePaths, vocabulary }: { rulePaths: Readonly<Record<string, Path>>; vocabulary: SpecVocabulary },
  issues: IssueList,
): void {
  const scope = { parameters: parameterKinds(strategy.parameters), indicators: vocabulary.indicators };
  const read = new Set<string>();
  let broken = false;
  for (const { key, parse } of formulasOf(strategy)) {
    const parsed = parse(scope);
    if (parsed.ok) parsed.formula.parameters.forEach((name) => read.add(name));
    else {
      broken = true;
      const place = { code: 'E2202', path: rulePaths[key] ?? [] } as const;
      for (const issue of parsed.issues) reportFormula(issue, place, issues);
    }
  }
  if (broken) return;
  for (const { name, path } of added) {
    if (read.has(name)) continue;
    const known = [...read].join(', ');
    const expected = known === '' ? 'a rule that uses it' : `a parameter that a rule uses: ${known}`;
    issues.error('E2103', path, `is used by no rule of ${strategy.name}`, { atKey: true, expected });
  }
}

interface Part {
  /** As in `rulePaths`. */
  key: string;
  parse(scope: FormulaScope): ParseResult;
}

function formulasOf(strategy: StrategyDefinition): Part[] {
  const part = (key: string, text: string | undefined, parse: (text: string, scope: FormulaScope) => ParseResult) =>
    text === undefined ? [] : [{ key, parse: (scope: FormulaScope) => parse(text, scope) }];
  const rules = RULES.flatMap((key) => part(key, strategy[key], parseRule));
  const orders = RULES.flatMap((key) => part(`${key}Order`, strategy[`${key}Order`], orderParser(ORDER_SIDES[key])));
  const stops = Object.entries(strategy.stops ?? {}).flatMap(([key, text]: [string, string | undefined]) =>
    part(key, text, key === 'stopLoss' || key === 'takeProfit' ? parseLevel : parseNumber),
  );
  const reductions = REDUCTIONS.flatMap((key) => part(key, strategy[key], parseRule));
  const numbers = (['reduceShare', 'size'] as const).flatMap((key) => part(key, strategy[key], parseNumber));
  return [...rules, ...orders, ...reductions, ...stops, ...numbers];
}

const parseRule = (text: string, scope: FormulaScope) =>
  parseFormula(text, { ...scope, state: RULE_STATE }, 'condition');
const parseLevel = (text: string, scope: FormulaScope) => parseFormula(text, { ...scope, state: STOP_STATE }, 'series');
const parseNumber = (text: string, scope: FormulaScope) => parseFormula(text, scope, 'series');

const orderParser =
  (side: 'buy' | 'sell') =>
  (text: string, scope: FormulaScope): ParseResult => {
    const result = parseOrder(text, scope, side);
    return result.ok ? { ok: true, formula: result.order.price } : result;
  };
