import type { MetricDefinition } from '#quant/metrics';
import { readChoice, readNumber } from './fields';
import { shown, type IssueList, type Path } from './issues';
import type { Criterion, Objective } from './optimization-spec';
import { isPlainObject } from './raw-guard';
import { readTextList, TEXT_LIST_LIMITS } from './read-text-list';
import { Section, snakeCase, type Field } from './section';
import { KEYS } from './spellings';
import { findMetric, suggestMetric, type SpecVocabulary } from './vocabulary';

const DEFAULT_OBJECTIVE = 'sharpe_ratio';

/** Computed for every trial, beside what the objective and the criteria need, as far as such metrics exist. */
export const STANDARD_METRICS: readonly string[] = [
  'total_return_percent',
  'cagr_percent',
  'sharpe_ratio',
  'sortino_ratio',
  'calmar_ratio',
  'max_drawdown_percent',
  'volatility_percent',
  'win_rate_percent',
  'profit_factor',
  'trades',
  'exposure_percent',
  'average_trade_percent',
];

/** Reads what names metrics: objective, criteria and further metrics. */
export class GoalReader {
  constructor(
    private readonly vocabulary: SpecVocabulary,
    private readonly issues: IssueList,
  ) {}

  /** A metric's name, `{ metric, direction }`, or a list with one of these. */
  objective(field: Field | undefined): Objective | null {
    if (field === undefined) return this.objective({ value: DEFAULT_OBJECTIVE, path: [] });
    if (Array.isArray(field.value)) return this.onlyObjective(field.value, field.path);
    if (!isPlainObject(field.value)) return this.objectiveOf(this.metric(field), undefined, field.path);
    const section = Section.at(field, this.issues, '{ metric: sharpe_ratio, direction: maximize }');
    if (!section) return null;
    const metric = section.take(KEYS.metric);
    const direction = readChoice(section.take(KEYS.direction), this.issues, ['maximize', 'minimize'], {
      max: 'maximize', maximise: 'maximize', min: 'minimize', minimise: 'minimize',
    }); // prettier-ignore
    const weight = section.take(KEYS.weight);
    section.finish();
    if (weight && weight.value !== 1) {
      this.issues.warning('W2001', weight.path, 'has no effect with one objective');
    }
    if (!metric) {
      this.issues.error('E2004', field.path, 'needs a metric', { expected: 'metric: sharpe_ratio' });
      return null;
    }
    return this.objectiveOf(this.metric(metric), direction, metric.path);
  }

  /** `{ min_trades: 100, max_drawdown_percent: 25 }`, or a list of `trades >= 100` and `{ metric, min, max }`. */
  criteria(field: Field | undefined): Criterion[] {
    if (field === undefined) return [];
    const entries = this.criterionFields(field);
    if (entries.length <= TEXT_LIST_LIMITS.items) return entries.flatMap((read) => read() ?? []);
    this.issues.error(
      'E2007',
      field.path,
      `has ${entries.length} entries, at most ${TEXT_LIST_LIMITS.items} are allowed`,
    );
    return [];
  }

  /** Ids of everything to compute, sorted. */
  metrics(field: Field | undefined, objective: Objective | null, criteria: readonly Criterion[]): string[] {
    const wanted = readTextList(field, this.issues).map(({ text, path }) => this.metric({ value: text, path })?.id);
    const standard = STANDARD_METRICS.map((name) => findMetric(name, this.vocabulary)?.id);
    const ids = [...wanted, ...standard, objective?.metric, ...criteria.map(({ metric }) => metric)];
    return [...new Set(ids.filter((id) => id !== undefined))].sort();
  }

  private onlyObjective(list: readonly unknown[], path: Path): Objective | null {
    if (list.length === 1) return this.objective({ value: list[0], path: [...path, 0] });
    if (list.length === 0) this.issues.error('E2004', path, 'needs one objective', { expected: '[sharpe_ratio]' });
    else {
      const hint = 'keep one; the others can be criteria';
      this.issues.error('E2006', path, `has ${list.length} objectives; more than one is not available yet`, { hint });
    }
    return null;
  }

  private objectiveOf(
    metric: MetricDefinition | undefined,
    direction: Objective['direction'] | undefined,
    path: Path,
  ): Objective | null {
    if (metric === undefined) return null;
    const better = direction ?? metric.direction;
    if (better !== 'none') return { metric: metric.id, direction: better };
    const expected = `{ metric: ${metric.id}, direction: maximize }`;
    this.issues.error('E2402', path, `is neither better high nor low by itself: ${metric.id}`, { expected });
    return null;
  }

