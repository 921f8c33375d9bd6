import {
  STRATEGY_CATEGORIES,
  type StopRules,
  type StrategyDefinition,
  type StrategyParameter,
} from '#quant/strategies';
import { kebabCase, readChoice, readFlag, readNumber, readText } from './fields';
import { shown, type IssueList, type Path } from './issues';
import { isPlainObject } from './raw-guard';
import { isParameterValue } from './read-domain';
import { readTextList } from './read-text-list';
import { Section, takeFrom, type Field } from './section';
import { KEYS } from './spellings';

/** A strategy as the file gives it. */
export interface ReadStrategy {
  definition: StrategyDefinition;
  /** Where it stands; formulas of a user's own strategy stand below, by the path in `rulePaths`. */
  path: Path;
  /** Null for a built-in strategy, whose formulas are tested already. */
  rulePaths: Readonly<Record<string, Path>> | null;
  /** Where its own constraints stand; none for a built-in strategy. */
  constraintPaths: readonly Path[];
  /** Parameters declared by a number alone (`n: 10`): whether they are whole is for the search to say. */
  untyped: ReadonlySet<string>;
}

export const STRATEGY_LIMITS = { parameters: 64, formulaLength: 4000 } as const;

const RULES = ['enterLong', 'exitLong', 'enterShort', 'exitShort'] as const;
const ORDERS = ['enterLongOrder', 'exitLongOrder', 'enterShortOrder', 'exitShortOrder'] as const;
const REDUCTIONS = ['reduceLong', 'reduceShort', 'reduceShare'] as const;
const STOPS = [
  'stopLossPercent', 'takeProfitPercent', 'trailingStopPercent', 'stopLoss', 'takeProfit', 'trailingStop', 'maxBars',
] as const; // prettier-ignore
const DIRECTIONS = ['long', 'short', 'reverse', 'long-short'] as const;
const DIRECTION_SYNONYMS = { 'long-only': 'long', 'short-only': 'short', both: 'long-short' } as const;

/** Where a formula may stand. */
type FormulaKey =
  (typeof RULES)[number] | (typeof ORDERS)[number] | (typeof REDUCTIONS)[number] | (typeof STOPS)[number] | 'size';

export function isInlineStrategy(section: Section): boolean {
  return section.has(KEYS.rules) || RULES.some((rule) => section.has(KEYS[rule]));
}

/** A strategy of the user's own: rules as formulas, parameters with defaults, stops. Formulas are checked later. */
export function readInlineStrategy(section: Section, issues: IssueList): ReadStrategy | null {
  const before = issues.all.length;
  const rules = Section.at(section.take(KEYS.rules), issues, '{ enter_long: …, exit_long: … }');
  const stops = Section.at(section.take(KEYS.stops), issues, '{ stop_loss_percent: … }');
  if (!rules || !stops) return null;
  const rulePaths: Record<string, Path> = {};
  const formula = (key: FormulaKey, sections: readonly Section[]) => {
    const field = takeFrom(sections, KEYS[key], issues);
    const text = readFormulaText(field, issues);
    if (field && text !== undefined) rulePaths[key] = field.path;
    return text === undefined ? {} : { [key]: text };
  };
  const rulesAndOrders = [...RULES, ...ORDERS, ...REDUCTIONS];
  const formulas: Pick<StrategyDefinition, (typeof rulesAndOrders)[number]> = Object.assign(
    {},
    ...rulesAndOrders.map((key) => formula(key, [rules, section])),
  );
  const stopRules: StopRules = Object.assign({}, ...STOPS.map((key) => formula(key, [stops, section])));
  const size: Pick<StrategyDefinition, 'size'> = formula('size', [section]);
  const flatAtSessionEnd = readFlag(section.take(KEYS.flatAtSessionEnd), issues);
  const name = readText(section.take(KEYS.id), issues, 200) ?? 'custom';
  const declared = section.take(KEYS.parameters);
  const constraints = readTextList(section.take(KEYS.constraints), issues);
  const directionField = section.take(KEYS.direction);
  const definition: StrategyDefinition = {
    name: kebabCase(name),
    ...optional('catalogueId', readText(section.take(KEYS.catalogueId), issues, 20)),
    title: readText(section.take(KEYS.title), issues, 200) ?? name,
    category: readChoice(section.take(KEYS.category), issues, STRATEGY_CATEGORIES) ?? 'custom',
    version: readNumber(section.take(KEYS.version), issues, { integer: true, min: 1 }) ?? 1,
    ...optional('description', readText(section.take(KEYS.description), issues, 10_000)),
    ...optional('source', readText(section.take(KEYS.citation), issues, 1000)),
    direction: readChoice(directionField, issues, DIRECTIONS, DIRECTION_SYNONYMS) ?? directionOf(formulas),
    parameters: readDeclarations(declared, issues),
    constraints: constraints.map(({ text }) => text),
    ...formulas,
    ...(Object.keys(stopRules).length > 0 && { stops: stopRules }),
    ...size,
    ...(flatAtSessionEnd === true && { flatAtSessionEnd }),
    ...optional('timeframe', readText(section.take(['timeframe']), issues, 100)),
  };
  const constraintPaths = constraints.map(({ path }) => path);
  for (const part of [rules, stops, section]) part.finish();
  checkCompleteness(definition, { given: directionField?.path, path: section.path }, issues);
  if (issues.all.length > before) return null;
  return { definition, path: section.path, rulePaths, constraintPaths, untyped: untypedNames(declared) };
}

