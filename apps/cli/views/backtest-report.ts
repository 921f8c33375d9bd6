import { type BacktestReport, ENGINE_VERSION, type Trade } from '#quant/backtest';
import type { Candles } from '#quant/candles';
import { METRICS } from '#quant/metrics';
import type { ParameterSet } from '#quant/space';
import type { DataRemarks } from '#services';
import type { OptimizationSpec } from '#spec';
import { type Answer, table } from '../answer';
import type { Column, Listing } from '../listing';
import { compact, decimal, instant, money, NOTHING, percent } from '../terminal/numbers';
import type { Terminal } from '../terminal/terminal';
import { pad } from '../terminal/text';
import { parametersText } from './parameters';

/** One trade as programs read it. Bars are 0-based; money after fees. */
interface TradeRow extends Omit<Trade, 'entryTime' | 'exitTime'> {
  number: number;
  entryTime: string;
  exitTime: string;
  fees: number;
  returnPercent: number;
  /** Still open at the end: marked at the last close. */
  open: boolean;
}

export type BacktestDocument = ReturnType<typeof backtestDocument>;

export function backtestDocument({
  spec,
  parameters,
  report,
  candles,
  remarks,
}: {
  spec: OptimizationSpec;
  parameters: ParameterSet;
  report: BacktestReport;
  /** The bars that were used. */
  candles: Candles;
  remarks?: DataRemarks;
}) {
  const { simulation, metrics } = report;
  const { hash } = spec.dataset;
  const time = [...candles.time].map(isoTime);
  const bars = candles.time.length;
  return {
    strategy: spec.strategy.name,
    parameters,
    data: {
      symbol: candles.symbol,
      interval: candles.interval,
      bars,
      first: time[0],
      last: time.at(-1),
      hash,
      ...remarks,
    },
    settings: spec.backtest,
    metrics: Object.fromEntries(Object.entries(metrics).map(([id, value]) => [id, finite(value)])),
    trades: simulation.trades.map(tradeRow),
    equity: {
      initial: spec.backtest.initialBalance,
      final: finite(simulation.equity.at(-1) ?? Number.NaN),
      values: [...simulation.equity].map((equity, bar) => ({ bar, time: time[bar] ?? '', equity: finite(equity) })),
    },
    firstBar: simulation.firstBar,
    fees: simulation.fees,
    engineVersion: ENGINE_VERSION,
  };
}

function tradeRow({ entryTime, exitTime, ...trade }: Trade, index: number): TradeRow {
  return {
    number: index + 1,
    ...trade,
    entryTime: isoTime(entryTime),
    exitTime: isoTime(exitTime),
    fees: trade.entryFee + trade.exitFee,
    returnPercent: 100 * trade.return,
    open: trade.reason === 'open',
  };
}

const isoTime = (ms: number): string => new Date(ms).toISOString();
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** What to show of it: key numbers and the last trades, or one of the two lists in full. */
export function backtestAnswer(
  document: BacktestDocument & { trial?: object },
  options: { trades?: true; equity?: true },
  allMetrics: boolean,
): Answer {
  const { values, ...equity } = document.equity;
  const slim = { ...document, equity: options.equity ? document.equity : equity };
  if (options.equity && !options.trades) return { document: slim, list: equityList(values) };
  const shown = options.trades ? document.trades : document.trades.slice(-LAST_TRADES);
  return {
    document: slim,
    list: tradeList(document.trades),
    text: (terminal) =>
      [head(document, terminal), statistics(document, terminal, allMetrics), trades(document, shown, terminal)].join(
        '\n',
      ),
  };
}

type EquityRow = BacktestDocument['equity']['values'][number];

const LAST_TRADES = 8;

function equityList(values: EquityRow[]): Listing<EquityRow> {
  return {
    columns: [
      { id: 'bar', align: 'right', value: ({ bar }) => bar },
      { id: 'time', keep: true, value: ({ time }) => time, text: ({ time }) => instant(Date.parse(time)) },
      { id: 'equity', align: 'right', keep: true, value: ({ equity }) => equity, text: ({ equity }) => money(equity) },
    ],
    rows: values,
    name: ({ time }) => time,
  };
}