  private metric(field: Field): MetricDefinition | undefined {
    const { value, path } = field;
    const metric = typeof value === 'string' ? findMetric(value, this.vocabulary) : undefined;
    if (metric) return metric;
    const hint = typeof value === 'string' ? suggestMetric(value, this.vocabulary) : undefined;
    this.issues.error('E2401', path, `names no metric paramo knows: ${shown(value)}`, { hint });
    return undefined;
  }

  private criterionFields({ value, path }: Field): (() => Criterion | null)[] {
    if (Array.isArray(value)) {
      return value.map((item, i) => () => this.listedCriterion({ value: item, path: [...path, i] }));
    }
    if (isPlainObject(value)) {
      return Object.entries(value).map(
        ([key, bound]) =>
          () =>
            this.keyedCriterion(key, { value: bound, path: [...path, key] }),
      );
    }
    this.issues.error('E2001', path, `must be a mapping or a list, found ${shown(value)}`, {
      expected: '{ min_trades: 100 }',
    });
    return [];
  }

  /** `min_trades: 100`, `max_drawdown_percent: 25` (a minimised metric), `sharpe_ratio: { min: 1 }`. */
  private keyedCriterion(key: string, field: Field): Criterion | null {
    const exact = findMetric(key, this.vocabulary);
    if (exact && isPlainObject(field.value)) return this.boundedCriterion(exact, field);
    const [, side, rest = ''] = /^(min|max)(?:imum)?_(.+)$/.exec(snakeCase(key)) ?? [];
    const metric = exact ?? (side ? findMetric(rest, this.vocabulary) : undefined);
    if (metric === undefined) {
      const hint = suggestMetric(snakeCase(key), this.vocabulary, side ? `${side}_` : '');
      this.issues.error('E2401', field.path, 'names no metric paramo knows', { atKey: true, hint });
      return null;
    }
    const bound = readNumber(field, this.issues, { percent: true });
    if (bound === undefined) return null;
    const limit = exact ? SIDES[exact.direction] : side === 'min' ? 'min' : 'max';
    if (limit !== null) return { metric: metric.id, [limit]: bound };
    const expected = `min_${metric.id}: ${bound} or max_${metric.id}: ${bound}`;
    this.issues.error('E2402', field.path, 'does not say whether it is the least or the most', {
      atKey: true,
      expected,
    });
    return null;
  }

  private listedCriterion(field: Field): Criterion | null {
    if (isPlainObject(field.value)) return this.explicitCriterion(field);
    const match = typeof field.value === 'string' ? COMPARISON.exec(field.value) : null;
    const expected = '"trades >= 100" or { metric: trades, min: 100 }';
    if (!match) {
      this.issues.error('E2403', field.path, `is ${shown(field.value)}, which is no criterion`, { expected });
      return null;
    }
    const [, name, operator, bound] = match;
    const metric = this.metric({ value: name, path: field.path });
    return metric ? { metric: metric.id, [operator === '>=' ? 'min' : 'max']: Number(bound) } : null;
  }

  private explicitCriterion(field: Field): Criterion | null {
    if (!isPlainObject(field.value)) return null;
    const { rest, metric } = splitMetric(field.value);
    const found = metric && this.metric({ value: metric.value, path: [...field.path, metric.key] });
    if (metric === null)
      this.issues.error('E2004', field.path, 'needs a metric', { expected: '{ metric: trades, min: 100 }' });
    return found ? this.boundedCriterion(found, { value: rest, path: field.path }) : null;
  }

  private boundedCriterion({ id }: MetricDefinition, field: Field): Criterion | null {
    const section = Section.at(field, this.issues, '{ min: 1, max: 2 }');
    if (!section) return null;
    const min = readNumber(section.take(['min', 'minimum', 'at_least']), this.issues, { percent: true });
    const max = readNumber(section.take(['max', 'maximum', 'at_most']), this.issues, { percent: true });
    section.finish();
    if ((min === undefined && max === undefined) || (min ?? -Infinity) > (max ?? Infinity)) {
      this.issues.error('E2403', field.path, 'needs min, max or both, min not above max', {
        expected: '{ min: 1, max: 2 }',
      });
      return null;
    }
    return { metric: id, ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  }
}

const SIDES = { maximize: 'min', minimize: 'max', none: null } as const;
const COMPARISON = /^\s*([A-Za-z_]\w{0,100})\s*(>=|<=)\s*([+-]?\d{1,15}(?:\.\d{1,15})?)\s*%?\s*$/;

function splitMetric(value: Record<string, unknown>) {
  const entries = Object.entries(value);
  const found = entries.find(([key]) => (KEYS.metric as readonly string[]).includes(snakeCase(key)));
  const rest = Object.fromEntries(entries.filter((entry) => entry !== found));
  return { rest, metric: found ? { key: found[0], value: found[1] } : null };
}
