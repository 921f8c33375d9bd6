import type { RecordedEvent } from '#event-sourcing';
import type { BacktestReport, Trade } from '#quant/backtest';
import type { Candles } from '#quant/candles';
import type { DatasetDocument, OptimizationDocument } from '#read-models';

/** An optimization as the API shows it: the document without the store's own fields. */
export function optimizationView({
  _id,
  _pos,
  requestedPosition: _,
  ...document
}: OptimizationDocument): Record<string, unknown> {
  return { id: _id, ...document, consistencyToken: String(_pos) };
}

export function datasetView({ _id, _pos: _, ...document }: DatasetDocument): Record<string, unknown> {
  return { id: _id, ...document };
}

/** CloudEvents 1.0 attributes around one recorded event. */
export function eventView(event: RecordedEvent, index: number, withData: boolean): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: event.id,
    source: '/paramo',
    type: `paramo.${event.type}.v${event.schemaVersion}`,
    subject: event.stream,
    time: event.recordedAt,
    index,
    streamrevision: event.revision,
    globalposition: event.position,
    correlationid: event.metadata.correlationId,
    causationid: event.metadata.causationId,
    ...(event.metadata.actor && { actor: event.metadata.actor }),
    ...(withData && { data: event.data }),
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

export function tradeView(trade: Trade, number: number): Record<string, unknown> {
  return {
    number,
    side: trade.side,
    size: trade.size,
    entryBar: trade.entryBar,
    entryTime: iso(trade.entryTime),
    entryPrice: trade.entryPrice,
    exitBar: trade.exitBar,
    exitTime: iso(trade.exitTime),
    exitPrice: trade.exitPrice,
    fees: trade.entryFee + trade.exitFee,
    pnl: trade.pnl,
    return: trade.return,
    reason: trade.reason,
    open: trade.reason === 'open',
    stopLoss: trade.stopLoss,
    takeProfit: trade.takeProfit,
  };
}

/** What was recomputed for one trial. */
export function reportView(
  report: BacktestReport,
  candles: Candles,
  include: ReadonlySet<string>,
): Record<string, unknown> {
  const { trades, equity } = report.simulation;
  return {
    metrics: Object.fromEntries(Object.entries(report.metrics).map(([id, value]) => [id, finite(value)])),
    ...(include.has('trades') && { trades: trades.map(tradeView) }),
    ...(include.has('drawdowns') && {
      drawdowns: { time: Array.from(candles.time, iso), percent: drawdownsOf(equity) },
    }),
    ...(include.has('equity') && {
      equity: { time: Array.from(candles.time, iso), value: Array.from(equity, finite) },
    }),
  };
}

/** How far equity stands below its highest value so far, in percent, at each close. */
function drawdownsOf(equity: Float64Array): (number | null)[] {
  let peak = -Infinity;
  return Array.from(equity, (value) => {
    peak = Math.max(peak, value);
    return finite(100 * (1 - value / peak));
  });
}

export function candlesView(candles: Candles, bars: { from: number; to: number }): Record<string, unknown> {
  const cut = (column: Float64Array): number[] => Array.from(column.subarray(bars.from, bars.to));
  return {
    symbol: candles.symbol,
    interval: candles.interval,
    time: cut(candles.time).map(iso),
    open: cut(candles.open),
    high: cut(candles.high),
    low: cut(candles.low),
    close: cut(candles.close),
    volume: cut(candles.volume),
  };
}
