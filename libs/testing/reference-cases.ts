import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import papa from 'papaparse';
import { type Candles, inferInterval } from '#quant/candles';
import {
  BACKTESTING_PY_SETTINGS,
  type BacktestSettings,
  DEFAULT_BACKTEST_SETTINGS,
  type Sizing,
  VECTORBT_SETTINGS,
} from '#quant/backtest';

const ROOT = join(__dirname, '../..');
const CASES = join(ROOT, 'libs/quant/backtest/reference-cases');
/** Price files that may not be redistributed lie beside the repository, on the machines that have them. */
const DATA = join(ROOT, '../shared/reference/data');
const SP500 = join(ROOT, 'node_modules/vega-datasets/data/sp500-2000.csv');

export type ReferenceRow = Record<string, string | number | null>;

/** What another tool computed: its settings, its statistics, every trade or one row per parameter set. */
export interface ReferenceCase {
  id: string;
  engine: string;
  data: string;
  parameters: Record<string, number | string>;
  settings: Record<string, number | string | boolean | [number, number]>;
  barsPerYear?: number;
  warmupBar?: number;
  expected: Record<string, number | string | null>;
  grid: Record<string, number[] | string>;
  constraint?: string;
  /** Grid rows in which moving averages tie exactly: the values without rounding, as ours has none. */
  exactArithmetic?: ReferenceRow[];
  /** Grid rows (fast, slow) in which vectorbt's rounding of moving averages decides between tie and crossing. */
  exactTies?: [number, number][];
  rows: ReferenceRow[];
}

/** For the suite of a case: skipped where its prices are not. A skipped suite is still read, so read prices in tests only. */
export function describeCase(reference: ReferenceCase): typeof describe.skip {
  return hasData(reference) ? describe : describe.skip;
}

/** Names of all cases of the collection beside the repository; null where it is not. */
export function collectedIds(): string[] | null {
  const collection = join(DATA, '..');
  if (!existsSync(collection)) return null;
  return ['backtests', 'grids']
    .flatMap((folder) => readdirSync(join(collection, folder)))
    .map((file) => file.slice(0, -'.json'.length));
}

/** Ids of the cases in the repository that begin with `prefix`. */
export function referenceIds(prefix: string): string[] {
  return readdirSync(CASES)
    .filter((file) => file.startsWith(prefix) && file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length));
}

export function readCase(id: string): ReferenceCase {
  const facts = JSON.parse(readFileSync(join(CASES, `${id}.json`), 'utf8')) as Omit<ReferenceCase, 'rows'>;
  return { ...facts, rows: readTable(join(CASES, `${id}.csv`)) };
}

/** Whether the prices of a case are on this machine. */
function hasData({ data }: ReferenceCase): boolean {
  return existsSync(dataFile(data));
}

export function readReferenceCandles(data: string): Candles {
  const rows = readTable(dataFile(data));
  const column = (name: string) => Float64Array.from(rows, (row) => Number(row[name]));
  const time = Float64Array.from(rows, (row) => Date.parse(String(row['timestamp'] ?? row['date'])));
  const interval = inferInterval(time);
  if (interval === null) throw new Error(`${data} has bars of no known interval.`);
  return {
    symbol: data, interval, time,
    open: column('open'), high: column('high'), low: column('low'), close: column('close'), volume: column('volume'),
  }; // prettier-ignore
}

function dataFile(data: string): string {
  return data === 'sp500_1d.csv' ? SP500 : join(DATA, data);
}

function readTable(file: string): ReferenceRow[] {
  return papa.parse<ReferenceRow>(readFileSync(file, 'utf8').trimEnd(), { header: true, dynamicTyping: isNumeric })
    .data;
}

function isNumeric(field: string | number): boolean {
  return !['timestamp', 'date'].includes(String(field));
}

/** The settings of a backtesting.py case in our words. */
export function backtestingPySettings({ id, settings, parameters }: ReferenceCase): BacktestSettings {
  const [fixed, relative] = Array.isArray(settings['commission'])
    ? settings['commission']
    : [0, Number(settings['commission'])];
  const exclusive = settings['exclusive_orders'] === true;
  // The RSI strategy looks whether it holds the side already; the others order again.
  const renews = exclusive && !id.includes('_rsi_');
  return {
    ...DEFAULT_BACKTEST_SETTINGS,
    ...BACKTESTING_PY_SETTINGS,
    initialBalance: Number(settings['cash']),
    fill: settings['trade_on_close'] === true ? 'close' : 'next-open',
    commissionPercent: 100 * relative,
    commissionFixed: fixed,
    spreadPercent: 100 * Number(settings['spread']),
    reversal: exclusive,
    sameDirectionEntry: renews ? 'renew' : 'ignore',
    sizing: backtestingPySizing(parameters),
    pyramiding: Number(parameters['maxn'] ?? 1),
    leverage: 1 / Number(settings['margin'] ?? 1),
    unitStep: Number(settings['fractional_unit'] ?? 1),
    openPosition: settings['finalize_trades'] === true ? 'close-at-open' : 'mark',
  };
}

function backtestingPySizing(parameters: ReferenceCase['parameters']): Sizing {
  if ('size' in parameters) return { kind: 'units', units: Number(parameters['size']) };
  if ('frac' in parameters) return { kind: 'fraction', fraction: Number(parameters['frac']) };
  return { kind: 'all-in' };
}

/** The settings of a vectorbt case in our words. */
export function vectorbtSettings({ settings, parameters }: ReferenceCase): BacktestSettings {
  const percent = (name: string) => (name in settings ? 100 * Number(settings[name]) : null);
  const size = settings['size'];
  return {
    ...DEFAULT_BACKTEST_SETTINGS,
    ...VECTORBT_SETTINGS,
    initialBalance: Number(settings['init_cash']),
    direction: settings['direction'] === 'longonly' ? 'long' : 'both',
    fill: parameters['fill'] === 'nextopen' ? 'next-open' : 'close',
    commissionPercent: percent('fees') ?? 0,
    commissionFixed: Number(settings['fixed_fees'] ?? 0),
    slippagePercent: percent('slippage') ?? 0,
    sizing:
      typeof size !== 'number'
        ? { kind: 'all-in' }
        : settings['size_type'] === 'percent'
          ? { kind: 'fraction', fraction: size }
          : { kind: 'units', units: size },
    unitStep: Number(settings['size_granularity'] ?? 0),
    stopLossPercent: percent('sl_stop'),
    takeProfitPercent: percent('tp_stop'),
  };
}