function tradeList(rows: TradeRow[]): Listing<TradeRow> {
  const numeric = (
    id: keyof TradeRow & string,
    text: (value: number) => string,
    title: string = id,
  ): Column<TradeRow> => ({
    id,
    title,
    align: 'right',
    value: (row) => row[id] as number,
    text: (row) => text(row[id] as number),
  });
  return {
    columns: [
      { ...numeric('number', String, '#'), keep: true },
      { id: 'side', keep: true, value: ({ side }) => side },
      {
        id: 'entryTime',
        title: 'entry',
        value: (row) => row.entryTime,
        text: (row) => instant(Date.parse(row.entryTime)),
      },
      numeric('entryPrice', compactPrice, 'price'),
      { id: 'exitTime', title: 'exit', value: (row) => row.exitTime, text: (row) => instant(Date.parse(row.exitTime)) },
      numeric('exitPrice', compactPrice, 'price'),
      { ...numeric('pnl', money), keep: true, text: (row, terminal) => signed(row.pnl, money(row.pnl), terminal) },
      { ...numeric('returnPercent', (value) => percent(value, 2), 'return'), keep: true },
      { id: 'reason', value: ({ reason }) => reason },
      ...(['size', 'fees', 'entryFee', 'exitFee', 'entryBar', 'exitBar'] as const).map((id) => ({
        ...numeric(id, compact),
        wide: true,
      })),
      ...(['stopLoss', 'takeProfit'] as const).map((id): Column<TradeRow> => ({
        id,
        align: 'right',
        wide: true,
        value: (row) => row[id],
        text: (row) => (row[id] === null ? NOTHING : compactPrice(row[id])),
      })),
    ],
    rows,
    name: ({ number }) => String(number),
    json: (row) => row,
  };
}

/** Prices as charts show them: two digits, more below 10. */
const compactPrice = (price: number): string => decimal(price, Math.abs(price) < 10 ? 5 : 2);

function signed(value: number, text: string, { paint }: Terminal): string {
  return value < 0 ? paint.red(text) : paint.green(text);
}

function head({ strategy, parameters, data, firstBar, settings }: BacktestDocument, { paint }: Terminal): string {
  const span = `${instant(Date.parse(data.first ?? ''))}…${instant(Date.parse(data.last ?? ''))}`;
  const signals =
    settings.warmup === 'per-rule' ? 'each rule from its first defined bar' : `signals from bar ${firstBar}`;
  return (
    `${paint.bold(strategy)}  ${parametersText(parameters)}\n` +
    paint.dim(`${data.symbol} ${data.interval} ${span}, ${data.bars} bars, ${signals}`) +
    '\n'
  );
}

const KEY_METRICS: readonly string[] = [
  'total_return_percent',
  'sharpe_ratio',
  'buy_and_hold_return_percent',
  'sortino_ratio',
  'cagr_percent',
  'calmar_ratio',
  'max_drawdown_percent',
  'profit_factor',
  'volatility_percent',
  'expectancy',
  'exposure_percent',
  'sqn',
  'trades',
  'win_rate_percent',
  'fees_paid',
  'final_equity',
];

/** Names and values in two columns, in one where two do not fit. */
function statistics({ metrics }: BacktestDocument, { paint, columns }: Terminal, all: boolean): string {
  const shown = METRICS.filter(({ id }) => all || KEY_METRICS.includes(id));
  if (!all) shown.sort((a, b) => KEY_METRICS.indexOf(a.id) - KEY_METRICS.indexOf(b.id));
  const cells = shown.map(({ id, title, unit }) => [title, metricText(metrics[id] ?? null, unit)] as const);
  const widest = (part: 0 | 1): number => Math.max(...cells.map((cell) => cell[part].length));
  const written = cells.map(
    ([title, value]) => `${paint.dim(pad(title, widest(0)))}  ${pad(value, widest(1), 'right')}`,
  );
  const perLine = 2 * (widest(0) + widest(1) + 2) + BETWEEN.length <= columns ? 2 : 1;
  const lines: string[] = [];
  for (let i = 0; i < written.length; i += perLine) lines.push(written.slice(i, i + perLine).join(BETWEEN));
  return lines.map((line) => `${line}\n`).join('');
}

const BETWEEN = '    ';

export function metricText(value: number | null, unit: (typeof METRICS)[number]['unit']): string {
  switch (unit) {
    case 'percent':
      return percent(value, 2);
    case 'money':
      return money(value);
    case 'ratio':
      return decimal(value, 3);
    case 'count':
    case 'days':
    case 'bars':
    case 'units':
      return compact(value);
  }
}

function trades(document: BacktestDocument, shown: TradeRow[], terminal: Terminal): string {
  const all = document.trades.length;
  if (all === 0) return 'No trade was made.\n';
  const flags = { output: 'table' as const };
  const left = all - shown.length;
  const more = left > 0 ? terminal.paint.dim(`the last ${shown.length} of ${all} trades; --trades shows all\n`) : '';
  return table(tradeList(shown), { flags }, terminal) + more;
}
