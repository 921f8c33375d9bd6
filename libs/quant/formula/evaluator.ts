import {
  type Candles,
  type Interval,
  intervalMs,
  resampleCandles,
  spreadHigher,
  tradingCalendar,
  type TradingCalendar,
} from '#quant/candles';
import { type BoundFormula, type BoundNode, boundOperandsOf } from './bound';
import {
  calculateColumn,
  chooseColumn,
  combineConditions,
  compareColumns,
  delayCondition,
  delaySeries,
  invertCondition,
  mapColumns,
  meanColumn,
  negateColumn,
  type Operand,
} from './columns';
import type { FunctionInput } from './functions/function.types';
import { LruCache } from './lru';
import type { BarField } from './vocabulary';

/** Evaluates formulas on one data set. Columns are shared between calls: never write into one. */
export interface Evaluator {
  /** One value per bar, NaN where not defined. @throws TypeError for a condition. */
  series(formula: BoundFormula): Float64Array;
  /** 1 where the condition holds, else 0. @throws TypeError for a series. */
  condition(formula: BoundFormula): Uint8Array;
  /** Index of the first bar on which the formula can be defined on these candles; their number if there is none. */
  firstBar(formula: Pick<BoundFormula, 'root'>): number;
}

export interface EvaluatorOptions {
  candles: Candles;
  /** Bars per year of the instrument's calendar. */
  periodsPerYear: number;
  /** When the instrument trades (default: what the labels of the candles tell). */
  calendar?: TradingCalendar;
  /** So many columns of numbers, and of conditions, are kept for later formulas (default 256). */
  maxCachedColumns?: number;
}

type NodeOf<K extends BoundNode['kind']> = Extract<BoundNode, { kind: K }>;

/** What formulas have in common (`sma(close, 20)` of many trials) is computed once while it stays in the cache. */
export function createEvaluator(options: EvaluatorOptions): Evaluator {
  return new ColumnEvaluator(options);
}

const NO_SERIES = new Float64Array(0);
const NO_CONDITION = new Uint8Array(0);

const DAY_MS = 86_400_000;

interface HigherEvaluator {
  evaluator: ColumnEvaluator;
  visible: Int32Array;
}

/** Also answers for the parts of a formula, inside this room. */
export class ColumnEvaluator implements Evaluator {
  readonly length: number;
  private readonly candles: Candles;
  private readonly periodsPerYear: number;
  private readonly calendar: TradingCalendar;
  private readonly maxCachedColumns: number;
  private readonly higherBars = new Map<Interval, HigherEvaluator>();
  private readonly seriesCache: LruCache<Float64Array>;
  private readonly conditionCache: LruCache<Uint8Array>;

  constructor({ candles, periodsPerYear, calendar, maxCachedColumns = 256 }: EvaluatorOptions) {
    this.candles = candles;
    this.periodsPerYear = periodsPerYear;
    this.calendar = calendar ?? tradingCalendar(candles);
    this.maxCachedColumns = maxCachedColumns;
    this.length = candles.time.length;
    this.seriesCache = new LruCache(maxCachedColumns);
    this.conditionCache = new LruCache(maxCachedColumns);
  }

  series({ type, root, key }: BoundFormula): Float64Array {
    if (type !== 'series') throw new TypeError(`Expected a series, but this is a condition: ${key}`);
    return this.seriesOf(root);
  }

  condition({ type, root, key }: BoundFormula): Uint8Array {
    if (type !== 'condition') throw new TypeError(`Expected a condition, but this is a series: ${key}`);
    return this.conditionOf(root);
  }

  firstBar({ root }: Pick<BoundFormula, 'root'>): number {
    const parts = boundOperandsOf(root);
    if (root.kind === 'htf') {
      const { evaluator, visible } = this.higher(root.interval);
      const first = evaluator.firstBar({ root: root.operand });
      const bar = visible.findIndex((higher) => higher >= first);
      return bar < 0 ? this.length : bar;
    }
    const own = root.warmup - parts.reduce((latest, { warmup }) => Math.max(latest, warmup), 0);
    return own + parts.reduce((latest, part) => Math.max(latest, this.firstBar({ root: part })), 0);
  }

  seriesOf(node: BoundNode): Float64Array {
    const cached = this.seriesCache.get(node.key);
    if (cached) return cached;
    const column = this.computeSeries(node);
    this.seriesCache.set(node.key, column);
    return column;
  }

  conditionOf(node: BoundNode): Uint8Array {
    const cached = this.conditionCache.get(node.key);
    if (cached) return cached;
    const column = this.computeCondition(node);
    this.conditionCache.set(node.key, column);
    return column;
  }

  private operandOf(node: BoundNode): Operand {
    if (node.kind === 'number') return { values: Float64Array.of(node.value), step: 0 };
    return { values: this.seriesOf(node), step: 1 };
  }

  private computeSeries(node: BoundNode): Float64Array {
    switch (node.kind) {
      case 'number':
        return new Float64Array(this.length).fill(node.value);
      case 'bar':
        return barColumn(this.candles, node.field);
      case 'state':
        return this.stateColumn(node);
      case 'negate':
        return negateColumn(this.seriesOf(node.operand));
      case 'arithmetic':
        return calculateColumn(node.operator, this.operandOf(node.left), this.operandOf(node.right), this.length);
      case 'history':
        return delaySeries(this.seriesOf(node.operand), node.bars);
      case 'if': {
        const condition = this.conditionOf(node.condition);
        return this.withoutWarmup(
          chooseColumn(condition, this.operandOf(node.then), this.operandOf(node.otherwise)),
          node,
        );
      }
      case 'htf': {
        const { evaluator, visible } = this.higher(node.interval);
        return spreadHigher(evaluator.seriesOf(node.operand), visible);
      }
      case 'call':
        return this.callSeries(node);
      case 'indicator':
        return this.computeIndicator(node);
      default:
        throw new TypeError(`A ${node.kind} is not a series: ${node.key}`);
    }
  }