function untypedNames(declared: Field | undefined): ReadonlySet<string> {
  const entries = isPlainObject(declared?.value) ? Object.entries(declared.value) : [];
  return new Set(entries.flatMap(([name, value]) => (typeof value === 'number' ? [name] : [])));
}

function readFormulaText(field: Field | undefined, issues: IssueList): string | undefined {
  if (field && (typeof field.value === 'number' || typeof field.value === 'boolean')) return String(field.value);
  return readText(field, issues, STRATEGY_LIMITS.formulaLength);
}

function directionOf({ enterLong, enterShort }: Pick<StrategyDefinition, (typeof RULES)[number]>) {
  if (enterShort === undefined) return 'long';
  return enterLong === undefined ? 'short' : 'long-short';
}

const NEEDED = {
  long: ['enterLong'],
  short: ['enterShort'],
  reverse: ['enterLong', 'exitLong'],
  'long-short': ['enterLong', 'enterShort'],
} as const satisfies Record<StrategyDefinition['direction'], readonly (typeof RULES)[number][]>;

const USED = {
  long: ['enterLong', 'exitLong'],
  short: ['enterShort', 'exitShort'],
  reverse: RULES,
  'long-short': RULES,
} as const satisfies Record<StrategyDefinition['direction'], readonly (typeof RULES)[number][]>;

const DIRECTION_HINTS: Partial<Record<StrategyDefinition['direction'], string>> = {
  reverse:
    'in reverse, exit_long is also the short entry and enter_long the short exit; enter_short and exit_short replace them',
  'long-short': 'direction: reverse takes exit_long for the short entry',
};

/** A direction decides which rules there must be, and which would never be looked at. */
function checkCompleteness(
  definition: StrategyDefinition,
  { given, path: strategyPath }: { given: Path | undefined; path: Path },
  issues: IssueList,
): void {
  const { direction } = definition;
  const path = given ?? strategyPath;
  const what = `${given ? 'is' : 'has the direction'} ${direction.replace('-', '_')}, which`;
  const hint = DIRECTION_HINTS[direction];
  const used: readonly string[] = USED[direction];
  for (const rule of NEEDED[direction]) {
    const key = KEYS[rule][0];
    if (definition[rule] !== undefined) continue;
    issues.error('E2203', path, `${what} needs ${key}`, { expected: `${key}: <formula>`, hint });
  }
  for (const rule of RULES) {
    if (definition[rule] === undefined || used.includes(rule)) continue;
    const remedy = 'say direction: long_short, or leave the rule out';
    issues.error('E2203', path, `${what} does not use ${KEYS[rule][0]}`, { hint: remedy });
  }
  for (const rule of RULES) {
    if (definition[`${rule}Order`] === undefined || definition[rule] !== undefined) continue;
    const key = KEYS[rule][0];
    issues.error('E2203', path, `needs ${key} for ${KEYS[`${rule}Order`][0]}`, { expected: `${key}: true` });
  }
}