  private computeCondition(node: BoundNode): Uint8Array {
    switch (node.kind) {
      case 'boolean':
        return new Uint8Array(this.length).fill(node.value ? 1 : 0);
      case 'compare':
        return compareColumns(node.operator, this.operandOf(node.left), this.operandOf(node.right), this.length);
      case 'logic':
        return combineConditions(node.operator, this.conditionOf(node.left), this.conditionOf(node.right));
      case 'not':
        return invertCondition(this.conditionOf(node.operand));
      case 'history':
        return delayCondition(this.conditionOf(node.operand), node.bars);
      case 'htf': {
        const { evaluator, visible } = this.higher(node.interval);
        const condition = evaluator.conditionOf(node.operand);
        return Uint8Array.from(visible, (higher) => condition[higher] ?? 0);
      }
      case 'call':
        return this.callCondition(node);
      default:
        throw new TypeError(`A ${node.kind} is not a condition: ${node.key}`);
    }
  }

  /** Of the state only the open that follows the bar is a column; the prices of orders read it, once that bar has opened. */
  private stateColumn({ name, key }: NodeOf<'state'>): Float64Array {
    if (name === 'nextOpen') return delaySeries(this.candles.open, -1);
    throw new TypeError(`The state of the position has no column: ${key}`);
  }

  private callCondition(node: NodeOf<'call'>): Uint8Array {
    if (node.function.kind === 'condition') return node.function.compute(this.inputOf(node));
    throw new TypeError(`A series is not a condition: ${node.key}`);
  }

  private callSeries(node: NodeOf<'call'>): Float64Array {
    const core = node.function;
    if (core.kind === 'condition') throw new TypeError(`A condition is not a series: ${node.key}`);
    if (core.kind === 'series') {
      const column = core.compute(this.inputOf(node));
      return node.conditions.length > 0 ? this.withoutWarmup(column, node) : column;
    }
    const [first, ...rest] = node.series.map((part) => this.operandOf(part));
    if (!first) throw new TypeError(`A call without arguments: ${node.key}`);
    const { variadic, apply, column } = core;
    const join = (left: Operand, right: Operand): Float64Array =>
      column ? column(left, right, this.length) : mapColumns(apply, left, right, this.length);
    if (!variadic) return join(first, first);
    return rest.reduce<Operand>((left, right) => ({ values: join(left, right), step: 1 }), first).values;
  }

  private inputOf({ series: [x, y], conditions: [condition], bars }: NodeOf<'call'>): FunctionInput {
    return {
      candles: this.candles,
      periodsPerYear: this.periodsPerYear,
      calendar: this.calendar,
      x: x ? this.seriesOf(x) : NO_SERIES,
      y: y ? this.seriesOf(y) : NO_SERIES,
      condition: condition ? this.conditionOf(condition) : NO_CONDITION,
      bars,
    };
  }

  /** All lines are computed together and kept. */
  private computeIndicator({
    definition,
    series,
    numbers,
    intervals,
    output,
    lineKeys,
    key,
  }: NodeOf<'indicator'>): Float64Array {
    const lines = definition.compute({
      candles: this.candles,
      series: series.map((part) => this.seriesOf(part)),
      numbers: [...numbers],
      intervals: [...intervals],
      periodsPerYear: this.periodsPerYear,
      calendar: this.calendar,
    });
    lines.forEach((line, i) => this.seriesCache.set(lineKeys[i] ?? key, line));
    const line = lines[output];
    if (line?.length !== this.length) throw new Error(`${key} gave no column of ${this.length} bars`);
    return line;
  }

  /** Conditions are false, not undefined, while they warm up; what is made of them is undefined until they have. */
  private withoutWarmup(column: Float64Array, root: BoundNode): Float64Array {
    return column.fill(NaN, 0, Math.min(this.firstBar({ root }), column.length));
  }

  private higher(interval: Interval): HigherEvaluator {
    const known = this.higherBars.get(interval);
    if (known) return known;
    const { candles, visible } = resampleCandles(this.candles, interval);
    const { calendar, maxCachedColumns } = this;
    const periodsPerYear = this.periodsPerYearOf(interval);
    const evaluator = new ColumnEvaluator({ candles, periodsPerYear, calendar, maxCachedColumns });
    this.higherBars.set(interval, { evaluator, visible });
    return { evaluator, visible };
  }

  private periodsPerYearOf(interval: Interval): number {
    if (interval === '1M') return 12;
    if (interval === '1w') return 52;
    const days = intervalMs(interval) / DAY_MS;
    if (days >= 1) return this.calendar.daysPerYear / days;
    return this.periodsPerYear * Math.min(1, intervalMs(this.candles.interval) / intervalMs(interval));
  }
}

function barColumn(candles: Candles, field: BarField): Float64Array {
  const { open, high, low, close } = candles;
  switch (field) {
    case 'hl2':
      return meanColumn([high, low]);
    case 'hlc3':
      return meanColumn([high, low, close]);
    case 'ohlc4':
      return meanColumn([open, high, low, close]);
    default:
      return candles[field];
  }
}