/** `parameters` of a definition: name → default value, or `{ type, default, min, max, step | values }`. */
function readDeclarations(field: Field | undefined, issues: IssueList): Record<string, StrategyParameter> {
  const parameters: Record<string, StrategyParameter> = {};
  if (field === undefined) return parameters;
  if (!isPlainObject(field.value)) {
    issues.error('E2001', field.path, `must be a mapping, found ${shown(field.value)}`, { expected: '{ length: 14 }' });
    return parameters;
  }
  const entries = Object.entries(field.value);
  if (entries.length > STRATEGY_LIMITS.parameters) {
    issues.error(
      'E2007',
      field.path,
      `has ${entries.length} parameters, at most ${STRATEGY_LIMITS.parameters} are allowed`,
    );
    return parameters;
  }
  for (const [name, value] of entries) {
    const parameter = readDeclaration({ value, path: [...field.path, name] }, issues);
    if (parameter) parameters[name] = parameter;
  }
  return parameters;
}

function readDeclaration(field: Field, issues: IssueList): StrategyParameter | null {
  if (isParameterValue(field.value)) return parameterOfValue(field.value);
  const section = Section.at(field, issues, 'a default value or { type, default, min, max, step }');
  if (!section) return null;
  const description = optional('description', readText(section.take(KEYS.description), issues, 1000));
  const type = readChoice(section.take(KEYS.type), issues, ['integer', 'float', 'boolean', 'categorical'], {
    int: 'integer',
  });
  const values = section.take(KEYS.values);
  const chosen = section.take(KEYS.default);
  if (type === 'boolean') {
    section.finish();
    return { kind: 'boolean', default: readFlag(chosen, issues) ?? false, ...description };
  }
  if (values || type === 'categorical') {
    section.finish();
    return readCategoricalDeclaration(field, { values, chosen, description }, issues);
  }
  return readNumericDeclaration(field, { section, type: type ?? null, chosen, description }, issues);
}

function readNumericDeclaration(
  field: Field,
  {
    section,
    type,
    chosen,
    description,
  }: { section: Section; type: 'integer' | 'float' | null; chosen: Field | undefined; description: object },
  issues: IssueList,
): StrategyParameter | null {
  const value = readNumber(chosen, issues);
  const min = readNumber(section.take(KEYS.min), issues);
  const max = readNumber(section.take(KEYS.max), issues);
  const step = readNumber(section.take(KEYS.step), issues, { min: 0, above: true });
  section.finish();
  const fallback = value ?? min;
  if (fallback === undefined) {
    issues.error('E2004', field.path, 'needs a default', { expected: 'default: 14' });
    return null;
  }
  const given = [fallback, min ?? fallback, max ?? fallback, step ?? 1];
  const kind = type ?? (given.every(Number.isInteger) ? 'integer' : 'float');
  if (kind === 'integer' && !given.every(Number.isInteger)) {
    issues.error('E2105', field.path, 'is a whole number, but has other numbers', { hint: 'say type: float' });
    return null;
  }
  return { kind, default: fallback, min: min ?? fallback, max: max ?? fallback, step: step ?? 1, ...description };
}

function readCategoricalDeclaration(
  field: Field,
  { values, chosen, description }: { values: Field | undefined; chosen: Field | undefined; description: object },
  issues: IssueList,
): StrategyParameter | null {
  const list = Array.isArray(values?.value) ? values.value.filter(isParameterValue) : [];
  const [first] = list;
  const value = chosen === undefined ? first : chosen.value;
  if (first !== undefined && isParameterValue(value) && list.includes(value)) {
    return { kind: 'categorical', default: value, values: list, ...description };
  }
  const expected = 'values: [a, b], default: one of them';
  issues.error('E2203', field.path, 'needs a list of values that holds its default', { expected });
  return null;
}

/** A parameter known by one value only. */
export function parameterOfValue(value: number | string | boolean): StrategyParameter {
  if (typeof value === 'boolean') return { kind: 'boolean', default: value };
  if (typeof value === 'string') return { kind: 'categorical', default: value, values: [value] };
  const kind = Number.isInteger(value) ? 'integer' : 'float';
  return { kind, default: value, min: value, max: value, step: 1 };
}

function optional<Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: string });
}
